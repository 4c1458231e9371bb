"""What `kring/config/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Meetings                                                               nobody stan   noor   mees   hanna  olga
GET  /calendar/{feed_secret}.ics                                         200    200    200    200    200    200
GET  /calendar/made-up.ics                                               404    404    404    404    404    404
POST /calendar/{feed_secret}.ics                                         405    405    405    405    405    405
"""
