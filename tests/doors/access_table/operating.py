"""What `kring/web/operating/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "operator/organisations/<slug:slug>": {"days": "20", "hours": "7.5"},
    "operator/organisations/<slug:slug>/owner": {"handle": "mees"},
}

TABLE: Final = """
# Coming in and going out                                                nobody stan   noor   mees   hanna  olga
GET  /setup/made-up                                                      404    404    404    404    404    404
POST /setup/made-up                                                      404    404    404    404    404    404
GET  /health                                                             200    200    200    200    200    200
POST /health                                                             405    405    405    405    405    405

# The operator's desk                                                    nobody stan   noor   mees   hanna  olga
GET  /operator                                                           404    404    404    404    404    200
POST /operator                                                           404    404    404    404    404    405
GET  /operator/jobs                                                      404    404    404    404    404    200
POST /operator/jobs                                                      404    404    404    404    404    405
GET  /operator/jobs/{job}/retry                                          404    404    404    404    404    405
POST /operator/jobs/{job}/retry                                          404    404    404    404    404    302
GET  /operator/deliveries                                                404    404    404    404    404    200
POST /operator/deliveries                                                404    404    404    404    404    405
GET  /operator/deliveries/retry                                          404    404    404    404    404    405
POST /operator/deliveries/retry                                          404    404    404    404    404    302
GET  /operator/deliveries/{delivery}/retry                               404    404    404    404    404    405
POST /operator/deliveries/{delivery}/retry                               404    404    404    404    404    302
GET  /operator/mail                                                      404    404    404    404    404    200
POST /operator/mail                                                      404    404    404    404    404    405
GET  /operator/mail/{letter}/retry                                       404    404    404    404    404    405
POST /operator/mail/{letter}/retry                                       404    404    404    404    404    302
GET  /operator/index                                                     404    404    404    404    404    200
POST /operator/index                                                     404    404    404    404    404    405
GET  /operator/index/rebuild                                             404    404    404    404    404    200
POST /operator/index/rebuild                                             404    404    404    404    404    302
GET  /operator/circles                                                   404    404    404    404    404    200
POST /operator/circles                                                   404    404    404    404    404    405
GET  /operator/circles/{abandoned}/host                                  404    404    404    404    404    200
GET  /operator/circles/{hosted}/host                                     404    404    404    404    404    404
POST /operator/circles/{abandoned}/host                                  404    404    404    404    404    422
POST /operator/circles/{hosted}/host                                     404    404    404    404    404    404
GET  /operator/organisations                                             404    404    404    404    404    200
POST /operator/organisations                                             404    404    404    404    404    405
GET  /operator/organisations/{employer}                                  404    404    404    404    404    200
POST /operator/organisations/{employer}                                  404    404    404    404    404    302
GET  /operator/organisations/nobody-here                                 404    404    404    404    404    404
GET  /operator/schemes                                                   404    404    404    404    404    200
POST /operator/schemes                                                   404    404    404    404    404    422
GET  /operator/schemes/nivre                                             404    404    404    404    404    200
POST /operator/schemes/nivre                                             404    404    404    404    404    422
GET  /operator/reviewers/{reviewer}/dismissal                            404    404    404    404    404    405
POST /operator/reviewers/{reviewer}/dismissal                            404    404    404    404    404    302
GET  /operator/backups                                                   404    404    404    404    404    200
POST /operator/backups                                                   404    404    404    404    404    302
GET  /operator/installation                                              404    404    404    404    404    200
POST /operator/installation                                              404    404    404    404    404    422
GET  /operator/installation/mail                                         404    404    404    404    404    200
POST /operator/installation/mail                                         404    404    404    404    404    422

# Organisations: noorderlicht is hanna's, and known to mees beside her   nobody stan   noor   mees   hanna  olga
GET  /operator/organisations/{orphan}/owner                              404    404    404    404    404    200
POST /operator/organisations/{orphan}/owner                              404    404    404    404    404    302
GET  /operator/organisations/{employer}/owner                            404    404    404    404    404    404
GET  /operator/organisations/{employer}/domains/{domain}/proof           404    404    404    404    404    405
POST /operator/organisations/{employer}/domains/{domain}/proof           404    404    404    404    404    302
"""
