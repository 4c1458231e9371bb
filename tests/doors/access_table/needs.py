"""What `kring/web/needs/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations/<slug:slug>/needs/profiles/new": {"name": "Archivist", "words": "Boomklever", "level": "2"},
    "work/needs/consents": {"organisation": "{employer_key}", "purpose": "count", "how": "all"},
}
TABLE: Final = """
# Needs                                                                  nobody stan   noor   mees   hanna  olga
GET  /work/needs                                                         in     200    200    200    200    200
POST /work/needs                                                         405    405    405    405    405    405
GET  /work/needs/consents                                                405    405    405    405    405    405
POST /work/needs/consents                                                in     404    404    302    302    404
GET  /work/needs/profiles/{role_profile}                                 in     404    404    200    200    404
POST /work/needs/profiles/{role_profile}                                 405    405    405    405    405    405
GET  /organisations/{employer}/needs                                     404    404    404    200    200    404
POST /organisations/{employer}/needs                                     405    405    405    405    405    405
GET  /organisations/{rival}/needs                                        404    404    200    404    404    404
GET  /organisations/{employer}/needs/new                                 404    404    404    200    200    404
POST /organisations/{employer}/needs/new                                 404    404    404    422    422    404
GET  /organisations/{employer}/needs/needs.csv                           404    404    404    200    200    404
POST /organisations/{employer}/needs/needs.csv                           405    405    405    405    405    405
GET  /organisations/{employer}/needs/{need}                              404    404    404    200    200    404
POST /organisations/{employer}/needs/{need}                              404    404    404    422    422    404
GET  /organisations/{employer}/needs/{need_of_all}                       404    404    404    404    200    404
POST /organisations/{employer}/needs/{need_of_all}                       404    404    404    404    422    404
GET  /organisations/{rival}/needs/{need}                                 404    404    404    404    404    404
GET  /organisations/{employer}/needs/{need}/end                          405    405    405    405    405    405
POST /organisations/{employer}/needs/{need}/end                          404    404    404    302    302    404
POST /organisations/{employer}/needs/{need_of_all}/end                   404    404    404    404    302    404
GET  /organisations/{employer}/needs/lists                               404    404    404    403    200    404
POST /organisations/{employer}/needs/lists                               404    404    404    403    422    404
GET  /organisations/{rival}/needs/lists                                  404    404    200    404    404    404
GET  /organisations/{employer}/needs/lists/example.csv                   404    404    404    403    200    404
POST /organisations/{employer}/needs/lists/example.csv                   405    405    405    405    405    405
GET  /organisations/{employer}/needs/lists/{need_list}                   404    404    404    403    200    404
POST /organisations/{employer}/needs/lists/{need_list}                   404    404    404    403    422    404
GET  /organisations/{rival}/needs/lists/{need_list}                      404    404    404    404    404    404
GET  /organisations/{employer}/needs/lists/{need_list}/confirmation      405    405    405    405    405    405
POST /organisations/{employer}/needs/lists/{need_list}/confirmation      404    404    404    403    409    404
POST /organisations/{employer}/needs/lists/{need_list_right}/confirmation 404   404    404    403    302    404
GET  /organisations/{employer}/needs/lists/{need_list}/removal           405    405    405    405    405    405
POST /organisations/{employer}/needs/lists/{need_list}/removal           404    404    404    403    302    404
GET  /organisations/{employer}/needs/profiles                            404    404    404    403    200    404
POST /organisations/{employer}/needs/profiles                            405    405    405    405    405    405
GET  /organisations/{employer}/needs/profiles/new                        404    404    404    403    200    404
POST /organisations/{employer}/needs/profiles/new                        404    404    404    403    302    404
GET  /organisations/{employer}/needs/profiles/{role_profile}             404    404    404    403    200    404
POST /organisations/{employer}/needs/profiles/{role_profile}             404    404    404    403    422    404
GET  /organisations/{rival}/needs/profiles/{role_profile}                404    404    404    404    404    404
GET  /organisations/{employer}/needs/profiles/{role_profile}/retirement  405    405    405    405    405    405
POST /organisations/{employer}/needs/profiles/{role_profile}/retirement  404    404    404    403    302    404
GET  /organisations/{employer}/gaps                                      404    404    404    200    200    404
POST /organisations/{employer}/gaps                                      405    405    405    405    405    405
GET  /organisations/{rival}/gaps                                         404    404    200    404    404    404
GET  /organisations/{employer}/gaps/gaps.csv                             404    404    404    200    200    404
POST /organisations/{employer}/gaps/gaps.csv                             405    405    405    405    405    405
GET  /organisations/{employer}/gaps/leadership                           404    404    404    403    200    404
POST /organisations/{employer}/gaps/leadership                           405    405    405    405    405    405
GET  /organisations/{employer}/gaps/{need}                               404    404    404    200    200    404
POST /organisations/{employer}/gaps/{need}                               405    405    405    405    405    405
GET  /organisations/{employer}/gaps/{need_of_all}                        404    404    404    404    200    404
"""
