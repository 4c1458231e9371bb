"""What `kring/web/messages/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "people/<slug:handle>/messages": {"body": "Good day."},
}

TABLE: Final = """
# People and messages                                                    nobody stan   noor   mees   hanna  olga
GET  /messages                                                           in     200    200    200    200    200
POST /messages                                                           in     405    405    405    405    405
GET  /people/mees/messages                                               in     200    200    409    200    200
GET  /people/nobody-here/messages                                        in     404    404    404    404    404
POST /people/mees/messages                                               in     403    403    409    302    403
POST /people/nobody-here/messages                                        in     404    404    404    404    404
"""
