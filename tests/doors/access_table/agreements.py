"""What `kring/web/agreements/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

_TERMS: Final = {
    "starts_on": "{soon}", "last_day": "{later}", "seats": "2", "who": "everyone", "smallest_group": "5",
    "notice_days": "30", "renewal_months": "0", "grace_days": "30",
}  # fmt: skip
SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "organisations/<slug:slug>/agreements/new": _TERMS | {"other": "vakgroep"},
    "circles/<slug:slug>/agreements/new": _TERMS | {"other": "zuiderkruis"},
    "agreements/<key:key>/change": _TERMS,
    "agreements/<key:key>/signature": {"version": "1"},
    "agreements/<key:key>/refusal": {"version": "1", "words": "Too dear."},
    "agreements/<key:key>/notice": {"last_day": "{later}"},
    "agreements/<key:key>/seats": {"handle": "noor"},
}

TABLE: Final = """
# Agreements: noor's with vakgroep (hanna); a draft of hanna's organisationnobody stan   noor   mees   hanna  olga
GET  /memberships                                                        in     200    200    200    200    200
POST /memberships                                                        405    405    405    405    405    405
GET  /organisations/{employer}/agreements                                404    404    404    403    200    404
POST /organisations/{employer}/agreements                                405    405    405    405    405    405
GET  /organisations/{rival}/agreements                                   404    404    200    404    404    404
GET  /organisations/{employer}/agreements/new                            404    404    404    403    200    404
POST /organisations/{employer}/agreements/new                            404    404    404    403    302    404
GET  /circles/vakgroep/agreements                                        404    403    403    403    200    403
POST /circles/vakgroep/agreements                                        405    405    405    405    405    405
GET  /circles/verborgen/agreements                                       404    404    404    403    200    404
GET  /circles/vakgroep/agreements/new                                    404    403    403    403    200    403
POST /circles/vakgroep/agreements/new                                    404    403    403    403    302    403
GET  /agreements/{agreement}                                             in     404    200    404    200    404
POST /agreements/{agreement}                                             405    405    405    405    405    405
GET  /agreements/{agreement_draft}                                       in     404    404    404    200    404
GET  /agreements/{agreement}/print                                       in     404    200    404    200    404
POST /agreements/{agreement}/print                                       405    405    405    405    405    405
GET  /agreements/{agreement_draft}/print                                 in     404    404    404    200    404
GET  /agreements/{agreement}/change                                      in     404    200    404    200    404
POST /agreements/{agreement}/change                                      in     404    302    404    302    404
GET  /agreements/{agreement_draft}/change                                in     404    404    404    200    404
POST /agreements/{agreement_draft}/change                                in     404    404    404    302    404
GET  /agreements/{agreement}/discarding                                  405    405    405    405    405    405
POST /agreements/{agreement}/discarding                                  in     404    409    404    409    404
POST /agreements/{agreement_draft}/discarding                            in     404    404    404    302    404
GET  /agreements/{agreement}/signature                                   405    405    405    405    405    405
POST /agreements/{agreement}/signature                                   in     404    409    404    409    404
POST /agreements/{agreement_draft}/signature                             in     404    404    404    302    404
GET  /agreements/{agreement}/refusal                                     405    405    405    405    405    405
POST /agreements/{agreement}/refusal                                     in     404    409    404    409    404
POST /agreements/{agreement_draft}/refusal                               in     404    404    404    409    404
GET  /agreements/{agreement}/notice                                      in     404    200    404    200    404
POST /agreements/{agreement}/notice                                      in     404    302    404    302    404
GET  /agreements/{agreement_draft}/notice                                in     404    404    404    409    404
GET  /agreements/{agreement}/seats                                       in     404    200    404    404    404
POST /agreements/{agreement}/seats                                       in     404    422    404    404    404
GET  /agreements/{agreement_draft}/seats                                 in     404    404    404    404    404
GET  /agreements/{agreement}/seats/{seat}/removal                        405    405    405    405    405    405
POST /agreements/{agreement}/seats/{seat}/removal                        in     404    302    404    403    404
POST /agreements/{agreement_draft}/seats/{seat}/removal                  in     404    404    404    404    404
GET  /agreements/{agreement}/seat                                        405    405    405    405    405    405
POST /agreements/{agreement}/seat                                        in     404    302    404    404    404
POST /agreements/{agreement_draft}/seat                                  in     404    404    404    404    404
GET  /agreements/{agreement}/seat/return                                 405    405    405    405    405    405
POST /agreements/{agreement}/seat/return                                 in     404    302    404    404    404
"""
