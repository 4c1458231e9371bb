"""What `kring/web/polls/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "polls/<key:key>/marks": {"none": "1"},
}

TABLE: Final = """
# Date polls                                                             nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/polls/new                                         404    403    403    403    200    403
GET  /circles/verborgen/polls/new                                        404    404    404    403    200    404
GET  /circles/voorbeeld/polls/new                                        in     403    403    403    200    403
POST /circles/vakgroep/polls/new                                         404    403    403    403    422    403
POST /circles/verborgen/polls/new                                        404    404    404    403    422    404
GET  /polls/{poll}                                                       404    200    200    200    200    200
GET  /polls/{hidden_poll}                                                404    404    404    200    200    404
GET  /polls/{missing}                                                    404    404    404    404    404    404
POST /polls/{poll}                                                       405    405    405    405    405    405
GET  /polls/{poll}/marks                                                 405    405    405    405    405    405
POST /polls/{poll}/marks                                                 in     403    403    302    302    403
POST /polls/{old_poll}/marks                                             in     403    403    409    409    403
POST /polls/{hidden_poll}/marks                                          in     404    404    302    302    404
GET  /polls/{poll}/edit                                                  in     403    403    403    200    403
GET  /polls/{old_poll}/edit                                              in     403    403    403    409    403
GET  /polls/{hidden_poll}/edit                                           in     404    404    403    200    404
POST /polls/{poll}/edit                                                  in     403    403    403    422    403
POST /polls/{hidden_poll}/edit                                           in     404    404    403    422    404
GET  /polls/{poll}/withdrawal                                            in     403    403    403    200    403
GET  /polls/{old_poll}/withdrawal                                        in     403    403    403    409    403
GET  /polls/{hidden_poll}/withdrawal                                     in     404    404    403    200    404
POST /polls/{poll}/withdrawal                                            in     403    403    403    302    403
POST /polls/{hidden_poll}/withdrawal                                     in     404    404    403    302    404
"""
