"""What `kring/web/learning/urls.py` has, in the form that the folder's docstring tells."""

from typing import Final

TABLE: Final = """
# One's own learning: nobody else's, whoever she is                      nobody stan   noor   mees   hanna  olga
GET  /learning                                                           in     200    200    200    200    200
POST /learning                                                           405    405    405    405    405    405
GET  /learning/new                                                       in     200    200    200    200    200
POST /learning/new                                                       in     422    422    422    422    422
GET  /learning/entries/{line}                                            in     404    404    200    404    404
POST /learning/entries/{line}                                            405    405    405    405    405    405
GET  /learning/entries/{line}/correction                                 in     404    404    200    404    404
POST /learning/entries/{line}/correction                                 in     404    404    422    404    404
GET  /learning/entries/{line}/striking                                   in     404    404    200    404    404
POST /learning/entries/{line}/striking                                   in     404    404    302    404    404
GET  /learning/entries/{line}/files                                      405    405    405    405    405    405
POST /learning/entries/{line}/files                                      in     404    404    422    404    404
GET  /learning/entries/{line}/links                                      405    405    405    405    405    405
POST /learning/entries/{line}/links                                      in     404    404    422    404    404
GET  /learning/evidence/{evidence}                                       in     404    404    200    404    404
POST /learning/evidence/{evidence}                                       405    405    405    405    405    405
GET  /learning/evidence/{evidence}/withdrawal                            405    405    405    405    405    405
POST /learning/evidence/{evidence}/withdrawal                            in     404    404    302    404    404
GET  /learning/drafts                                                    in     200    200    200    200    200
POST /learning/drafts                                                    405    405    405    405    405    405
GET  /learning/drafts/{draft}                                            in     404    404    200    404    404
POST /learning/drafts/{draft}                                            in     404    404    422    404    404
GET  /learning/drafts/{draft}/confirmation                               405    405    405    405    405    405
POST /learning/drafts/{draft}/confirmation                               in     404    404    302    404    404
POST /learning/drafts/{dismissed}/confirmation                           in     404    404    409    404    404
GET  /learning/drafts/{draft}/dismissal                                  405    405    405    405    405    405
POST /learning/drafts/{draft}/dismissal                                  in     404    404    302    404    404
GET  /learning/drafts/{dismissed}/return                                 405    405    405    405    405    405
POST /learning/drafts/{dismissed}/return                                 in     404    404    302    404    404
GET  /learning/import                                                    in     200    200    200    200    200
POST /learning/import                                                    in     422    422    422    422    422
GET  /learning/import/example.csv                                        in     200    200    200    200    200
POST /learning/import/example.csv                                        405    405    405    405    405    405
GET  /learning/import/{brought}                                          in     404    404    200    404    404
POST /learning/import/{brought}                                          in     404    404    200    404    404
GET  /learning/import/{brought}/confirmation                             405    405    405    405    405    405
POST /learning/import/{brought}/confirmation                             in     404    404    302    404    404
GET  /learning/import/{brought}/removal                                  405    405    405    405    405    405
POST /learning/import/{brought}/removal                                  in     404    404    302    404    404
GET  /learning/aim                                                       in     200    200    200    200    200
POST /learning/aim                                                       in     422    422    422    422    422
"""
