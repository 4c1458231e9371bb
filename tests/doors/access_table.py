"""Who gets which answer to which address: every page as everyone, read and sent to.

A line is a method, an address and what each persona gets: a status, or `in` where she is asked to sign in first.
`{...}` are keys of the world of `tests/people.py` and of what `furniture.py` puts into it. A POST sends what `SENT`
says
for its route, else an empty form: 422 then says that she might, had she filled it in.

nobody   isn't signed in                       mees     is a member of `vakgroep`, `besloten`, `verborgen`, `voorbeeld`,
stan     is in no circle                                asked the questions and told the experience
noor     is in none, and asks into `besloten`  hanna    hosts every circle, and answered mees
olga     operates Kring and is in no circle: that gives no sight of any

hanna owns the organisation `noorderlicht` and mees manages a department of it; noor owns its competitor `zuiderkruis`.

What one can't see is 404, as if it weren't there; what one sees and may not do is 403. So `verborgen`, of which only
its
members know, is 404 for stan, noor and olga wherever it stands. Strangers know of `voorbeeld` alone. 405 says that a
route is not for reading, or not for sending to: the same for everybody, whatever there is at the address.
"""

from collections.abc import Mapping
from typing import Final

PERSONAS: Final = ("nobody", "stan", "noor", "mees", "hanna", "olga")
# Routes that have a table of their own: `tests/doors/api/access_table.py`.
ELSEWHERE: Final = ("api/",)

