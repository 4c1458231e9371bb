"""What `kring/web/telling/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# One's own settings                                                     nobody stan   noor   mees   hanna  olga
GET  /settings/letters                                                   in     200    200    200    200    200
POST /settings/letters                                                   in     422    422    422    422    422
GET  /settings/letters/address                                           in     405    405    405    405    405
POST /settings/letters/address                                           in     302    302    302    302    302
GET  /letters/stop/{stop}                                                200    200    200    200    200    200
POST /letters/stop/{stop}                                                200    200    200    200    200    200
GET  /letters/stop/made-up                                               404    404    404    404    404    404
POST /letters/stop/made-up                                               404    404    404    404    404    404
GET  /letters/silence/{silence}                                          200    200    200    200    200    200
POST /letters/silence/{silence}                                          200    200    200    200    200    200
GET  /letters/silence/made-up                                            404    404    404    404    404    404
POST /letters/silence/made-up                                            404    404    404    404    404    404
GET  /letters/address/{resume}                                           200    200    200    200    200    200
POST /letters/address/{resume}                                           200    200    200    200    200    200
GET  /letters/address/made-up                                            404    404    404    404    404    404
POST /letters/address/made-up                                            404    404    404    404    404    404
"""
