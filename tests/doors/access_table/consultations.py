"""What `kring/web/consultations/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# Peer consultation                                                        nobody stan   noor   mees   hanna  olga
GET  /consultation/methods                                                in     200    200    200    200    200
POST /consultation/methods                                                405    405    405    405    405    405
GET  /consultation/methods/incident                                       in     200    200    200    200    200
GET  /consultation/methods/made-up                                        in     404    404    404    404    404
POST /consultation/methods/incident                                       405    405    405    405    405    405
GET  /circles/casuskring/consultation                                     404    404    404    200    200    404
GET  /circles/vakgroep/consultation                                       404    404    404    404    404    404
POST /circles/casuskring/consultation                                     405    405    405    405    405    405
GET  /circles/vakgroep/consultation/new                                   404    403    403    403    200    403
GET  /circles/verborgen/consultation/new                                  404    404    404    403    200    404
POST /circles/vakgroep/consultation/new                                   404    403    403    403    422    403
POST /circles/verborgen/consultation/new                                  404    404    404    403    422    404
GET  /circles/casuskring/consultation/edit                                404    404    404    403    200    404
GET  /circles/verborgen/consultation/edit                                 404    404    404    404    404    404
POST /circles/casuskring/consultation/edit                                404    404    404    403    422    404
POST /circles/verborgen/consultation/edit                                 404    404    404    404    404    404
GET  /circles/casuskring/consultation/plan                                404    404    404    403    200    404
GET  /circles/verborgen/consultation/plan                                 404    404    404    404    404    404
POST /circles/casuskring/consultation/plan                                404    404    404    403    422    404
POST /circles/verborgen/consultation/plan                                 404    404    404    404    404    404
GET  /circles/casuskring/consultation/rota                                404    404    404    403    200    404
GET  /circles/verborgen/consultation/rota                                 404    404    404    404    404    404
POST /circles/casuskring/consultation/rota                                404    404    404    403    302    404
POST /circles/verborgen/consultation/rota                                 404    404    404    404    404    404
GET  /meetings/{consulted}/round                                          in     404    404    200    200    404
GET  /meetings/{meeting}/round                                            in     404    404    404    404    404
POST /meetings/{consulted}/round                                          405    405    405    405    405    405
GET  /meetings/{consulted}/round/state                                    in     404    404    200    200    404
GET  /meetings/{meeting}/round/state                                      in     404    404    404    404    404
POST /meetings/{consulted}/round/state                                    405    405    405    405    405    405
GET  /meetings/{consulted}/round/agreement                                405    405    405    405    405    405
POST /meetings/{consulted}/round/agreement                                in     404    404    302    302    404
POST /meetings/{meeting}/round/agreement                                  in     404    404    404    404    404
GET  /meetings/{consulted}/round/method                                   in     404    404    403    200    404
GET  /meetings/{meeting}/round/method                                     in     404    404    404    404    404
POST /meetings/{consulted}/round/method                                   in     404    404    403    422    404
GET  /meetings/{consulted}/round/moves                                    405    405    405    405    405    405
POST /meetings/{consulted}/round/moves                                    in     404    404    403    302    404
POST /meetings/{meeting}/round/moves                                      in     404    404    404    404    404
GET  /meetings/{consulted}/round/notes                                    in     404    404    200    200    404
GET  /meetings/{meeting}/round/notes                                      in     404    404    404    404    404
POST /meetings/{consulted}/round/notes                                    in     404    404    422    422    404
GET  /meetings/{consulted}/round/summary                                  in     404    404    403    200    404
GET  /meetings/{meeting}/round/summary                                    in     404    404    404    404    404
POST /meetings/{consulted}/round/summary                                  in     404    404    403    422    404
GET  /meetings/{consulted}/round/point                                    in     404    404    200    200    404
GET  /meetings/{meeting}/round/point                                      in     404    404    404    404    404
POST /meetings/{consulted}/round/point                                    in     404    404    422    422    404
"""
