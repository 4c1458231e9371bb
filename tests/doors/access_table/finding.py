"""What `kring/web/finding/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Asking and finding                                                     nobody stan   noor   mees   hanna  olga
GET  /find?q=hackathon                                                   200    200    200    200    200    200
POST /find?q=hackathon                                                   405    405    405    405    405    405
"""