_TERMS: Final = {
    "starts_on": "{soon}", "last_day": "{later}", "seats": "2", "who": "everyone", "smallest_group": "5",
    "notice_days": "30", "renewal_months": "0", "grace_days": "30",
}  # fmt: skip
# Route -> what a POST sends.
SENT: Final[Mapping[str, Mapping[str, str]]] = {
    "ask": {"title": "How long does it take?", "circle": "verborgen"},
    "circles/<slug:slug>/announcement": {"text": "We begin at nine."},
    "circles/<slug:slug>/discuss": {"title": "On taking turns", "body": "Who begins?"},
    "circles/<slug:slug>/hosts": {"handle": "mees"},
    "circles/<slug:slug>/invitations": {"limit": "2", "ends_on": "{soon}"},
    "circles/<slug:slug>/invitations/mail": {"addresses": "a@example.org", "ends_on": "{soon}", "role": "1"},
    "circles/<slug:slug>/tell": {"title": "We took turns", "situation": "So.", "did": "This.", "outcome": "That."},
    "conversations/<key:key>/answers": {"body": "So it went."},
    "conversations/<key:key>/title": {"title": "How does one?"},
    "demo": {"handle": "mees"},
    "operator/organisations/<slug:slug>": {"days": "20", "hours": "7.5"},
    "library/<key:key>/inspired": {"conversation": "{question}"},
    "library/<key:key>/inspired/removal": {"conversation": "{told}"},
    "meetings/<key:key>/inspired": {"conversation": "{question}"},
    "meetings/<key:key>/inspired/removal": {"conversation": "{told}"},
    "organisations/new": {"name": "Firm", "time_zone": "Europe/Amsterdam"},
    "organisations/<slug:slug>/settings": {"name": "Northern Light", "time_zone": "Europe/Amsterdam"},
    "organisations/<slug:slug>/departments": {"name": "Legal"},
    "organisations/<slug:slug>/departments/<key:key>": {"name": "Legal"},
    "organisations/<slug:slug>/roles": {"handle": "mees", "role": "5"},
    "organisations/<slug:slug>/roles/dismissal": {"handle": "mees", "role": "6", "department": "{department}"},
    "organisations/<slug:slug>/domains": {"name": "another.example"},
    "organisations/<slug:slug>/domains/<key:key>/letter": {"mailbox": "info"},
    "organisations/<slug:slug>/domains/<key:key>/proof": {"code": "1"},
    "organisations/<slug:slug>/invitations": {"limit": "2", "ends_on": "{soon}"},
    "organisations/<slug:slug>/invitations/mail": {"addresses": "a@example.org", "ends_on": "{soon}"},
    "operator/organisations/<slug:slug>/owner": {"handle": "mees"},
    "organisations/<slug:slug>/reports/plan": {"days": "20"},
    "organisations/<slug:slug>/needs/profiles/new": {"name": "Archivist", "words": "Boomklever", "level": "2"},
    "organisations/<slug:slug>/plans/<key:key>/wishes": {"way": "hire", "need": "{plan_gap}", "wish": "forbid"},
    "organisations/<slug:slug>/plans/<key:key>/offers": {"need": "{plan_gap}", "person": "{planner_key}"},
    "work/needs/consents": {"organisation": "{employer_key}", "purpose": "count", "how": "all"},
    "work/<key:key>": {"last_day": "{soon}"},
    "organisations/<slug:slug>/agreements/new": _TERMS | {"other": "vakgroep"},
    "circles/<slug:slug>/agreements/new": _TERMS | {"other": "zuiderkruis"},
    "agreements/<key:key>/change": _TERMS,
    "agreements/<key:key>/signature": {"version": "1"},
    "agreements/<key:key>/refusal": {"version": "1", "words": "Too dear."},
    "agreements/<key:key>/notice": {"last_day": "{later}"},
    "agreements/<key:key>/seats": {"handle": "noor"},
    "meetings/<key:key>/votes": {"conversation": "{question}"},
    "polls/<key:key>/marks": {"none": "1"},
    "meetings/calendar": {"circle": "@me"},
    "people/<slug:handle>/claim": {"email": "i@example.org"},
    "people/<slug:handle>/messages": {"body": "Good day."},
    "posts/<key:key>/comments": {"text": "So it went."},
    "posts/<key:key>/edit": {"body": "I ran four.", "version": "1"},
    "posts/<key:key>/reactions": {"reaction": "thanks"},
    "requests/<key:request_key>": {"answer": "admit"},
    "settings/language": {"language": "nl"},
    "settings/theme": {"theme": "dark"},
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
GET  /setup/made-up                                                      404    404    404    404    404    404
POST /setup/made-up                                                      404    404    404    404    404    404
GET  /health                                                             200    200    200    200    200    200
POST /health                                                             405    405    405    405    405    405

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

# People and messages                                                    nobody stan   noor   mees   hanna  olga
GET  /people/mees                                                        404    200    200    200    200    200
GET  /people/ines                                                        404    200    200    200    200    200
GET  /people/nobody-here                                                 404    404    404    404    404    404
POST /people/mees                                                        405    405    405    405    405    405
GET  /people/ines/claim                                                  in     403    403    403    200    200
GET  /people/mees/claim                                                  in     409    409    409    409    409
POST /people/ines/claim                                                  in     403    403    403    302    302
POST /people/mees/claim                                                  in     409    409    409    409    409
GET  /photos/{photo}                                                     200    200    200    200    200    200
GET  /photos/other.webp                                                  404    404    404    404    404    404
POST /photos/{photo}                                                     405    405    405    405    405    405
GET  /messages                                                           in     200    200    200    200    200
POST /messages                                                           in     405    405    405    405    405
GET  /people/mees/messages                                               in     200    200    409    200    200
GET  /people/nobody-here/messages                                        in     404    404    404    404    404
POST /people/mees/messages                                               in     403    403    409    302    403
POST /people/nobody-here/messages                                        in     404    404    404    404    404

# One's own settings                                                     nobody stan   noor   mees   hanna  olga
GET  /settings                                                           in     200    200    200    200    200
POST /settings                                                           in     422    422    422    422    422
GET  /settings/visibility                                                in     200    200    200    200    200
POST /settings/visibility                                                in     422    422    422    422    422
GET  /settings/preferences                                               in     200    200    200    200    200
POST /settings/preferences                                               in     422    422    422    422    422
GET  /settings/letters                                                   in     200    200    200    200    200
POST /settings/letters                                                   in     422    422    422    422    422
GET  /settings/letters/address                                           in     405    405    405    405    405
POST /settings/letters/address                                           in     302    302    302    302    302
GET  /letters/stop/{stop}                                                200    200    200    200    200    200
POST /letters/stop/{stop}                                                200    200    200    200    200    200
GET  /letters/stop/made-up                                               404    404    404    404    404    404
POST /letters/stop/made-up                                               404    404    404    404    404    404
GET  /letters/address/{resume}                                           200    200    200    200    200    200
POST /letters/address/{resume}                                           200    200    200    200    200    200
GET  /letters/address/made-up                                            404    404    404    404    404    404
POST /letters/address/made-up                                            404    404    404    404    404    404
GET  /settings/photo                                                     in     200    200    200    200    200
POST /settings/photo                                                     in     422    422    422    422    422
GET  /settings/photo/removal                                             in     405    405    405    405    405
POST /settings/photo/removal                                             in     302    302    302    302    302
GET  /settings/leave                                                     in     200    200    200    200    200
POST /settings/leave                                                     in     422    422    422    422    422
GET  /settings/language                                                  405    405    405    405    405    405
POST /settings/language                                                  302    302    302    302    302    302
GET  /settings/theme                                                     405    405    405    405    405    405
POST /settings/theme                                                     302    302    302    302    302    302
GET  /settings/tokens                                                    in     200    200    200    200    200
POST /settings/tokens                                                    in     422    422    422    422    422
GET  /settings/tokens/{token}/withdrawal                                 in     404    404    200    404    404
POST /settings/tokens/{token}/withdrawal                                 in     404    404    302    404    404

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

# Registrations and dossiers: hers alone, but for whom she gives a link    nobody stan   noor   mees   hanna  olga
GET  /learning/registrations/new                                         in     200    200    200    200    200
POST /learning/registrations/new                                         in     422    422    422    422    422
GET  /learning/registrations/{held}                                      in     404    404    200    404    404
POST /learning/registrations/{held}                                      in     404    404    422    404    404
GET  /learning/registrations/{held}/removal                              in     404    404    200    404    404
POST /learning/registrations/{held}/removal                              in     404    404    302    404    404
GET  /learning/registrations/{held}/statuses                             405    405    405    405    405    405
POST /learning/registrations/{held}/statuses                             in     404    404    422    404    404
GET  /learning/registrations/{held}/statuses/{leave}/removal             405    405    405    405    405    405
POST /learning/registrations/{held}/statuses/{leave}/removal             in     404    404    302    404    404
GET  /learning/dossiers                                                  in     200    200    200    200    200
POST /learning/dossiers                                                  405    405    405    405    405    405
GET  /learning/dossiers/{held}                                           in     404    404    200    404    404
POST /learning/dossiers/{held}                                           405    405    405    405    405    405
GET  /learning/dossiers/{held}/closure?for={closed}                      in     404    404    200    404    404
GET  /learning/dossiers/{held}/closure                                   in     404    404    404    404    404
POST /learning/dossiers/{held}/closure?for={closed}                      in     404    404    302    404    404
GET  /learning/dossiers/{held}/claims/{line}                             in     404    404    200    404    404
POST /learning/dossiers/{held}/claims/{line}                             in     404    404    302    404    404
GET  /learning/dossiers/{held}/submission                                in     404    404    200    404    404
POST /learning/dossiers/{held}/submission                                in     404    404    422    404    404
GET  /learning/dossiers/{held}/openings                                  in     404    404    200    404    404
POST /learning/dossiers/{held}/openings                                  in     404    404    422    404    404
GET  /learning/dossiers/{held}/statements                                in     404    404    200    404    404
POST /learning/dossiers/{held}/statements                                in     404    404    302    404    404
GET  /learning/openings/{link}                                           in     404    404    200    404    404
POST /learning/openings/{link}                                           405    405    405    405    405    405
GET  /learning/openings/{link}/withdrawal                                in     404    404    200    404    404
POST /learning/openings/{link}/withdrawal                                in     404    404    302    404    404
GET  /learning/statements/{statement}.pdf                                in     404    404    200    404    404
POST /learning/statements/{statement}.pdf                                405    405    405    405    405    405
GET  /learning/statements/{statement}.zip                                in     404    404    200    404    404
POST /learning/statements/{statement}.zip                                405    405    405    405    405    405
GET  /learning/submissions/{submission}                                  in     404    404    200    404    404
POST /learning/submissions/{submission}                                  in     404    404    422    404    404
GET  /learning/submissions/{submission}/withdrawal                       405    405    405    405    405    405
POST /learning/submissions/{submission}/withdrawal                       in     404    404    302    404    404
GET  /dossiers/{opened}                                                  200    200    200    200    200    200
GET  /dossiers/made-up                                                   404    404    404    404    404    404
POST /dossiers/{opened}                                                  405    405    405    405    405    405
GET  /dossiers/{opened}/evidence/{evidence}                              200    200    200    200    200    200
GET  /dossiers/{opened}/evidence/{missing}                               404    404    404    404    404    404
POST /dossiers/{opened}/evidence/{evidence}                              405    405    405    405    405    405

# The desk of who reviews for a register: hanna, for NIVRE                 nobody stan   noor   mees   hanna  olga
GET  /review                                                             in     404    404    404    200    404
POST /review                                                             405    405    405    405    405    405
GET  /review/schemes/nivre                                               in     404    404    404    200    404
GET  /review/schemes/pmi                                                 in     404    404    404    404    404
POST /review/schemes/nivre                                               405    405    405    405    405    405
GET  /review/schemes/nivre/samples                                       in     404    404    404    200    404
POST /review/schemes/nivre/samples                                       in     404    404    404    422    404
GET  /review/samples/{sample}                                            in     404    404    404    200    404
POST /review/samples/{sample}                                            405    405    405    405    405    405
GET  /review/submissions/{submission}                                    in     404    404    404    200    404
POST /review/submissions/{submission}                                    in     404    404    404    422    404
GET  /review/submissions/{submission}/evidence/{evidence}                in     404    404    404    200    404
POST /review/submissions/{submission}/evidence/{evidence}                405    405    405    405    405    405

# What waits, and whom a host lets in                                    nobody stan   noor   mees   hanna  olga
GET  /waiting                                                            in     200    200    200    200    200
POST /waiting                                                            in     405    405    405    405    405
GET  /waiting/read                                                       in     405    405    405    405    405
POST /waiting/read                                                       in     302    302    302    302    302
GET  /requests/{request}                                                 in     404    404    404    200    404
GET  /requests/{hidden_request}                                          in     404    404    404    200    404
POST /requests/{request}                                                 in     404    404    404    302    404
POST /requests/{hidden_request}                                          in     404    404    404    302    404
GET  /                                                                   200    200    200    200    200    200
POST /                                                                   405    405    405    405    405    405

# Asking and finding                                                     nobody stan   noor   mees   hanna  olga
GET  /ask                                                                200    200    200    200    200    200
POST /ask                                                                in     422    422    302    302    422
GET  /ask/suggestions?text=hackathon                                     200    200    200    200    200    200
POST /ask/suggestions?text=hackathon                                     405    405    405    405    405    405
GET  /ask/people?text=hackathon                                          200    200    200    200    200    200
POST /ask/people?text=hackathon                                          405    405    405    405    405    405
GET  /circles/vakgroep/ask                                               302    302    302    302    302    302
GET  /circles/besloten/ask                                               302    302    302    302    302    302
GET  /circles/verborgen/ask                                              302    302    302    302    302    302
POST /circles/vakgroep/ask                                               405    405    405    405    405    405
GET  /find?q=hackathon                                                   200    200    200    200    200    200
POST /find?q=hackathon                                                   405    405    405    405    405    405

# Circles                                                                nobody stan   noor   mees   hanna  olga
GET  /circles                                                            200    200    200    200    200    200
POST /circles                                                            405    405    405    405    405    405
GET  /circles/new                                                        in     403    403    403    403    200
POST /circles/new                                                        in     403    403    403    403    422
GET  /circles/join/{invited}                                             200    200    200    200    302    200
GET  /circles/join/{hidden_invited}                                      200    200    200    302    302    200
GET  /circles/join/made-up                                               404    404    404    404    404    404
POST /circles/join/{invited}                                             302    302    302    302    302    302
POST /circles/join/{hidden_invited}                                      302    302    302    302    302    302
POST /circles/join/made-up                                               404    404    404    404    404    404
GET  /circles/voorbeeld                                                  200    200    200    200    200    200
GET  /circles/vakgroep                                                   404    200    200    200    200    200
GET  /circles/besloten                                                   404    200    200    200    200    200
GET  /circles/genodigden                                                 404    200    200    200    200    200
GET  /circles/verborgen                                                  404    404    404    200    200    404
POST /circles/voorbeeld                                                  405    405    405    405    405    405
GET  /circles/voorbeeld/people                                           200    200    200    200    200    200
GET  /circles/vakgroep/people                                            404    200    200    200    200    200
GET  /circles/besloten/people                                            404    200    200    200    200    200
GET  /circles/verborgen/people                                           404    404    404    200    200    404
POST /circles/voorbeeld/people                                           405    405    405    405    405    405
GET  /circles/voorbeeld/join                                             405    405    405    405    405    405
POST /circles/voorbeeld/join                                             in     302    302    302    302    302
POST /circles/vakgroep/join                                              404    302    302    302    302    302
POST /circles/besloten/join                                              404    403    403    302    302    403
POST /circles/genodigden/join                                            404    403    403    403    302    403
POST /circles/verborgen/join                                             404    404    404    302    302    404
GET  /circles/vakgroep/requests                                          404    200    200    302    302    200
GET  /circles/besloten/requests                                          404    200    200    302    302    200
GET  /circles/genodigden/requests                                        404    403    403    403    302    403
GET  /circles/verborgen/requests                                         404    404    404    302    302    404
POST /circles/vakgroep/requests                                          404    302    302    409    409    302
POST /circles/besloten/requests                                          404    302    302    409    409    302
POST /circles/genodigden/requests                                        404    403    403    403    409    403
POST /circles/verborgen/requests                                         404    404    404    409    409    404
GET  /circles/vakgroep/leaving                                           404    302    302    200    200    302
GET  /circles/besloten/leaving                                           404    302    302    200    200    302
GET  /circles/verborgen/leaving                                          404    404    404    200    200    404
POST /circles/vakgroep/leaving                                           404    302    302    302    409    302
POST /circles/besloten/leaving                                           404    302    302    302    409    302
POST /circles/verborgen/leaving                                          404    404    404    302    409    404
GET  /circles/vakgroep/desk                                              404    403    403    403    200    403
GET  /circles/besloten/desk                                              404    403    403    403    200    403
GET  /circles/verborgen/desk                                             404    404    404    403    200    404
POST /circles/vakgroep/desk                                              405    405    405    405    405    405
GET  /circles/vakgroep/hosts                                             404    403    403    403    200    403
GET  /circles/besloten/hosts                                             404    403    403    403    200    403
GET  /circles/verborgen/hosts                                            404    404    404    403    200    404
POST /circles/vakgroep/hosts                                             404    403    403    403    302    403
POST /circles/besloten/hosts                                             404    403    403    403    302    403
POST /circles/verborgen/hosts                                            404    404    404    403    302    404
GET  /circles/vakgroep/hosts/hanna/dismissal                             405    405    405    405    405    405
POST /circles/vakgroep/hosts/hanna/dismissal                             404    403    403    403    409    403
POST /circles/besloten/hosts/hanna/dismissal                             404    403    403    403    409    403
POST /circles/verborgen/hosts/hanna/dismissal                            404    404    404    403    409    404
GET  /circles/vakgroep/people/mees/removal                               404    403    403    403    200    403
GET  /circles/besloten/people/mees/removal                               404    403    403    403    200    403
GET  /circles/verborgen/people/mees/removal                              404    404    404    403    200    404
POST /circles/vakgroep/people/mees/removal                               404    403    403    403    302    403
POST /circles/besloten/people/mees/removal                               404    403    403    403    302    403
POST /circles/verborgen/people/mees/removal                              404    404    404    403    302    404
GET  /circles/vakgroep/invitations                                       404    403    403    403    200    403
GET  /circles/besloten/invitations                                       404    403    403    403    200    403
GET  /circles/verborgen/invitations                                      404    404    404    403    200    404
POST /circles/vakgroep/invitations                                       404    403    403    403    302    403
POST /circles/besloten/invitations                                       404    403    403    403    302    403
POST /circles/verborgen/invitations                                      404    404    404    403    302    404
GET  /circles/vakgroep/invitations/mail                                  405    405    405    405    405    405
POST /circles/vakgroep/invitations/mail                                  404    403    403    403    302    403
POST /circles/besloten/invitations/mail                                  404    403    403    403    302    403
POST /circles/verborgen/invitations/mail                                 404    404    404    403    302    404
GET  /circles/genodigden/invitations/{invitation}/withdrawal             405    405    405    405    405    405
POST /circles/genodigden/invitations/{invitation}/withdrawal             404    403    403    403    302    403
POST /circles/verborgen/invitations/{hidden_invitation}/withdrawal       404    404    404    403    302    404
GET  /circles/vakgroep/settings                                          404    403    403    403    200    403
GET  /circles/besloten/settings                                          404    403    403    403    200    403
GET  /circles/verborgen/settings                                         404    404    404    403    200    404
POST /circles/vakgroep/settings                                          404    403    403    403    422    403
POST /circles/besloten/settings                                          404    403    403    403    422    403
POST /circles/verborgen/settings                                         404    404    404    403    422    404
GET  /circles/vakgroep/new                                               404    403    403    403    200    403
GET  /circles/besloten/new                                               404    403    403    403    200    403
GET  /circles/verborgen/new                                              404    404    404    403    200    404
POST /circles/vakgroep/new                                               404    403    403    403    422    403
POST /circles/besloten/new                                               404    403    403    403    422    403
POST /circles/verborgen/new                                              404    404    404    403    422    404
GET  /circles/vakgroep/move                                              404    403    403    403    200    403
GET  /circles/besloten/move                                              404    403    403    403    200    403
GET  /circles/verborgen/move                                             404    404    404    403    200    404
POST /circles/vakgroep/move                                              404    403    403    403    422    403
POST /circles/besloten/move                                              404    403    403    403    422    403
POST /circles/verborgen/move                                             404    404    404    403    422    404
GET  /circles/vakgroep/archive                                           404    403    403    403    200    403
GET  /circles/besloten/archive                                           404    403    403    403    200    403
GET  /circles/verborgen/archive                                          404    404    404    403    200    404
POST /circles/vakgroep/archive                                           404    403    403    403    302    403
POST /circles/besloten/archive                                           404    403    403    403    302    403
POST /circles/verborgen/archive                                          404    404    404    403    302    404
GET  /circles/vakgroep/reopen                                            404    403    403    403    200    403
GET  /circles/besloten/reopen                                            404    403    403    403    200    403
GET  /circles/verborgen/reopen                                           404    404    404    403    200    404
POST /circles/vakgroep/reopen                                            404    403    403    403    302    403
POST /circles/besloten/reopen                                            404    403    403    403    302    403
POST /circles/verborgen/reopen                                           404    404    404    403    302    404
GET  /circles/vakgroep/announcement                                      404    403    403    403    200    403
GET  /circles/besloten/announcement                                      404    403    403    403    200    403
GET  /circles/verborgen/announcement                                     404    404    404    403    200    404
POST /circles/vakgroep/announcement                                      404    403    403    403    302    403
POST /circles/besloten/announcement                                      404    403    403    403    302    403
POST /circles/verborgen/announcement                                     404    404    404    403    302    404

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

# Meetings                                                               nobody stan   noor   mees   hanna  olga
GET  /meetings                                                           in     200    200    200    200    200
POST /meetings                                                           405    405    405    405    405    405
GET  /meetings/calendar                                                  in     200    200    200    200    200
POST /meetings/calendar                                                  in     201    201    422    201    201
GET  /meetings/calendar/{feed}/renewal                                   in     404    404    200    404    404
GET  /meetings/calendar/{missing}/renewal                                in     404    404    404    404    404
POST /meetings/calendar/{feed}/renewal                                   in     404    404    201    404    404
GET  /meetings/calendar/{feed}/withdrawal                                in     404    404    200    404    404
POST /meetings/calendar/{feed}/withdrawal                                in     404    404    302    404    404
GET  /meetings/guests/{guest}                                            200    200    200    200    200    200
GET  /meetings/guests/made-up                                            404    404    404    404    404    404
POST /meetings/guests/{guest}                                            200    200    200    200    200    200
POST /meetings/guests/made-up                                            404    404    404    404    404    404
GET  /meetings/{meeting}/calendar.ics                                    404    200    200    200    200    200
GET  /meetings/{hidden_meeting}/calendar.ics                             404    404    404    200    200    404
POST /meetings/{meeting}/calendar.ics                                    405    405    405    405    405    405
GET  /calendar/{feed_secret}.ics                                         200    200    200    200    200    200
GET  /calendar/made-up.ics                                               404    404    404    404    404    404
POST /calendar/{feed_secret}.ics                                         405    405    405    405    405    405
GET  /circles/vakgroep/meetings                                          404    200    200    200    200    200
GET  /circles/verborgen/meetings                                         404    404    404    200    200    404
POST /circles/vakgroep/meetings                                          405    405    405    405    405    405
GET  /circles/vakgroep/meetings/new                                      404    403    403    403    200    403
GET  /circles/verborgen/meetings/new                                     404    404    404    403    200    404
POST /circles/vakgroep/meetings/new                                      404    403    403    403    422    403
POST /circles/verborgen/meetings/new                                     404    404    404    403    422    404
GET  /meetings/{meeting}                                                 404    200    200    200    200    200
GET  /meetings/{hidden_meeting}                                          404    404    404    200    200    404
GET  /meetings/{missing}                                                 404    404    404    404    404    404
POST /meetings/{meeting}                                                 405    405    405    405    405    405
GET  /meetings/{meeting}/people                                          in     200    200    200    200    200
GET  /meetings/{hidden_meeting}/people                                   in     404    404    200    200    404
POST /meetings/{meeting}/people                                          405    405    405    405    405    405
GET  /meetings/{meeting}/registration                                    405    405    405    405    405    405
POST /meetings/{meeting}/registration                                    in     403    403    302    302    403
POST /meetings/{hidden_meeting}/registration                             in     404    404    302    302    404
GET  /meetings/{meeting}/registration/removal                            405    405    405    405    405    405
POST /meetings/{meeting}/registration/removal                            in     404    404    302    404    404
POST /meetings/{hidden_meeting}/registration/removal                     in     404    404    302    404    404
GET  /meetings/{meeting}/places                                          405    405    405    405    405    405
POST /meetings/{meeting}/places                                          in     403    403    403    422    403
POST /meetings/{hidden_meeting}/places                                   in     404    404    403    422    404
GET  /meetings/{meeting}/registers                                       in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/registers                                in     404    404    403    200    404
POST /meetings/{meeting}/registers                                       405    405    405    405    405    405
GET  /meetings/{meeting}/registers/nivre                                 in     403    403    403    200    403
GET  /meetings/{meeting}/registers/unknown                               in     403    403    403    404    403
GET  /meetings/{hidden_meeting}/registers/nivre                          in     404    404    403    200    404
POST /meetings/{meeting}/registers/nivre                                 in     403    403    403    409    403
POST /meetings/{hidden_meeting}/registers/nivre                          in     404    404    403    409    404
GET  /meetings/{meeting}/guests                                          405    405    405    405    405    405
POST /meetings/{meeting}/guests                                          in     403    403    403    422    403
POST /meetings/{hidden_meeting}/guests                                   in     404    404    403    422    404
GET  /meetings/{meeting}/online                                          405    405    405    405    405    405
POST /meetings/{meeting}/online                                          in     404    404    404    404    404
POST /meetings/{hidden_meeting}/online                                   in     404    404    404    404    404
GET  /meetings/{meeting}/code                                            in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/code                                     in     404    404    403    200    404
POST /meetings/{meeting}/code                                            405    405    405    405    405    405
GET  /meetings/{meeting}/check-in                                        in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/check-in                                 in     404    404    200    200    404
POST /meetings/{meeting}/check-in                                        in     403    403    422    422    403
POST /meetings/{hidden_meeting}/check-in                                 in     404    404    422    422    404
GET  /meetings/{meeting}/check-out                                       405    405    405    405    405    405
POST /meetings/{meeting}/check-out                                       in     404    404    404    404    404
POST /meetings/{hidden_meeting}/check-out                                in     404    404    404    404    404
GET  /meetings/{meeting}/presence                                        in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/presence                                 in     404    404    403    200    404
POST /meetings/{meeting}/presence                                        in     403    403    403    302    403
POST /meetings/{hidden_meeting}/presence                                 in     404    404    403    302    404
GET  /meetings/{meeting}/closure                                         in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/closure                                  in     404    404    403    200    404
POST /meetings/{meeting}/closure                                         in     403    403    403    409    403
POST /meetings/{hidden_meeting}/closure                                  in     404    404    403    409    404
GET  /meetings/{meeting}/agenda                                          in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/agenda                                   in     404    404    403    200    404
POST /meetings/{meeting}/agenda                                          in     403    403    403    409    403
POST /meetings/{hidden_meeting}/agenda                                   in     404    404    403    409    404
GET  /meetings/{meeting}/parts                                           in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/parts                                    in     404    404    403    200    404
POST /meetings/{meeting}/parts                                           in     403    403    403    422    403
POST /meetings/{hidden_meeting}/parts                                    in     404    404    403    422    404
GET  /meetings/{meeting}/notes                                           in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/notes                                    in     404    404    403    200    404
POST /meetings/{meeting}/notes                                           in     403    403    403    422    403
POST /meetings/{hidden_meeting}/notes                                    in     404    404    403    422    404
GET  /meetings/{meeting}/edit                                            in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/edit                                     in     404    404    403    200    404
POST /meetings/{meeting}/edit                                            in     403    403    403    422    403
POST /meetings/{hidden_meeting}/edit                                     in     404    404    403    422    404
GET  /meetings/{meeting}/cancellation                                    in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/cancellation                             in     404    404    403    200    404
POST /meetings/{meeting}/cancellation                                    in     403    403    403    302    403
POST /meetings/{hidden_meeting}/cancellation                             in     404    404    403    302    404
GET  /meetings/{meeting}/parts/{part}/removal                            405    405    405    405    405    405
POST /meetings/{meeting}/parts/{part}/removal                            in     403    403    403    302    403
POST /meetings/{meeting}/parts/{missing}/removal                         in     403    403    403    404    403
POST /meetings/{hidden_meeting}/parts/{part}/removal                     in     404    404    403    404    404
GET  /meetings/{over}/list                                               in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/list                                     in     404    404    403    404    404
POST /meetings/{over}/list                                               405    405    405    405    405    405
GET  /meetings/{over}/list.json                                          in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/list.json                                in     404    404    403    404    404
POST /meetings/{over}/list.json                                          405    405    405    405    405    405
GET  /meetings/{over}/list.csv                                           in     403    403    403    200    403
GET  /meetings/{hidden_meeting}/list.csv                                 in     404    404    403    404    404
POST /meetings/{over}/list.csv                                           405    405    405    405    405    405
GET  /meetings/{meeting}/votes                                           405    405    405    405    405    405
POST /meetings/{meeting}/votes                                           in     403    403    302    302    403
POST /meetings/{hidden_meeting}/votes                                    in     404    404    404    404    404

# Date polls                                                             nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/polls/new                                         404    403    403    403    200    403
GET  /circles/verborgen/polls/new                                        404    404    404    403    200    404
GET  /circles/voorbeeld/polls/new                                        in     403    403    403    200    403
POST /circles/vakgroep/polls/new                                         404    403    403    403    422    403
POST /circles/verborgen/polls/new                                        404    404    404    403    422    404
GET  /polls/{poll}                                                       404    200    200    200    200    200
GET  /polls/{hidden_poll}                                                404    404    404    200    200    404
GET  /polls/{missing}                                                    404    404    404    404    404    404
POST /polls/{poll}                                                       405    405    405    405    405    405
GET  /polls/{poll}/marks                                                 405    405    405    405    405    405
POST /polls/{poll}/marks                                                 in     403    403    302    302    403
POST /polls/{old_poll}/marks                                             in     403    403    409    409    403
POST /polls/{hidden_poll}/marks                                          in     404    404    302    302    404
GET  /polls/{poll}/edit                                                  in     403    403    403    200    403
GET  /polls/{old_poll}/edit                                              in     403    403    403    409    403
GET  /polls/{hidden_poll}/edit                                           in     404    404    403    200    404
POST /polls/{poll}/edit                                                  in     403    403    403    422    403
POST /polls/{hidden_poll}/edit                                           in     404    404    403    422    404
GET  /polls/{poll}/withdrawal                                            in     403    403    403    200    403
GET  /polls/{old_poll}/withdrawal                                        in     403    403    403    409    403
GET  /polls/{hidden_poll}/withdrawal                                     in     404    404    403    200    404
POST /polls/{poll}/withdrawal                                            in     403    403    403    302    403
POST /polls/{hidden_poll}/withdrawal                                     in     404    404    403    302    404
GET  /circles/vakgroep/meetings/new?poll={poll}                          404    403    403    403    200    403
GET  /circles/vakgroep/meetings/new?poll={hidden_poll}                   404    403    403    403    404    403
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
# Libraries, and what came of pieces and meetings                        nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/library                                           404    200    200    200    200    200
GET  /circles/verborgen/library                                          404    404    404    200    200    404
POST /circles/vakgroep/library                                           405    405    405    405    405    405
GET  /circles/vakgroep/library/new                                       404    403    403    200    200    403
GET  /circles/verborgen/library/new                                      404    404    404    200    200    404
POST /circles/vakgroep/library/new                                       404    403    403    422    422    403
POST /circles/verborgen/library/new                                      404    404    404    422    422    404
GET  /library/{piece}                                                    404    200    200    200    200    200
GET  /library/{hidden_piece}                                             404    404    404    200    200    404
GET  /library/{missing}                                                  404    404    404    404    404    404
POST /library/{piece}                                                    405    405    405    405    405    405
GET  /library/{piece}/file                                               404    200    200    200    200    200
GET  /library/{hidden_piece}/file                                        404    404    404    200    200    404
POST /library/{piece}/file                                               405    405    405    405    405    405
GET  /library/{piece}/edit                                               in     403    403    200    200    403
GET  /library/{hidden_piece}/edit                                        in     404    404    200    200    404
POST /library/{piece}/edit                                               in     403    403    422    422    403
POST /library/{hidden_piece}/edit                                        in     404    404    422    422    404
GET  /library/{piece}/withdrawal                                         in     403    403    200    200    403
GET  /library/{hidden_piece}/withdrawal                                  in     404    404    200    200    404
POST /library/{piece}/withdrawal                                         in     403    403    302    302    403
POST /library/{hidden_piece}/withdrawal                                  in     404    404    302    302    404
GET  /library/{piece}/inspired                                           in     403    403    200    200    403
GET  /library/{hidden_piece}/inspired                                    in     404    404    200    200    404
POST /library/{piece}/inspired                                           in     403    403    302    302    403
POST /library/{hidden_piece}/inspired                                    in     404    404    422    422    404
GET  /library/{piece}/inspired/removal                                   405    405    405    405    405    405
POST /library/{piece}/inspired/removal                                   in     403    403    302    302    403
POST /library/{hidden_piece}/inspired/removal                            in     404    404    404    404    404
GET  /meetings/{meeting}/library/new                                     in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/library/new                              in     404    404    200    200    404
POST /meetings/{meeting}/library/new                                     in     403    403    422    422    403
POST /meetings/{hidden_meeting}/library/new                              in     404    404    422    422    404
GET  /meetings/{meeting}/inspired                                        in     403    403    403    403    403
GET  /meetings/{over}/inspired                                           in     403    403    200    200    403
GET  /meetings/{hidden_meeting}/inspired                                 in     404    404    403    403    404
POST /meetings/{over}/inspired                                           in     403    403    302    302    403
POST /meetings/{hidden_meeting}/inspired                                 in     404    404    403    403    404
GET  /meetings/{over}/inspired/removal                                   405    405    405    405    405    405
POST /meetings/{over}/inspired/removal                                   in     403    403    302    302    403
POST /meetings/{hidden_meeting}/inspired/removal                         in     404    404    404    404    404
# Meeting someone new, and whom one keeps away                             nobody stan   noor   mees   hanna  olga
GET  /circles/vakgroep/pairing                                           404    200    200    200    200    200
GET  /circles/verborgen/pairing                                          404    404    404    200    200    404
GET  /circles/genodigden/pairing                                         404    404    404    404    200    404
POST /circles/vakgroep/pairing                                           405    405    405    405    405    405
GET  /circles/vakgroep/pairing/new                                       404    403    403    403    200    403
GET  /circles/verborgen/pairing/new                                      404    404    404    403    200    404
POST /circles/vakgroep/pairing/new                                       404    403    403    403    422    403
POST /circles/verborgen/pairing/new                                      404    404    404    403    422    404
GET  /circles/vakgroep/pairing/apart                                     404    403    403    403    200    403
GET  /circles/verborgen/pairing/apart                                    404    404    404    403    200    404
POST /circles/vakgroep/pairing/apart                                     404    403    403    403    422    403
POST /circles/verborgen/pairing/apart                                    404    404    404    403    422    404
GET  /circles/vakgroep/pairing/apart/{conflict}/removal                  405    405    405    405    405    405
POST /circles/vakgroep/pairing/apart/{conflict}/removal                  404    403    403    403    302    403
POST /circles/verborgen/pairing/apart/{conflict}/removal                 404    404    404    403    404    404
GET  /pairing/{programme}                                                404    200    200    200    200    200
GET  /pairing/{hidden_programme}                                         404    404    404    200    200    404
GET  /pairing/{missing}                                                  404    404    404    404    404    404
POST /pairing/{programme}                                                405    405    405    405    405    405
GET  /pairing/{programme}/enrolment                                      405    405    405    405    405    405
POST /pairing/{programme}/enrolment                                      in     403    403    302    302    403
POST /pairing/{hidden_programme}/enrolment                               in     404    404    302    302    404
GET  /pairing/{programme}/enrolment/pause                                405    405    405    405    405    405
POST /pairing/{programme}/enrolment/pause                                in     404    404    422    422    404
POST /pairing/{hidden_programme}/enrolment/pause                         in     404    404    422    422    404
GET  /pairing/{programme}/enrolment/removal                              405    405    405    405    405    405
POST /pairing/{programme}/enrolment/removal                              in     404    404    302    302    404
POST /pairing/{hidden_programme}/enrolment/removal                       in     404    404    302    302    404
GET  /pairing/{programme}/rounds                                         405    405    405    405    405    405
POST /pairing/{programme}/rounds                                         in     403    403    403    302    403
POST /pairing/{hidden_programme}/rounds                                  in     404    404    403    302    404
GET  /pairing/{programme}/edit                                           in     403    403    403    200    403
GET  /pairing/{hidden_programme}/edit                                    in     404    404    403    200    404
POST /pairing/{programme}/edit                                           in     403    403    403    422    403
POST /pairing/{hidden_programme}/edit                                    in     404    404    403    422    404
GET  /pairing/{programme}/end                                            in     403    403    403    200    403
GET  /pairing/{hidden_programme}/end                                     in     404    404    403    200    404
POST /pairing/{programme}/end                                            in     403    403    403    302    403
POST /pairing/{hidden_programme}/end                                     in     404    404    403    302    404
GET  /pairing/matches/{match}                                            405    405    405    405    405    405
POST /pairing/matches/{match}                                            in     404    404    302    302    404
POST /pairing/matches/{hidden_match}                                     in     404    404    302    302    404
GET  /people/mees/away                                                   in     200    200    404    200    200
GET  /people/nobody-here/away                                            in     404    404    404    404    404
POST /people/mees/away                                                   in     302    302    409    302    302
POST /people/nobody-here/away                                            in     404    404    404    404    404
GET  /people/mees/away/removal                                           405    405    405    405    405    405
POST /people/mees/away/removal                                           in     302    302    302    302    302
GET  /settings/away                                                      in     200    200    200    200    200
POST /settings/away                                                      405    405    405    405    405    405

# The operator's desk                                                    nobody stan   noor   mees   hanna  olga
GET  /operator                                                           404    404    404    404    404    200
POST /operator                                                           404    404    404    404    404    405
GET  /operator/jobs                                                      404    404    404    404    404    200
POST /operator/jobs                                                      404    404    404    404    404    405
GET  /operator/jobs/{job}/retry                                          404    404    404    404    404    405
POST /operator/jobs/{job}/retry                                          404    404    404    404    404    302
GET  /operator/deliveries                                                404    404    404    404    404    200
POST /operator/deliveries                                                404    404    404    404    404    405
GET  /operator/deliveries/retry                                          404    404    404    404    404    405
POST /operator/deliveries/retry                                          404    404    404    404    404    302
GET  /operator/deliveries/{delivery}/retry                               404    404    404    404    404    405
POST /operator/deliveries/{delivery}/retry                               404    404    404    404    404    302
GET  /operator/mail                                                      404    404    404    404    404    200
POST /operator/mail                                                      404    404    404    404    404    405
GET  /operator/mail/{letter}/retry                                       404    404    404    404    404    405
POST /operator/mail/{letter}/retry                                       404    404    404    404    404    302
GET  /operator/index                                                     404    404    404    404    404    200
POST /operator/index                                                     404    404    404    404    404    405
GET  /operator/index/rebuild                                             404    404    404    404    404    200
POST /operator/index/rebuild                                             404    404    404    404    404    302
GET  /operator/circles                                                   404    404    404    404    404    200
POST /operator/circles                                                   404    404    404    404    404    405
GET  /operator/circles/{abandoned}/host                                  404    404    404    404    404    200
GET  /operator/circles/{hosted}/host                                     404    404    404    404    404    404
POST /operator/circles/{abandoned}/host                                  404    404    404    404    404    422
POST /operator/circles/{hosted}/host                                     404    404    404    404    404    404
GET  /operator/organisations                                             404    404    404    404    404    200
POST /operator/organisations                                             404    404    404    404    404    405
GET  /operator/organisations/{employer}                                  404    404    404    404    404    200
POST /operator/organisations/{employer}                                  404    404    404    404    404    302
GET  /operator/organisations/nobody-here                                 404    404    404    404    404    404
GET  /operator/schemes                                                   404    404    404    404    404    200
POST /operator/schemes                                                   404    404    404    404    404    422
GET  /operator/schemes/nivre                                             404    404    404    404    404    200
POST /operator/schemes/nivre                                             404    404    404    404    404    422
GET  /operator/reviewers/{reviewer}/dismissal                            404    404    404    404    404    405
POST /operator/reviewers/{reviewer}/dismissal                            404    404    404    404    404    302
GET  /operator/backups                                                   404    404    404    404    404    200
POST /operator/backups                                                   404    404    404    404    404    302
GET  /operator/installation                                              404    404    404    404    404    200
POST /operator/installation                                              404    404    404    404    404    422
GET  /operator/installation/mail                                         404    404    404    404    404    200
POST /operator/installation/mail                                         404    404    404    404    404    422

# Agreements: noor's with vakgroep (hanna); a draft of hanna's organisationnobody stan   noor   mees   hanna  olga
GET  /memberships                                                        in     200    200    200    200    200
POST /memberships                                                        405    405    405    405    405    405
GET  /organisations/{employer}/agreements                                404    404    404    403    200    404
POST /organisations/{employer}/agreements                                405    405    405    405    405    405
GET  /organisations/{rival}/agreements                                   404    404    200    404    404    404
GET  /organisations/{employer}/agreements/new                            404    404    404    403    200    404
POST /organisations/{employer}/agreements/new                            404    404    404    403    302    404
GET  /circles/vakgroep/agreements                                        404    403    403    403    200    403
POST /circles/vakgroep/agreements                                        405    405    405    405    405    405
GET  /circles/verborgen/agreements                                       404    404    404    403    200    404
GET  /circles/vakgroep/agreements/new                                    404    403    403    403    200    403
POST /circles/vakgroep/agreements/new                                    404    403    403    403    302    403
GET  /agreements/{agreement}                                             in     404    200    404    200    404
POST /agreements/{agreement}                                             405    405    405    405    405    405
GET  /agreements/{agreement_draft}                                       in     404    404    404    200    404
GET  /agreements/{agreement}/print                                       in     404    200    404    200    404
POST /agreements/{agreement}/print                                       405    405    405    405    405    405
GET  /agreements/{agreement_draft}/print                                 in     404    404    404    200    404
GET  /agreements/{agreement}/change                                      in     404    200    404    200    404
POST /agreements/{agreement}/change                                      in     404    302    404    302    404
GET  /agreements/{agreement_draft}/change                                in     404    404    404    200    404
POST /agreements/{agreement_draft}/change                                in     404    404    404    302    404
GET  /agreements/{agreement}/discarding                                  405    405    405    405    405    405
POST /agreements/{agreement}/discarding                                  in     404    409    404    409    404
POST /agreements/{agreement_draft}/discarding                            in     404    404    404    302    404
GET  /agreements/{agreement}/signature                                   405    405    405    405    405    405
POST /agreements/{agreement}/signature                                   in     404    409    404    409    404
POST /agreements/{agreement_draft}/signature                             in     404    404    404    302    404
GET  /agreements/{agreement}/refusal                                     405    405    405    405    405    405
POST /agreements/{agreement}/refusal                                     in     404    409    404    409    404
POST /agreements/{agreement_draft}/refusal                               in     404    404    404    409    404
GET  /agreements/{agreement}/notice                                      in     404    200    404    200    404
POST /agreements/{agreement}/notice                                      in     404    302    404    302    404
GET  /agreements/{agreement_draft}/notice                                in     404    404    404    409    404
GET  /agreements/{agreement}/seats                                       in     404    200    404    404    404
POST /agreements/{agreement}/seats                                       in     404    422    404    404    404
GET  /agreements/{agreement_draft}/seats                                 in     404    404    404    404    404
GET  /agreements/{agreement}/seats/{seat}/removal                        405    405    405    405    405    405
POST /agreements/{agreement}/seats/{seat}/removal                        in     404    302    404    403    404
POST /agreements/{agreement_draft}/seats/{seat}/removal                  in     404    404    404    404    404
GET  /agreements/{agreement}/seat                                        405    405    405    405    405    405
POST /agreements/{agreement}/seat                                        in     404    302    404    404    404
POST /agreements/{agreement_draft}/seat                                  in     404    404    404    404    404
GET  /agreements/{agreement}/seat/return                                 405    405    405    405    405    405
POST /agreements/{agreement}/seat/return                                 in     404    302    404    404    404

# Organisations: noorderlicht is hanna's, and known to mees beside her   nobody stan   noor   mees   hanna  olga
GET  /work                                                               in     200    200    200    200    200
POST /work                                                               405    405    405    405    405    405
GET  /work/{mees_work}                                                   in     404    404    200    404    404
POST /work/{mees_work}                                                   in     404    404    302    404    404
GET  /organisations                                                      in     200    200    200    200    200
POST /organisations                                                      405    405    405    405    405    405
GET  /organisations/new                                                  in     200    200    200    200    200
POST /organisations/new                                                  in     302    302    302    302    302
GET  /organisations/join/{work_invited}                                  200    200    200    302    302    200
POST /organisations/join/{work_invited}                                  302    302    302    302    302    302
GET  /organisations/join/made-up                                         404    404    404    404    404    404
POST /organisations/join/made-up                                         404    404    404    404    404    404
GET  /organisations/{employer}                                           404    404    404    200    200    404
POST /organisations/{employer}                                           405    405    405    405    405    405
GET  /organisations/{rival}                                              404    200    200    200    200    200
POST /organisations/{rival}                                              405    405    405    405    405    405
GET  /organisations/{employer}/joining                                   405    405    405    405    405    405
POST /organisations/{employer}/joining                                   in     302    404    404    404    404
POST /organisations/{rival}/joining                                      in     404    404    404    404    404
GET  /organisations/{employer}/community                                 405    405    405    405    405    405
POST /organisations/{employer}/community                                 404    404    404    403    409    404
POST /organisations/{rival}/community                                    404    404    302    404    404    404
GET  /organisations/{employer}/find                                      404    404    404    200    200    404
GET  /organisations/{employer}/find?q=hackathon                          404    404    404    200    200    404
POST /organisations/{employer}/find                                      405    405    405    405    405    405
GET  /organisations/{rival}/find                                         404    404    200    404    404    404
GET  /organisations/{employer}/settings                                  404    404    404    403    200    404
POST /organisations/{employer}/settings                                  404    404    404    403    302    404
GET  /organisations/{employer}/hosts/{missing}                           404    404    404    403    404    404
POST /organisations/{employer}/hosts/{missing}                           404    404    404    403    404    404
GET  /organisations/{employer}/people                                    404    404    404    200    200    404
POST /organisations/{employer}/people                                    405    405    405    405    405    405
GET  /organisations/{rival}/people                                       404    404    200    404    404    404
GET  /organisations/{employer}/people/{mees_work}                        404    404    404    200    200    404
POST /organisations/{employer}/people/{mees_work}                        404    404    404    403    302    404
GET  /organisations/{employer}/people/{hanna_work}                       404    404    404    404    200    404
GET  /organisations/{employer}/people/{noor_work}                        404    404    404    404    404    404
GET  /organisations/{employer}/departments                               404    404    404    200    200    404
POST /organisations/{employer}/departments                               404    404    404    403    302    404
GET  /organisations/{employer}/departments/{department}                  404    404    404    403    200    404
POST /organisations/{employer}/departments/{department}                  404    404    404    403    302    404
GET  /organisations/{employer}/departments/{department}/closing          405    405    405    405    405    405
POST /organisations/{employer}/departments/{department}/closing          404    404    404    403    409    404
POST /organisations/{employer}/departments/{empty_department}/closing    404    404    404    403    302    404
GET  /organisations/{employer}/roles                                     404    404    404    403    200    404
POST /organisations/{employer}/roles                                     404    404    404    403    302    404
GET  /organisations/{employer}/roles/dismissal                           405    405    405    405    405    405
POST /organisations/{employer}/roles/dismissal                           404    404    404    403    302    404
GET  /organisations/{employer}/domains                                   404    404    404    403    200    404
POST /organisations/{employer}/domains                                   404    404    404    403    302    404
GET  /organisations/{employer}/domains/{domain}/letter                   405    405    405    405    405    405
POST /organisations/{employer}/domains/{domain}/letter                   404    404    404    403    302    404
POST /organisations/{employer}/domains/{rival_domain}/letter             404    404    404    403    404    404
GET  /organisations/{employer}/domains/{domain}/proof                    405    405    405    405    405    405
POST /organisations/{employer}/domains/{domain}/proof                    404    404    404    403    422    404
POST /organisations/{employer}/domains/{rival_domain}/proof              404    404    404    403    404    404
GET  /organisations/{employer}/domains/{domain}/removal                  405    405    405    405    405    405
POST /organisations/{employer}/domains/{domain}/removal                  404    404    404    403    302    404
POST /organisations/{employer}/domains/{rival_domain}/removal            404    404    404    403    404    404
GET  /organisations/{employer}/invitations                               404    404    404    403    200    404
POST /organisations/{employer}/invitations                               404    404    404    403    302    404
GET  /organisations/{employer}/invitations/mail                          405    405    405    405    405    405
POST /organisations/{employer}/invitations/mail                          404    404    404    403    302    404
GET  /organisations/{employer}/invitations/{work_invitation}/withdrawal  405    405    405    405    405    405
POST /organisations/{employer}/invitations/{work_invitation}/withdrawal  404    404    404    403    302    404
POST /organisations/{employer}/invitations/{rival_work_invitation}/withdrawal 404    404    404    403    404    404
GET  /organisations/{employer}/lists                                     404    404    404    403    200    404
POST /organisations/{employer}/lists                                     404    404    404    403    422    404
GET  /organisations/{employer}/lists/example.csv                         404    404    404    403    200    404
POST /organisations/{employer}/lists/example.csv                         405    405    405    405    405    405
GET  /organisations/{employer}/lists/{list}                              404    404    404    403    200    404
POST /organisations/{employer}/lists/{list}                              404    404    404    403    422    404
GET  /organisations/{employer}/lists/{list}/confirmation                 405    405    405    405    405    405
POST /organisations/{employer}/lists/{list}/confirmation                 404    404    404    403    409    404
POST /organisations/{employer}/lists/{list_right}/confirmation           404    404    404    403    302    404
GET  /organisations/{employer}/lists/{list}/removal                      405    405    405    405    405    405
POST /organisations/{employer}/lists/{list}/removal                      404    404    404    403    302    404
GET  /organisations/{employer}/lists/{list_done}                         404    404    404    403    302    404
GET  /organisations/{employer}/lists/{list_done}/missing                 404    404    404    403    200    404
GET  /organisations/{employer}/lists/{list}/missing                      404    404    404    403    302    404
POST /organisations/{employer}/lists/{list_done}/missing                 404    404    404    403    302    404
GET  /organisations/{rival}/lists/{list}                                 404    404    404    404    404    404
GET  /operator/organisations/{orphan}/owner                              404    404    404    404    404    200
POST /operator/organisations/{orphan}/owner                              404    404    404    404    404    302
GET  /work/shown                                                         in     200    200    200    200    200
POST /work/shown                                                         405    405    405    405    405    405
GET  /work/shown/new                                                     in     302    200    200    200    302
POST /work/shown/new                                                     in     302    422    422    422    302
GET  /work/shown/{share}                                                 in     404    404    200    404    404
POST /work/shown/{share}                                                 405    405    405    405    405    405
GET  /work/shown/{share}/withdrawal                                      405    405    405    405    405    405
POST /work/shown/{share}/withdrawal                                      in     404    404    302    404    404
GET  /organisations/{employer}/reports                                   404    404    404    200    200    404
POST /organisations/{employer}/reports                                   405    405    405    405    405    405
GET  /organisations/{rival}/reports                                      404    404    200    404    404    404
GET  /organisations/{employer}/reports/groups.csv                        404    404    404    404    200    404
POST /organisations/{employer}/reports/groups.csv                        405    405    405    405    405    405
GET  /organisations/{rival}/reports/groups.csv                           404    404    404    404    404    404
GET  /organisations/{rival}/reports/seats.csv                            404    404    200    404    404    404
GET  /organisations/{employer}/reports/report.xlsx                       404    404    404    404    200    404
POST /organisations/{employer}/reports/report.xlsx                       405    405    405    405    405    405
GET  /organisations/{rival}/reports/report.xlsx                          404    404    200    404    404    404
GET  /organisations/{employer}/reports/plan                              404    404    404    403    200    404
POST /organisations/{employer}/reports/plan                              404    404    404    403    302    404
GET  /organisations/{employer}/shown                                     404    404    404    403    200    404
POST /organisations/{employer}/shown                                     405    405    405    405    405    405
GET  /organisations/{rival}/shown                                        404    404    200    404    404    404
GET  /organisations/{employer}/shown/{share}                             404    404    404    403    200    404
POST /organisations/{employer}/shown/{share}                             405    405    405    405    405    405
GET  /organisations/{employer}/shown/{share_over}                        404    404    404    403    404    404
GET  /organisations/{rival}/shown/{share}                                404    404    404    404    404    404
GET  /organisations/{employer}/shown/{share}/evidence/{evidence}         404    404    404    403    200    404
POST /organisations/{employer}/shown/{share}/evidence/{evidence}         405    405    405    405    405    405
GET  /organisations/{employer}/shown/{share_over}/evidence/{evidence}    404    404    404    403    404    404
GET  /organisations/{rival}/shown/{share}/evidence/{evidence}            404    404    404    404    404    404
GET  /work/offers                                                             in     200    200    200    200    200
POST /work/offers                                                             405    405    405    405    405    405
GET  /work/offers/{plan_offer}                                                in     404    404    200    404    404
POST /work/offers/{plan_offer}                                                405    405    405    405    405    405
GET  /work/offers/{plan_offer}/answer                                         405    405    405    405    405    405
POST /work/offers/{plan_offer}/answer                                         in     404    404    302    404    404
GET  /organisations/{employer}/plans                                          404    404    404    403    200    404
POST /organisations/{employer}/plans                                          405    405    405    405    405    405
GET  /organisations/{rival}/plans                                             404    404    200    404    404    404
GET  /organisations/{employer}/plans/new                                      404    404    404    403    200    404
POST /organisations/{employer}/plans/new                                      404    404    404    403    422    404
GET  /organisations/{employer}/plans/compared?one={scenario}&other={scenario_plain} 404 404    404    403    200    404
GET  /organisations/{employer}/plans/compared                                 404    404    404    403    404    404
POST /organisations/{employer}/plans/compared                                 405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario}                               404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}                               405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario_plain}                         404    404    404    403    200    404
GET  /organisations/{employer}/plans/{scenario_running}                       404    404    404    403    200    404
GET  /organisations/{rival}/plans/{scenario}                                  404    404    404    404    404    404
GET  /organisations/{employer}/plans/{scenario}/limits                        404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/limits                        404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario}/prices                        404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/prices                        404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/copies                        405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/copies                        404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario}/runs                          405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/runs                          404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/progress                      404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/progress                      405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario_running}/progress              404    404    404    403    200    404
GET  /organisations/{employer}/plans/{scenario}/cancellation                  405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/cancellation                  404    404    404    403    302    404
POST /organisations/{employer}/plans/{scenario_running}/cancellation          404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/wishes                        405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/wishes                        404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/wishes/{plan_wish}/removal    405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/wishes/{plan_wish}/removal    404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/openings/{plan_gap}           404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/openings/{plan_gap}           404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario_plain}/openings/{plan_gap}     404    404    404    403    404    404
GET  /organisations/{employer}/plans/{scenario}/openings/{opening}/removal    405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/openings/{opening}/removal    404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/assignments/{plan_gap}        404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/assignments/{plan_gap}        404    404    404    403    422    404
GET  /organisations/{employer}/plans/{scenario_plain}/assignments/{plan_gap}  404    404    404    403    404    404
GET  /organisations/{employer}/plans/{scenario}/assignments/{assignment_draft}/removal 405  405  405  405  405  405
POST /organisations/{employer}/plans/{scenario}/assignments/{assignment_draft}/removal 404  404  404  403  302  404
GET  /organisations/{employer}/plans/{scenario}/offers                        405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/offers                        404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/offers/{plan_offer}/removal   405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/offers/{plan_offer}/removal   404    404    404    403    302    404
GET  /organisations/{employer}/plans/{scenario}/plan.xlsx                     404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/plan.xlsx                     405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario}/plan.pdf                      404    404    404    403    200    404
POST /organisations/{employer}/plans/{scenario}/plan.pdf                      405    405    405    405    405    405
GET  /organisations/{employer}/plans/{scenario_plain}/plan.pdf                404    404    404    403    404    404
GET  /organisations/{employer}/plans/{scenario}/removal                       405    405    405    405    405    405
POST /organisations/{employer}/plans/{scenario}/removal                       404    404    404    403    302    404
GET  /work/needs                                                         in     200    200    200    200    200
POST /work/needs                                                         405    405    405    405    405    405
GET  /work/needs/consents                                                405    405    405    405    405    405
POST /work/needs/consents                                                in     404    404    302    302    404
GET  /work/needs/profiles/{role_profile}                                 in     404    404    200    200    404
POST /work/needs/profiles/{role_profile}                                 405    405    405    405    405    405
GET  /organisations/{employer}/needs                                     404    404    404    200    200    404
POST /organisations/{employer}/needs                                     405    405    405    405    405    405
GET  /organisations/{rival}/needs                                        404    404    200    404    404    404
GET  /organisations/{employer}/needs/new                                 404    404    404    200    200    404
POST /organisations/{employer}/needs/new                                 404    404    404    422    422    404
GET  /organisations/{employer}/needs/needs.csv                           404    404    404    200    200    404
POST /organisations/{employer}/needs/needs.csv                           405    405    405    405    405    405
GET  /organisations/{employer}/needs/{need}                              404    404    404    200    200    404
POST /organisations/{employer}/needs/{need}                              404    404    404    422    422    404
GET  /organisations/{employer}/needs/{need_of_all}                       404    404    404    404    200    404
POST /organisations/{employer}/needs/{need_of_all}                       404    404    404    404    422    404
GET  /organisations/{rival}/needs/{need}                                 404    404    404    404    404    404
GET  /organisations/{employer}/needs/{need}/end                          405    405    405    405    405    405
POST /organisations/{employer}/needs/{need}/end                          404    404    404    302    302    404
POST /organisations/{employer}/needs/{need_of_all}/end                   404    404    404    404    302    404
GET  /organisations/{employer}/needs/lists                               404    404    404    403    200    404
POST /organisations/{employer}/needs/lists                               404    404    404    403    422    404
GET  /organisations/{rival}/needs/lists                                  404    404    200    404    404    404
GET  /organisations/{employer}/needs/lists/example.csv                   404    404    404    403    200    404
POST /organisations/{employer}/needs/lists/example.csv                   405    405    405    405    405    405
GET  /organisations/{employer}/needs/lists/{need_list}                   404    404    404    403    200    404
POST /organisations/{employer}/needs/lists/{need_list}                   404    404    404    403    422    404
GET  /organisations/{rival}/needs/lists/{need_list}                      404    404    404    404    404    404
GET  /organisations/{employer}/needs/lists/{need_list}/confirmation      405    405    405    405    405    405
POST /organisations/{employer}/needs/lists/{need_list}/confirmation      404    404    404    403    409    404
POST /organisations/{employer}/needs/lists/{need_list_right}/confirmation 404   404    404    403    302    404
GET  /organisations/{employer}/needs/lists/{need_list}/removal           405    405    405    405    405    405
POST /organisations/{employer}/needs/lists/{need_list}/removal           404    404    404    403    302    404
GET  /organisations/{employer}/needs/profiles                            404    404    404    403    200    404
POST /organisations/{employer}/needs/profiles                            405    405    405    405    405    405
GET  /organisations/{employer}/needs/profiles/new                        404    404    404    403    200    404
POST /organisations/{employer}/needs/profiles/new                        404    404    404    403    302    404
GET  /organisations/{employer}/needs/profiles/{role_profile}             404    404    404    403    200    404
POST /organisations/{employer}/needs/profiles/{role_profile}             404    404    404    403    422    404
GET  /organisations/{rival}/needs/profiles/{role_profile}                404    404    404    404    404    404
GET  /organisations/{employer}/needs/profiles/{role_profile}/retirement  405    405    405    405    405    405
POST /organisations/{employer}/needs/profiles/{role_profile}/retirement  404    404    404    403    302    404
GET  /organisations/{employer}/gaps                                      404    404    404    200    200    404
POST /organisations/{employer}/gaps                                      405    405    405    405    405    405
GET  /organisations/{rival}/gaps                                         404    404    200    404    404    404
GET  /organisations/{employer}/gaps/gaps.csv                             404    404    404    200    200    404
POST /organisations/{employer}/gaps/gaps.csv                             405    405    405    405    405    405
GET  /organisations/{employer}/gaps/leadership                           404    404    404    403    200    404
POST /organisations/{employer}/gaps/leadership                           405    405    405    405    405    405
GET  /organisations/{employer}/gaps/{need}                               404    404    404    200    200    404
POST /organisations/{employer}/gaps/{need}                               405    405    405    405    405    405
GET  /organisations/{employer}/gaps/{need_of_all}                        404    404    404    404    200    404
GET  /operator/organisations/{employer}/owner                            404    404    404    404    404    404
GET  /operator/organisations/{employer}/domains/{domain}/proof           404    404    404    404    404    405
POST /operator/organisations/{employer}/domains/{domain}/proof           404    404    404    404    404    302
"""
