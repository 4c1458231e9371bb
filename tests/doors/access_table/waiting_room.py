"""What `kring/web/waiting_room/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# What waits, and whom a host lets in                                    nobody stan   noor   mees   hanna  olga
GET  /waiting                                                            in     200    200    200    200    200
POST /waiting                                                            in     405    405    405    405    405
GET  /waiting/read                                                       in     405    405    405    405    405
POST /waiting/read                                                       in     302    302    302    302    302
"""
