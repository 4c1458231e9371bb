"""What `kring/web/pairing/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Meeting someone new, and whom one keeps away                             nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/pairing                                           404    200    200    200    200    200
GET  /circles/verborgen/pairing                                          404    404    404    200    200    404
GET  /circles/genodigden/pairing                                         404    404    404    404    200    404
POST /circles/vakgroep/pairing                                           405    405    405    405    405    405
GET  /circles/vakgroep/pairing/new                                       404    403    403    403    200    403
GET  /circles/verborgen/pairing/new                                      404    404    404    403    200    404
POST /circles/vakgroep/pairing/new                                       404    403    403    403    422    403
POST /circles/verborgen/pairing/new                                      404    404    404    403    422    404
GET  /circles/vakgroep/pairing/apart                                     404    403    403    403    200    403
GET  /circles/verborgen/pairing/apart                                    404    404    404    403    200    404
POST /circles/vakgroep/pairing/apart                                     404    403    403    403    422    403
POST /circles/verborgen/pairing/apart                                    404    404    404    403    422    404
GET  /circles/vakgroep/pairing/apart/{conflict}/removal                  405    405    405    405    405    405
POST /circles/vakgroep/pairing/apart/{conflict}/removal                  404    403    403    403    302    403
POST /circles/verborgen/pairing/apart/{conflict}/removal                 404    404    404    403    404    404
GET  /pairing/{programme}                                                404    200    200    200    200    200
GET  /pairing/{hidden_programme}                                         404    404    404    200    200    404
GET  /pairing/{missing}                                                  404    404    404    404    404    404
POST /pairing/{programme}                                                405    405    405    405    405    405
GET  /pairing/{programme}/enrolment                                      405    405    405    405    405    405
POST /pairing/{programme}/enrolment                                      in     403    403    302    302    403
POST /pairing/{hidden_programme}/enrolment                               in     404    404    302    302    404
GET  /pairing/{programme}/enrolment/pause                                405    405    405    405    405    405
POST /pairing/{programme}/enrolment/pause                                in     404    404    422    422    404
POST /pairing/{hidden_programme}/enrolment/pause                         in     404    404    422    422    404
GET  /pairing/{programme}/enrolment/removal                              405    405    405    405    405    405
POST /pairing/{programme}/enrolment/removal                              in     404    404    302    302    404
POST /pairing/{hidden_programme}/enrolment/removal                       in     404    404    302    302    404
GET  /pairing/{programme}/rounds                                         405    405    405    405    405    405
POST /pairing/{programme}/rounds                                         in     403    403    403    302    403
POST /pairing/{hidden_programme}/rounds                                  in     404    404    403    302    404
GET  /pairing/{programme}/edit                                           in     403    403    403    200    403
GET  /pairing/{hidden_programme}/edit                                    in     404    404    403    200    404
POST /pairing/{programme}/edit                                           in     403    403    403    422    403
POST /pairing/{hidden_programme}/edit                                    in     404    404    403    422    404
GET  /pairing/{programme}/end                                            in     403    403    403    200    403
GET  /pairing/{hidden_programme}/end                                     in     404    404    403    200    404
POST /pairing/{programme}/end                                            in     403    403    403    302    403
POST /pairing/{hidden_programme}/end                                     in     404    404    403    302    404
GET  /pairing/matches/{match}                                            405    405    405    405    405    405
POST /pairing/matches/{match}                                            in     404    404    302    302    404
POST /pairing/matches/{hidden_match}                                     in     404    404    302    302    404
GET  /people/mees/away                                                   in     200    200    404    200    200
GET  /people/nobody-here/away                                            in     404    404    404    404    404
POST /people/mees/away                                                   in     302    302    409    302    302
POST /people/nobody-here/away                                            in     404    404    404    404    404
GET  /people/mees/away/removal                                           405    405    405    405    405    405
POST /people/mees/away/removal                                           in     302    302    302    302    302
GET  /settings/away                                                      in     200    200    200    200    200
POST /settings/away                                                      405    405    405    405    405    405
"""
