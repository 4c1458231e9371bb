"""What `kring/web/meetings/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "meetings/<key:key>/votes": {"conversation": "{question}"},
    "meetings/calendar": {"circle": "@me"},
}

TABLE: Final = """
# Meetings                                                               nobody stan   noor   mees   hanna  olga
GET  /meetings                                                           in     200    200    200    200    200
POST /meetings                                                           405    405    405    405    405    405
GET  /meetings/calendar                                                  in     200    200    200    200    200
POST /meetings/calendar                                                  in     201    201    422    201    201
GET  /meetings/calendar/{feed}/renewal                                   in     404    404    200    404    404
GET  /meetings/calendar/{missing}/renewal                                in     404    404    404    404    404
POST /meetings/calendar/{feed}/renewal                                   in     404    404    201    404    404
GET  /meetings/calendar/{feed}/withdrawal                                in     404    404    200    404    404
POST /meetings/calendar/{feed}/withdrawal                                in     404    404    302    404    404
GET  /meetings/guests/{guest}                                            200    200    200    200    200    200
GET  /meetings/guests/made-up                                            404    404    404    404    404    404
POST /meetings/guests/{guest}                                            200    200    200    200    200    200
POST /meetings/guests/made-up                                            404    404    404    404    404    404
GET  /meetings/{meeting}/calendar.ics                                    404    200    200    200    200    200
GET  /meetings/{hidden_meeting}/calendar.ics                             404    404    404    200    200    404
POST /meetings/{meeting}/calendar.ics                                    405    405    405    405    405    405
GET  /circles/vakgroep/meetings                                          404    200    200    200    200    200
GET  /circles/verborgen/meetings                                         404    404    404    200    200    404
POST /circles/vakgroep/meetings                                          405    405    405    405    405    405
GET  /circles/vakgroep/meetings/new                                      404    403    403    403    200    403
GET  /circles/verborgen/meetings/new                                     404    404    404    403    200    404
POST /circles/vakgroep/meetings/new                                      404    403    403    403    422    403
POST /circles/verborgen/meetings/new                                     404    404    404    403    422    404
GET  /meetings/{meeting}                                                 404    200    200    200    200    200
GET  /meetings/{hidden_meeting}                                          404    404    404    200    200    404
GET  /meetings/{missing}                                                 404    404    404    404    404    404
POST /meetings/{meeting}                                                 405    405    405    405    405    405
GET  /meetings/{meeting}/people                                          in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/people                                   in     404    404    200    200    404
POST /meetings/{meeting}/people                                          405    405    405    405    405    405
GET  /meetings/{meeting}/people.csv                                      in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/people.csv                               in     404    404    403    200    404
POST /meetings/{meeting}/people.csv                                      405    405    405    405    405    405
GET  /meetings/{meeting}/registration                                    405    405    405    405    405    405
POST /meetings/{meeting}/registration                                    in     403    403    302    302    403
POST /meetings/{hidden_meeting}/registration                             in     404    404    302    302    404
GET  /meetings/{meeting}/registration/removal                            405    405    405    405    405    405
POST /meetings/{meeting}/registration/removal                            in     404    404    302    404    404
POST /meetings/{hidden_meeting}/registration/removal                     in     404    404    302    404    404
GET  /meetings/{meeting}/places                                          405    405    405    405    405    405
POST /meetings/{meeting}/places                                          in     403    403    403    422    403
POST /meetings/{hidden_meeting}/places                                   in     404    404    403    422    404
GET  /meetings/{meeting}/registers                                       in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/registers                                in     404    404    403    200    404
POST /meetings/{meeting}/registers                                       405    405    405    405    405    405
GET  /meetings/{meeting}/registers/nivre                                 in     403    403    403    200    403
GET  /meetings/{meeting}/registers/unknown                               in     403    403    403    404    403
GET  /meetings/{hidden_meeting}/registers/nivre                          in     404    404    403    200    404
POST /meetings/{meeting}/registers/nivre                                 in     403    403    403    409    403
POST /meetings/{hidden_meeting}/registers/nivre                          in     404    404    403    409    404
GET  /meetings/{meeting}/guests                                          405    405    405    405    405    405
POST /meetings/{meeting}/guests                                          in     403    403    403    422    403
POST /meetings/{hidden_meeting}/guests                                   in     404    404    403    422    404
GET  /meetings/{meeting}/online                                          405    405    405    405    405    405
POST /meetings/{meeting}/online                                          in     404    404    404    404    404
POST /meetings/{hidden_meeting}/online                                   in     404    404    404    404    404
GET  /meetings/{meeting}/code                                            in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/code                                     in     404    404    403    200    404
POST /meetings/{meeting}/code                                            405    405    405    405    405    405
GET  /meetings/{meeting}/check-in                                        in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/check-in                                 in     404    404    200    200    404
POST /meetings/{meeting}/check-in                                        in     403    403    422    422    403
POST /meetings/{hidden_meeting}/check-in                                 in     404    404    422    422    404
GET  /meetings/{meeting}/check-out                                       405    405    405    405    405    405
POST /meetings/{meeting}/check-out                                       in     404    404    404    404    404
POST /meetings/{hidden_meeting}/check-out                                in     404    404    404    404    404
GET  /meetings/{meeting}/presence                                        in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/presence                                 in     404    404    403    200    404
POST /meetings/{meeting}/presence                                        in     403    403    403    302    403
POST /meetings/{hidden_meeting}/presence                                 in     404    404    403    302    404
GET  /meetings/{meeting}/closure                                         in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/closure                                  in     404    404    403    200    404
POST /meetings/{meeting}/closure                                         in     403    403    403    409    403
POST /meetings/{hidden_meeting}/closure                                  in     404    404    403    409    404
GET  /meetings/{meeting}/agenda                                          in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/agenda                                   in     404    404    403    200    404
POST /meetings/{meeting}/agenda                                          in     403    403    403    409    403
POST /meetings/{hidden_meeting}/agenda                                   in     404    404    403    409    404
GET  /meetings/{meeting}/parts                                           in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/parts                                    in     404    404    403    200    404
POST /meetings/{meeting}/parts                                           in     403    403    403    422    403
POST /meetings/{hidden_meeting}/parts                                    in     404    404    403    422    404
GET  /meetings/{meeting}/notes                                           in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/notes                                    in     404    404    403    200    404
POST /meetings/{meeting}/notes                                           in     403    403    403    422    403
POST /meetings/{hidden_meeting}/notes                                    in     404    404    403    422    404
GET  /meetings/{meeting}/edit                                            in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/edit                                     in     404    404    403    200    404
POST /meetings/{meeting}/edit                                            in     403    403    403    422    403
POST /meetings/{hidden_meeting}/edit                                     in     404    404    403    422    404
GET  /meetings/{meeting}/cancellation                                    in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/cancellation                             in     404    404    403    200    404
POST /meetings/{meeting}/cancellation                                    in     403    403    403    302    403
POST /meetings/{hidden_meeting}/cancellation                             in     404    404    403    302    404
GET  /meetings/{meeting}/parts/{part}/removal                            405    405    405    405    405    405
POST /meetings/{meeting}/parts/{part}/removal                            in     403    403    403    302    403
POST /meetings/{meeting}/parts/{missing}/removal                         in     403    403    403    404    403
POST /meetings/{hidden_meeting}/parts/{part}/removal                     in     404    404    403    404    404
GET  /meetings/{over}/list                                               in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/list                                     in     404    404    403    404    404
POST /meetings/{over}/list                                               405    405    405    405    405    405
GET  /meetings/{over}/list.json                                          in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/list.json                                in     404    404    403    404    404
POST /meetings/{over}/list.json                                          405    405    405    405    405    405
GET  /meetings/{over}/list.csv                                           in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/list.csv                                 in     404    404    403    404    404
POST /meetings/{over}/list.csv                                           405    405    405    405    405    405
GET  /meetings/{meeting}/votes                                           405    405    405    405    405    405
POST /meetings/{meeting}/votes                                           in     403    403    302    302    403
POST /meetings/{hidden_meeting}/votes                                    in     404    404    404    404    404

# Date polls                                                             nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/meetings/new?poll={poll}                          404    403    403    403    200    403
GET  /circles/vakgroep/meetings/new?poll={hidden_poll}                   404    403    403    403    404    403
"""
