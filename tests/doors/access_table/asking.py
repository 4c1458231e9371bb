"""What `kring/web/asking/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "ask": {"title": "How long does it take?", "circle": "verborgen"},
}

TABLE: Final = """
# Asking and finding                                                     nobody stan   noor   mees   hanna  olga
GET  /ask                                                                200    200    200    200    200    200
POST /ask                                                                in     422    422    302    302    422
GET  /ask/suggestions?text=hackathon                                     200    200    200    200    200    200
POST /ask/suggestions?text=hackathon                                     405    405    405    405    405    405
GET  /ask/people?text=hackathon                                          200    200    200    200    200    200
POST /ask/people?text=hackathon                                          405    405    405    405    405    405
GET  /circles/vakgroep/ask                                               302    302    302    302    302    302
GET  /circles/besloten/ask                                               302    302    302    302    302    302
GET  /circles/verborgen/ask                                              302    302    302    302    302    302
POST /circles/vakgroep/ask                                               405    405    405    405    405    405
"""
