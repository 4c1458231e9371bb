"""What `kring/web/conversations/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "circles/<slug:slug>/discuss": {"title": "On taking turns", "body": "Who begins?"},
    "circles/<slug:slug>/tell": {"title": "We took turns", "situation": "So.", "did": "This.", "outcome": "That."},
    "conversations/<key:key>/answers": {"body": "So it went."},
    "conversations/<key:key>/title": {"title": "How does one?"},
    "posts/<key:key>/comments": {"text": "So it went."},
    "posts/<key:key>/edit": {"body": "I ran four.", "version": "1"},
    "posts/<key:key>/reactions": {"reaction": "thanks"},
}

TABLE: Final = """
# What is written in circles                                             nobody stan   noor   mees   hanna  olga
GET  /conversations/{question}                                           404    200    200    200    200    200
GET  /conversations/{told}                                               404    200    200    200    200    200
GET  /conversations/{secret}                                             404    404    404    200    200    404
GET  /conversations/{hidden}                                             404    404    404    200    200    404
GET  /conversations/{missing}                                            404    404    404    404    404    404
POST /conversations/{question}                                           405    405    405    405    405    405
GET  /conversations/{question}/answers                                   405    405    405    405    405    405
POST /conversations/{question}/answers                                   in     403    403    302    302    403
POST /conversations/{secret}/answers                                     in     404    404    302    302    404
POST /conversations/{hidden}/answers                                     in     404    404    302    302    404
GET  /conversations/{question}/following                                 405    405    405    405    405    405
POST /conversations/{question}/following                                 in     302    302    302    302    302
POST /conversations/{secret}/following                                   in     404    404    302    302    404
POST /conversations/{hidden}/following                                   in     404    404    302    302    404
GET  /conversations/{question}/title                                     in     403    403    200    200    403
GET  /conversations/{secret}/title                                       in     404    404    200    200    404
GET  /conversations/{hidden}/title                                       in     404    404    200    200    404
POST /conversations/{question}/title                                     in     403    403    302    302    403
POST /conversations/{secret}/title                                       in     404    404    302    302    404
POST /conversations/{hidden}/title                                       in     404    404    302    302    404
GET  /conversations/{question}/withdrawal                                in     403    403    200    200    403
GET  /conversations/{secret}/withdrawal                                  in     404    404    200    200    404
GET  /conversations/{hidden}/withdrawal                                  in     404    404    200    200    404
POST /conversations/{question}/withdrawal                                in     403    403    409    302    403
POST /conversations/{secret}/withdrawal                                  in     404    404    409    302    404
POST /conversations/{hidden}/withdrawal                                  in     404    404    409    302    404
GET  /conversations/{question}/requests                                  in     403    403    200    403    403
GET  /conversations/{secret}/requests                                    in     404    404    200    403    404
GET  /conversations/{hidden}/requests                                    in     404    404    200    403    404
POST /conversations/{question}/requests                                  in     403    403    302    403    403
POST /conversations/{secret}/requests                                    in     404    404    302    403    404
POST /conversations/{hidden}/requests                                    in     404    404    302    403    404
GET  /conversations/{question}/request/decline                           405    405    405    405    405    405
POST /conversations/{question}/request/decline                           in     404    404    404    302    404
POST /conversations/{secret}/request/decline                             in     404    404    404    404    404
POST /conversations/{hidden}/request/decline                             in     404    404    404    404    404
GET  /posts/{answer}                                                     404    302    302    302    302    302
GET  /posts/{secret_answer}                                              404    404    404    302    302    404
GET  /posts/{hidden_answer}                                              404    404    404    302    302    404
GET  /posts/{missing}                                                    404    404    404    404    404    404
POST /posts/{answer}                                                     405    405    405    405    405    405
GET  /posts/{answer}/comments                                            405    405    405    405    405    405
POST /posts/{answer}/comments                                            in     403    403    302    302    403
POST /posts/{secret_answer}/comments                                     in     404    404    302    302    404
POST /posts/{hidden_answer}/comments                                     in     404    404    302    302    404
POST /posts/{comment}/comments                                           in     403    403    409    409    403
GET  /posts/{answer}/acceptance                                          405    405    405    405    405    405
POST /posts/{answer}/acceptance                                          in     403    403    302    403    403
POST /posts/{secret_answer}/acceptance                                   in     404    404    302    403    404
POST /posts/{hidden_answer}/acceptance                                   in     404    404    302    403    404
GET  /posts/{answer}/acceptance/removal                                  405    405    405    405    405    405
POST /posts/{answer}/acceptance/removal                                  in     403    403    302    403    403
POST /posts/{secret_answer}/acceptance/removal                           in     404    404    302    403    404
POST /posts/{hidden_answer}/acceptance/removal                           in     404    404    302    403    404
GET  /posts/{answer}/reactions                                           405    405    405    405    405    405
POST /posts/{answer}/reactions                                           in     403    403    302    302    403
POST /posts/{secret_answer}/reactions                                    in     404    404    302    302    404
POST /posts/{hidden_answer}/reactions                                    in     404    404    302    302    404
GET  /posts/{answer}/edit                                                in     403    403    403    200    403
GET  /posts/{opening}/edit                                               in     403    403    200    403    403
GET  /posts/{told_opening}/edit                                          in     403    403    200    403    403
GET  /posts/{secret_answer}/edit                                         in     404    404    403    200    404
GET  /posts/{hidden_answer}/edit                                         in     404    404    403    200    404
POST /posts/{answer}/edit                                                in     403    403    403    302    403
POST /posts/{opening}/edit                                               in     403    403    302    403    403
POST /posts/{told_opening}/edit                                          in     403    403    422    403    403
POST /posts/{secret_answer}/edit                                         in     404    404    403    302    404
POST /posts/{hidden_answer}/edit                                         in     404    404    403    302    404
GET  /posts/{answer}/history                                             404    200    200    200    200    200
GET  /posts/{secret_answer}/history                                      404    404    404    200    200    404
GET  /posts/{hidden_answer}/history                                      404    404    404    200    200    404
POST /posts/{answer}/history                                             405    405    405    405    405    405
GET  /posts/{answer}/withdrawal                                          in     403    403    403    200    403
GET  /posts/{comment}/withdrawal                                         in     403    403    200    200    403
GET  /posts/{opening}/withdrawal                                         in     403    403    302    302    403
GET  /posts/{secret_answer}/withdrawal                                   in     404    404    403    200    404
GET  /posts/{hidden_answer}/withdrawal                                   in     404    404    403    200    404
POST /posts/{answer}/withdrawal                                          in     403    403    403    302    403
POST /posts/{comment}/withdrawal                                         in     403    403    302    302    403
POST /posts/{opening}/withdrawal                                         in     403    403    409    409    403
POST /posts/{secret_answer}/withdrawal                                   in     404    404    403    302    404
POST /posts/{hidden_answer}/withdrawal                                   in     404    404    403    302    404
GET  /circles/vakgroep/tell                                              in     403    403    200    200    403
GET  /circles/besloten/tell                                              in     403    403    200    200    403
GET  /circles/verborgen/tell                                             in     404    404    200    200    404
POST /circles/vakgroep/tell                                              in     403    403    302    302    403
POST /circles/besloten/tell                                              in     403    403    302    302    403
POST /circles/verborgen/tell                                             in     404    404    302    302    404
GET  /circles/vakgroep/discuss                                           in     403    403    200    200    403
GET  /circles/besloten/discuss                                           in     403    403    200    200    403
GET  /circles/verborgen/discuss                                          in     404    404    200    200    404
POST /circles/vakgroep/discuss                                           in     403    403    302    302    403
POST /circles/besloten/discuss                                           in     403    403    302    302    403
POST /circles/verborgen/discuss                                          in     404    404    302    302    404
"""
