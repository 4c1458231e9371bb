"""Tell the browser which draft has arrived, so that it drops its own copy; until then it keeps it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Door = Callable[[HttpRequest], HttpResponseBase]

SAVED = "kring_saved"
FIELD = "_draft"
LONGEST = 100


def drafts_middleware(get_response: Door) -> Door:
    """Set the cookie `kring_saved` on the answer to a form that was accepted.

    A view says that it accepted a form by answering with a redirect, or with 2xx to htmx; a refused form is 422.
    A redirect to the sign-in page is no acceptance: the session had ended and the draft must stay.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST" and response.status_code < 400:
            key = request.POST.get(FIELD, "")[:LONGEST]
            if key and not _to_sign_in(response):
                response.set_cookie(SAVED, quote(key), max_age=3600, samesite="Lax", secure=request.is_secure())
        return response

    return answer


def _to_sign_in(response: HttpResponseBase) -> bool:
    target = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    return target.startswith(settings.LOGIN_URL)
