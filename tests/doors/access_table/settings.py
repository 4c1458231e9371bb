"""What `kring/web/settings/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "settings/language": {"language": "nl"},
    "settings/theme": {"theme": "dark"},
}

TABLE: Final = """
# People and messages                                                    nobody stan   noor   mees   hanna  olga
GET  /photos/{photo}                                                     200    200    200    200    200    200
GET  /photos/other.webp                                                  404    404    404    404    404    404
POST /photos/{photo}                                                     405    405    405    405    405    405

# One's own settings                                                     nobody stan   noor   mees   hanna  olga
GET  /settings                                                           in     200    200    200    200    200
POST /settings                                                           in     422    422    422    422    422
GET  /settings/visibility                                                in     200    200    200    200    200
POST /settings/visibility                                                in     422    422    422    422    422
GET  /settings/preferences                                               in     200    200    200    200    200
POST /settings/preferences                                               in     422    422    422    422    422
GET  /settings/photo                                                     in     200    200    200    200    200
POST /settings/photo                                                     in     422    422    422    422    422
GET  /settings/photo/removal                                             in     405    405    405    405    405
POST /settings/photo/removal                                             in     302    302    302    302    302
GET  /settings/leave                                                     in     200    200    200    200    200
POST /settings/leave                                                     in     422    422    422    422    422
GET  /settings/language                                                  405    405    405    405    405    405
POST /settings/language                                                  302    302    302    302    302    302
GET  /settings/theme                                                     405    405    405    405    405    405
POST /settings/theme                                                     302    302    302    302    302    302
"""
