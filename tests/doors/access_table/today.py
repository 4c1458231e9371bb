"""What `kring/web/today/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# What waits, and whom a host lets in                                    nobody stan   noor   mees   hanna  olga
GET  /                                                                   200    200    200    200    200    200
POST /                                                                   405    405    405    405    405    405
"""
