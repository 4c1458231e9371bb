"""What `kring/web/planning/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations/<slug:slug>/reports/plan": {"days": "20"},
}

TABLE: Final = """
# Organisations: noorderlicht is hanna's, and known to mees beside her   nobody stan   noor   mees   hanna  olga
GET  /work/shown                                                         in     200    200    200    200    200
POST /work/shown                                                         405    405    405    405    405    405
GET  /work/shown/new                                                     in     302    200    200    200    302
POST /work/shown/new                                                     in     302    422    422    422    302
GET  /work/shown/{share}                                                 in     404    404    200    404    404
POST /work/shown/{share}                                                 405    405    405    405    405    405
GET  /work/shown/{share}/withdrawal                                      405    405    405    405    405    405
POST /work/shown/{share}/withdrawal                                      in     404    404    302    404    404
GET  /organisations/{employer}/reports                                   404    404    404    200    200    404
POST /organisations/{employer}/reports                                   405    405    405    405    405    405
GET  /organisations/{rival}/reports                                      404    404    200    404    404    404
GET  /organisations/{employer}/reports/plan                              404    404    404    403    200    404
POST /organisations/{employer}/reports/plan                              404    404    404    403    302    404
GET  /organisations/{employer}/shown                                     404    404    404    403    200    404
POST /organisations/{employer}/shown                                     405    405    405    405    405    405
GET  /organisations/{rival}/shown                                        404    404    200    404    404    404
GET  /organisations/{employer}/shown/{share}                             404    404    404    403    200    404
POST /organisations/{employer}/shown/{share}                             405    405    405    405    405    405
GET  /organisations/{employer}/shown/{share_over}                        404    404    404    403    404    404
GET  /organisations/{rival}/shown/{share}                                404    404    404    404    404    404
GET  /organisations/{employer}/shown/{share}/evidence/{evidence}         404    404    404    403    200    404
POST /organisations/{employer}/shown/{share}/evidence/{evidence}         405    405    405    405    405    405
GET  /organisations/{employer}/shown/{share_over}/evidence/{evidence}    404    404    404    403    404    404
GET  /organisations/{rival}/shown/{share}/evidence/{evidence}            404    404    404    404    404    404
GET  /organisations/{employer}/reports/groups.csv                        404    404    404    404    200    404
POST /organisations/{employer}/reports/groups.csv                        405    405    405    405    405    405
GET  /organisations/{rival}/reports/groups.csv                           404    404    404    404    404    404
GET  /organisations/{rival}/reports/seats.csv                            404    404    200    404    404    404
GET  /organisations/{employer}/reports/report.xlsx                       404    404    404    404    200    404
POST /organisations/{employer}/reports/report.xlsx                       405    405    405    405    405    405
GET  /organisations/{rival}/reports/report.xlsx                          404    404    200    404    404    404
"""
