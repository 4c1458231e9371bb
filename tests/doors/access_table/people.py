"""What `kring/web/people/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "people/<slug:handle>/claim": {"email": "i@example.org"},
}

TABLE: Final = """
# People and messages                                                    nobody stan   noor   mees   hanna  olga
GET  /people/mees                                                        404    200    200    200    200    200
GET  /people/ines                                                        404    200    200    200    200    200
GET  /people/nobody-here                                                 404    404    404    404    404    404
POST /people/mees                                                        405    405    405    405    405    405
GET  /people/ines/claim                                                  in     403    403    403    200    200
GET  /people/mees/claim                                                  in     409    409    409    409    409
POST /people/ines/claim                                                  in     403    403    403    302    302
POST /people/mees/claim                                                  in     409    409    409    409    409
"""
