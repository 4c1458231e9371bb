"""What `kring/web/tokens/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# One's own settings                                                     nobody stan   noor   mees   hanna  olga
GET  /settings/tokens                                                    in     200    200    200    200    200
POST /settings/tokens                                                    in     422    422    422    422    422
GET  /settings/tokens/{token}/withdrawal                                 in     404    404    200    404    404
POST /settings/tokens/{token}/withdrawal                                 in     404    404    302    404    404
"""
