"""What `kring/web/teams/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "teams/<key:key>/answer": {"joins": "yes"},
    "teams/<key:key>/choices": {"handle": "mees", "choice": "out"},
    "teams/<key:key>/invitations": {"handle": "mees"},
}
TABLE: Final = """
# Teams                                                                  nobody stan   noor   mees   hanna  olga
GET  /organisations/{employer}/teams                                     404    404    404    200    200    404
POST /organisations/{employer}/teams                                     405    405    405    405    405    405
GET  /organisations/{rival}/teams                                        404    404    200    404    404    404
GET  /organisations/{employer}/teams/new                                 404    404    404    200    200    404
POST /organisations/{employer}/teams/new                                 404    404    404    422    422    404
GET  /organisations/{rival}/teams/new                                    404    404    200    404    404    404
GET  /organisations/{employer}/teams/offer                               404    404    404    200    200    404
POST /organisations/{employer}/teams/offer                               404    404    404    422    422    404
GET  /organisations/{employer}/teams/offer/withdrawal                    405    405    405    405    405    405
POST /organisations/{employer}/teams/offer/withdrawal                    404    404    404    302    302    404
GET  /teams/{team}                                                       in     404    404    200    200    404
POST /teams/{team}                                                       405    405    405    405    405    405
GET  /teams/{rival_team}                                                 in     404    200    404    404    404
GET  /teams/{missing}                                                    in     404    404    404    404    404
GET  /teams/{team}/edit                                                  in     404    404    404    200    404
POST /teams/{team}/edit                                                  in     404    404    404    422    404
POST /teams/{rival_team}/edit                                            in     404    422    404    404    404
GET  /teams/{team}/choices                                               405    405    405    405    405    405
POST /teams/{team}/choices                                               in     404    404    404    302    404
POST /teams/{rival_team}/choices                                         in     404    404    404    404    404
GET  /teams/{team}/closing                                               405    405    405    405    405    405
POST /teams/{team}/closing                                               in     404    404    404    302    404
POST /teams/{rival_team}/closing                                         in     404    302    404    404    404
GET  /teams/{team}/invitations                                           405    405    405    405    405    405
POST /teams/{team}/invitations                                           in     404    404    404    409    404
POST /teams/{rival_team}/invitations                                     in     404    409    404    404    404
GET  /teams/{team}/answer                                                405    405    405    405    405    405
POST /teams/{team}/answer                                                in     404    404    302    404    404
POST /teams/{rival_team}/answer                                          in     404    404    404    404    404
"""
