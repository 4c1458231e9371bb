"""What `kring/web/account/urls.py` has, in the form that the folder's docstring tells."""

from collections.abc import Mapping
from typing import Final

SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "demo": {"handle": "mees"},
}

TABLE: Final = """
# Coming in and going out                                                nobody stan   noor   mees   hanna  olga
GET  /sign-in                                                            302    302    302    302    302    302
POST /sign-in                                                            405    405    405    405    405    405
GET  /sign-up                                                            302    302    302    302    302    302
POST /sign-up                                                            405    405    405    405    405    405
GET  /sign-out                                                           405    405    405    405    405    405
POST /sign-out                                                           302    302    302    302    302    302
GET  /demo                                                               200    200    200    200    200    200
POST /demo                                                               404    404    404    404    404    404
GET  /about                                                              200    200    200    200    200    200
POST /about                                                              405    405    405    405    405    405
GET  /privacy                                                            200    200    200    200    200    200
POST /privacy                                                            405    405    405    405    405    405

# One's account: allauth's, but for the first                            nobody stan   noor   mees   hanna  olga
GET  /account/                                                           302    302    302    302    302    302
POST /account/                                                           405    405    405    405    405    405
GET  /account/claim/{claim}                                              200    200    200    200    200    200
GET  /account/claim/made-up                                              404    404    404    404    404    404
POST /account/claim/{claim}                                              422    422    422    422    422    422
POST /account/claim/made-up                                              404    404    404    404    404    404
GET  /account/login/                                                     200    302    302    302    302    302
POST /account/login/                                                     200    302    302    302    302    302
GET  /account/logout/                                                    302    200    200    200    200    200
POST /account/logout/                                                    302    302    302    302    302    302
GET  /account/inactive/                                                  200    200    200    200    200    200
POST /account/inactive/                                                  405    405    405    405    405    405
GET  /account/signup/                                                    200    302    302    302    302    302
POST /account/signup/                                                    200    302    302    302    302    302
GET  /account/reauthenticate/                                            in     403    403    403    403    403
POST /account/reauthenticate/                                            in     403    403    403    403    403
GET  /account/email/                                                     in     200    200    200    200    200
POST /account/email/                                                     in     302    302    302    302    302
GET  /account/confirm-email/                                             302    302    302    302    302    302
POST /account/confirm-email/                                             302    302    302    302    302    302
GET  /account/password/change/                                           in     302    302    302    302    302
POST /account/password/change/                                           in     302    302    302    302    302
GET  /account/password/set/                                              in     200    200    200    200    200
POST /account/password/set/                                              in     200    200    200    200    200
GET  /account/password/reset/                                            200    200    200    200    200    200
POST /account/password/reset/                                            200    200    200    200    200    200
GET  /account/login/code/confirm/                                        302    302    302    302    302    302
POST /account/login/code/confirm/                                        302    302    302    302    302    302
GET  /account/password/reset/key/done/                                   200    200    200    200    200    200
POST /account/password/reset/key/done/                                   405    405    405    405    405    405
GET  /account/password/reset/key/1-set-password/                         200    200    200    200    200    200
POST /account/password/reset/key/1-set-password/                         200    200    200    200    200    200
GET  /account/password/reset/done/                                       200    200    200    200    200    200
POST /account/password/reset/done/                                       405    405    405    405    405    405
GET  /account/login/code/                                                200    302    302    302    302    302
POST /account/login/code/                                                200    302    302    302    302    302
GET  /account/2fa/                                                       in     200    200    200    200    200
POST /account/2fa/                                                       in     405    405    405    405    405
GET  /account/2fa/authenticate/                                          302    302    302    302    302    302
POST /account/2fa/authenticate/                                          302    302    302    302    302    302
GET  /account/2fa/reauthenticate/                                        in     403    403    403    403    403
POST /account/2fa/reauthenticate/                                        in     403    403    403    403    403
GET  /account/2fa/totp/activate/                                         in     200    200    200    200    200
POST /account/2fa/totp/activate/                                         in     200    200    200    200    200
GET  /account/2fa/totp/deactivate/                                       in     404    404    404    404    404
POST /account/2fa/totp/deactivate/                                       in     404    404    404    404    404
GET  /account/2fa/recovery-codes/                                        in     404    404    404    404    404
POST /account/2fa/recovery-codes/                                        in     405    405    405    405    405
GET  /account/2fa/recovery-codes/generate/                               in     200    200    200    200    200
POST /account/2fa/recovery-codes/generate/                               in     200    200    200    200    200
GET  /account/2fa/recovery-codes/download/                               in     404    404    404    404    404
POST /account/2fa/recovery-codes/download/                               in     404    404    404    404    404
GET  /account/2fa/webauthn/                                              in     200    200    200    200    200
POST /account/2fa/webauthn/                                              in     405    405    405    405    405
GET  /account/2fa/webauthn/add/                                          in     200    200    200    200    200
POST /account/2fa/webauthn/add/                                          in     200    200    200    200    200
GET  /account/2fa/webauthn/reauthenticate/                               in     403    403    403    403    403
POST /account/2fa/webauthn/reauthenticate/                               in     403    403    403    403    403
GET  /account/2fa/webauthn/keys/1/remove/                                in     404    404    404    404    404
POST /account/2fa/webauthn/keys/1/remove/                                in     404    404    404    404    404
GET  /account/2fa/webauthn/keys/1/edit/                                  in     404    404    404    404    404
POST /account/2fa/webauthn/keys/1/edit/                                  in     404    404    404    404    404
GET  /account/2fa/webauthn/login/                                        302    302    302    302    302    302
POST /account/2fa/webauthn/login/                                        302    302    302    302    302    302
GET  /account/3rdparty/login/cancelled/                                  200    200    200    200    200    200
POST /account/3rdparty/login/cancelled/                                  405    405    405    405    405    405
GET  /account/3rdparty/login/error/                                      401    401    401    401    401    401
POST /account/3rdparty/login/error/                                      405    405    405    405    405    405
GET  /account/3rdparty/signup/                                           302    302    302    302    302    302
POST /account/3rdparty/signup/                                           302    302    302    302    302    302
GET  /account/3rdparty/                                                  in     200    200    200    200    200
POST /account/3rdparty/                                                  in     200    200    200    200    200
GET  /account/social/login/cancelled/                                    301    301    301    301    301    301
POST /account/social/login/cancelled/                                    301    301    301    301    301    301
GET  /account/social/login/error/                                        301    301    301    301    301    301
POST /account/social/login/error/                                        301    301    301    301    301    301
GET  /account/social/signup/                                             301    301    301    301    301    301
POST /account/social/signup/                                             301    301    301    301    301    301
GET  /account/social/connections/                                        301    301    301    301    301    301
POST /account/social/connections/                                        301    301    301    301    301    301
GET  /account/oidc/oidc/login/                                           404    404    404    404    404    404
POST /account/oidc/oidc/login/                                           404    404    404    404    404    404
GET  /account/oidc/oidc/login/callback/                                  404    404    404    404    404    404
POST /account/oidc/oidc/login/callback/                                  404    404    404    404    404    404
GET  /account/sessions/                                                  in     200    200    200    200    200
POST /account/sessions/                                                  in     302    302    302    302    302
"""
