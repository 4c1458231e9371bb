"""What `kring/web/evidence/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Evidence                                                               nobody stan   noor   mees   hanna  olga
GET  /learning/competences                                               in     200    200    200    200    200
POST /learning/competences                                               in     422    422    422    422    422
GET  /learning/competences/storms                                        in     200    200    200    200    200
GET  /learning/competences/unheard-of                                    in     404    404    404    404    404
POST /learning/competences/storms                                        405    405    405    405    405    405
GET  /learning/competences/storms/level                                  405    405    405    405    405    405
POST /learning/competences/storms/level                                  in     422    422    422    422    422
POST /learning/competences/unheard-of/level                              in     404    404    404    404    404
GET  /learning/competences/storms/hiding                                 405    405    405    405    405    405
POST /learning/competences/storms/hiding                                 in     302    302    302    302    302
GET  /learning/shows/{shows}/hiding                                      405    405    405    405    405    405
POST /learning/shows/{shows}/hiding                                      in     404    404    302    404    404
GET  /learning/shows/{shows}/correction                                  in     404    404    200    404    404
POST /learning/shows/{shows}/correction                                  in     404    404    302    404    404
GET  /learning/shows/{shows}/return                                      405    405    405    405    405    405
POST /learning/shows/{shows}/return                                      in     404    404    302    404    404
GET  /learning/endorsements                                              in     200    200    200    200    200
POST /learning/endorsements                                              405    405    405    405    405    405
GET  /learning/endorsements/ask                                          in     200    200    200    200    200
POST /learning/endorsements/ask                                          in     422    422    422    422    422
GET  /learning/endorsements/{endorsement}/decision                       405    405    405    405    405    405
POST /learning/endorsements/{endorsement}/decision                       in     404    404    404    302    404
GET  /learning/endorsements/{endorsement}/withdrawal                     405    405    405    405    405    405
POST /learning/endorsements/{endorsement}/withdrawal                     in     404    404    302    404    404
GET  /learning/endorsements/asks/{endorsement_ask}/refusal               405    405    405    405    405    405
POST /learning/endorsements/asks/{endorsement_ask}/refusal               in     404    404    302    404    404
GET  /learning/endorsements/asks/{endorsement_ask}/withdrawal            405    405    405    405    405    405
POST /learning/endorsements/asks/{endorsement_ask}/withdrawal            in     404    404    404    302    404
GET  /people/mees/competences                                            404    404    404    200    404    404
GET  /people/hanna/competences                                           404    200    200    200    200    200
GET  /people/nobody-here/competences                                     404    404    404    404    404    404
POST /people/hanna/competences                                           405    405    405    405    405    405
GET  /people/mees/endorsement                                            in     403    403    409    200    403
GET  /people/ines/endorsement                                            in     404    404    404    404    404
GET  /people/nobody-here/endorsement                                     in     404    404    404    404    404
POST /people/mees/endorsement                                            in     403    403    409    422    403
POST /people/ines/endorsement                                            in     404    404    404    404    404
"""
