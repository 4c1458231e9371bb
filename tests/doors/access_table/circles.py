"""What `kring/web/circles/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "circles/<slug:slug>/announcement": {"text": "We begin at nine."},
    "circles/<slug:slug>/hosts": {"handle": "mees"},
    "circles/<slug:slug>/invitations": {"limit": "2", "ends_on": "{soon}"},
    "circles/<slug:slug>/invitations/mail": {"addresses": "a@example.org", "ends_on": "{soon}", "role": "1"},
    "requests/<key:request_key>": {"answer": "admit"},
}

TABLE: Final = """
# What waits, and whom a host lets in                                    nobody stan   noor   mees   hanna  olga
GET  /requests/{request}                                                 in     404    404    404    200    404
GET  /requests/{hidden_request}                                          in     404    404    404    200    404
POST /requests/{request}                                                 in     404    404    404    302    404
POST /requests/{hidden_request}                                          in     404    404    404    302    404

# Circles                                                                nobody stan   noor   mees   hanna  olga
GET  /circles                                                            200    200    200    200    200    200
POST /circles                                                            405    405    405    405    405    405
GET  /circles/new                                                        in     403    403    403    403    200
POST /circles/new                                                        in     403    403    403    403    422
GET  /circles/join/{invited}                                             200    200    200    200    302    200
GET  /circles/join/{hidden_invited}                                      200    200    200    302    302    200
GET  /circles/join/made-up                                               404    404    404    404    404    404
POST /circles/join/{invited}                                             302    302    302    302    302    302
POST /circles/join/{hidden_invited}                                      302    302    302    302    302    302
POST /circles/join/made-up                                               404    404    404    404    404    404
GET  /circles/voorbeeld                                                  200    200    200    200    200    200
GET  /circles/vakgroep                                                   404    200    200    200    200    200
GET  /circles/besloten                                                   404    200    200    200    200    200
GET  /circles/genodigden                                                 404    200    200    200    200    200
GET  /circles/verborgen                                                  404    404    404    200    200    404
POST /circles/voorbeeld                                                  405    405    405    405    405    405
GET  /circles/voorbeeld/people                                           200    200    200    200    200    200
GET  /circles/vakgroep/people                                            404    200    200    200    200    200
GET  /circles/besloten/people                                            404    200    200    200    200    200
GET  /circles/verborgen/people                                           404    404    404    200    200    404
POST /circles/voorbeeld/people                                           405    405    405    405    405    405
GET  /circles/voorbeeld/join                                             405    405    405    405    405    405
POST /circles/voorbeeld/join                                             in     302    302    302    302    302
POST /circles/vakgroep/join                                              404    302    302    302    302    302
POST /circles/besloten/join                                              404    403    403    302    302    403
POST /circles/genodigden/join                                            404    403    403    403    302    403
POST /circles/verborgen/join                                             404    404    404    302    302    404
GET  /circles/vakgroep/requests                                          404    200    200    302    302    200
GET  /circles/besloten/requests                                          404    200    200    302    302    200
GET  /circles/genodigden/requests                                        404    403    403    403    302    403
GET  /circles/verborgen/requests                                         404    404    404    302    302    404
POST /circles/vakgroep/requests                                          404    302    302    409    409    302
POST /circles/besloten/requests                                          404    302    302    409    409    302
POST /circles/genodigden/requests                                        404    403    403    403    409    403
POST /circles/verborgen/requests                                         404    404    404    409    409    404
GET  /circles/vakgroep/leaving                                           404    302    302    200    200    302
GET  /circles/besloten/leaving                                           404    302    302    200    200    302
GET  /circles/verborgen/leaving                                          404    404    404    200    200    404
POST /circles/vakgroep/leaving                                           404    302    302    302    409    302
POST /circles/besloten/leaving                                           404    302    302    302    409    302
POST /circles/verborgen/leaving                                          404    404    404    302    409    404
GET  /circles/vakgroep/desk                                              404    403    403    403    200    403
GET  /circles/besloten/desk                                              404    403    403    403    200    403
GET  /circles/verborgen/desk                                             404    404    404    403    200    404
POST /circles/vakgroep/desk                                              405    405    405    405    405    405
GET  /circles/vakgroep/hosts                                             404    403    403    403    200    403
GET  /circles/besloten/hosts                                             404    403    403    403    200    403
GET  /circles/verborgen/hosts                                            404    404    404    403    200    404
POST /circles/vakgroep/hosts                                             404    403    403    403    302    403
POST /circles/besloten/hosts                                             404    403    403    403    302    403
POST /circles/verborgen/hosts                                            404    404    404    403    302    404
GET  /circles/vakgroep/hosts/hanna/dismissal                             405    405    405    405    405    405
POST /circles/vakgroep/hosts/hanna/dismissal                             404    403    403    403    409    403
POST /circles/besloten/hosts/hanna/dismissal                             404    403    403    403    409    403
POST /circles/verborgen/hosts/hanna/dismissal                            404    404    404    403    409    404
GET  /circles/vakgroep/people/mees/removal                               404    403    403    403    200    403
GET  /circles/besloten/people/mees/removal                               404    403    403    403    200    403
GET  /circles/verborgen/people/mees/removal                              404    404    404    403    200    404
POST /circles/vakgroep/people/mees/removal                               404    403    403    403    302    403
POST /circles/besloten/people/mees/removal                               404    403    403    403    302    403
POST /circles/verborgen/people/mees/removal                              404    404    404    403    302    404
GET  /circles/vakgroep/invitations                                       404    403    403    403    200    403
GET  /circles/besloten/invitations                                       404    403    403    403    200    403
GET  /circles/verborgen/invitations                                      404    404    404    403    200    404
POST /circles/vakgroep/invitations                                       404    403    403    403    302    403
POST /circles/besloten/invitations                                       404    403    403    403    302    403
POST /circles/verborgen/invitations                                      404    404    404    403    302    404
GET  /circles/vakgroep/invitations/mail                                  405    405    405    405    405    405
POST /circles/vakgroep/invitations/mail                                  404    403    403    403    302    403
POST /circles/besloten/invitations/mail                                  404    403    403    403    302    403
POST /circles/verborgen/invitations/mail                                 404    404    404    403    302    404
GET  /circles/genodigden/invitations/{invitation}/withdrawal             405    405    405    405    405    405
POST /circles/genodigden/invitations/{invitation}/withdrawal             404    403    403    403    302    403
POST /circles/verborgen/invitations/{hidden_invitation}/withdrawal       404    404    404    403    302    404
GET  /circles/vakgroep/settings                                          404    403    403    403    200    403
GET  /circles/besloten/settings                                          404    403    403    403    200    403
GET  /circles/verborgen/settings                                         404    404    404    403    200    404
POST /circles/vakgroep/settings                                          404    403    403    403    422    403
POST /circles/besloten/settings                                          404    403    403    403    422    403
POST /circles/verborgen/settings                                         404    404    404    403    422    404
GET  /circles/vakgroep/new                                               404    403    403    403    200    403
GET  /circles/besloten/new                                               404    403    403    403    200    403
GET  /circles/verborgen/new                                              404    404    404    403    200    404
POST /circles/vakgroep/new                                               404    403    403    403    422    403
POST /circles/besloten/new                                               404    403    403    403    422    403
POST /circles/verborgen/new                                              404    404    404    403    422    404
GET  /circles/vakgroep/move                                              404    403    403    403    200    403
GET  /circles/besloten/move                                              404    403    403    403    200    403
GET  /circles/verborgen/move                                             404    404    404    403    200    404
POST /circles/vakgroep/move                                              404    403    403    403    422    403
POST /circles/besloten/move                                              404    403    403    403    422    403
POST /circles/verborgen/move                                             404    404    404    403    422    404
GET  /circles/vakgroep/archive                                           404    403    403    403    200    403
GET  /circles/besloten/archive                                           404    403    403    403    200    403
GET  /circles/verborgen/archive                                          404    404    404    403    200    404
POST /circles/vakgroep/archive                                           404    403    403    403    302    403
POST /circles/besloten/archive                                           404    403    403    403    302    403
POST /circles/verborgen/archive                                          404    404    404    403    302    404
GET  /circles/vakgroep/reopen                                            404    403    403    403    200    403
GET  /circles/besloten/reopen                                            404    403    403    403    200    403
GET  /circles/verborgen/reopen                                           404    404    404    403    200    404
POST /circles/vakgroep/reopen                                            404    403    403    403    302    403
POST /circles/besloten/reopen                                            404    403    403    403    302    403
POST /circles/verborgen/reopen                                           404    404    404    403    302    404
GET  /circles/vakgroep/announcement                                      404    403    403    403    200    403
GET  /circles/besloten/announcement                                      404    403    403    403    200    403
GET  /circles/verborgen/announcement                                     404    404    404    403    200    404
POST /circles/vakgroep/announcement                                      404    403    403    403    302    403
POST /circles/besloten/announcement                                      404    403    403    403    302    403
POST /circles/verborgen/announcement                                     404    404    404    403    302    404
"""
