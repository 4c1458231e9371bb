"""What `kring/web/library/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "library/<key:key>/inspired": {"conversation": "{question}"},
    "library/<key:key>/inspired/removal": {"conversation": "{told}"},
    "meetings/<key:key>/inspired": {"conversation": "{question}"},
    "meetings/<key:key>/inspired/removal": {"conversation": "{told}"},
}

TABLE: Final = """
# Libraries, and what came of pieces and meetings                        nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/library                                           404    200    200    200    200    200
GET  /circles/verborgen/library                                          404    404    404    200    200    404
POST /circles/vakgroep/library                                           405    405    405    405    405    405
GET  /circles/vakgroep/library/new                                       404    403    403    200    200    403
GET  /circles/verborgen/library/new                                      404    404    404    200    200    404
POST /circles/vakgroep/library/new                                       404    403    403    422    422    403
POST /circles/verborgen/library/new                                      404    404    404    422    422    404
GET  /library/{piece}                                                    404    200    200    200    200    200
GET  /library/{hidden_piece}                                             404    404    404    200    200    404
GET  /library/{missing}                                                  404    404    404    404    404    404
POST /library/{piece}                                                    405    405    405    405    405    405
GET  /library/{piece}/file                                               404    200    200    200    200    200
GET  /library/{hidden_piece}/file                                        404    404    404    200    200    404
POST /library/{piece}/file                                               405    405    405    405    405    405
GET  /library/{piece}/edit                                               in     403    403    200    200    403
GET  /library/{hidden_piece}/edit                                        in     404    404    200    200    404
POST /library/{piece}/edit                                               in     403    403    422    422    403
POST /library/{hidden_piece}/edit                                        in     404    404    422    422    404
GET  /library/{piece}/withdrawal                                         in     403    403    200    200    403
GET  /library/{hidden_piece}/withdrawal                                  in     404    404    200    200    404
POST /library/{piece}/withdrawal                                         in     403    403    302    302    403
POST /library/{hidden_piece}/withdrawal                                  in     404    404    302    302    404
GET  /library/{piece}/inspired                                           in     403    403    200    200    403
GET  /library/{hidden_piece}/inspired                                    in     404    404    200    200    404
POST /library/{piece}/inspired                                           in     403    403    302    302    403
POST /library/{hidden_piece}/inspired                                    in     404    404    422    422    404
GET  /library/{piece}/inspired/removal                                   405    405    405    405    405    405
POST /library/{piece}/inspired/removal                                   in     403    403    302    302    403
POST /library/{hidden_piece}/inspired/removal                            in     404    404    404    404    404
GET  /meetings/{meeting}/library/new                                     in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/library/new                              in     404    404    200    200    404
POST /meetings/{meeting}/library/new                                     in     403    403    422    422    403
POST /meetings/{hidden_meeting}/library/new                              in     404    404    422    422    404
GET  /meetings/{meeting}/inspired                                        in     403    403    403    403    403
GET  /meetings/{over}/inspired                                           in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/inspired                                 in     404    404    403    403    404
POST /meetings/{over}/inspired                                           in     403    403    302    302    403
POST /meetings/{hidden_meeting}/inspired                                 in     404    404    403    403    404
GET  /meetings/{over}/inspired/removal                                   405    405    405    405    405    405
POST /meetings/{over}/inspired/removal                                   in     403    403    302    302    403
POST /meetings/{hidden_meeting}/inspired/removal                         in     404    404    404    404    404
"""
