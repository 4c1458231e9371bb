"""Errors as pages: what happened, what was kept and what to do."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kring.foundation.errors import ConflictError, InvalidError, KringError, NotThereError, RefusedError
from kring.web import rendering

_STATUS = {NotThereError: 404, RefusedError: 403, ConflictError: 409, InvalidError: 422}


def page_for(request: HttpRequest, error: KringError) -> HttpResponse:
    """The page for something that can't be done as asked. Who isn't signed in is asked to sign in first."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    if status == 403 and not request.user.is_authenticated:
        return to_sign_in(request)
    return _page(request, status, str(error.message))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the page for signing in, and back here afterwards."""
    address = _login(request)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _sign_in(request: HttpRequest, status: int) -> str:
    """Where who isn't signed in may find what isn't there for strangers; empty for others. So a link out of a letter
    leads on, and what there is and isn't look alike."""
    if status != 404 or request.user.is_authenticated:
        return ""
    return _login(request)


def _login(request: HttpRequest) -> str:
    return f"{settings.LOGIN_URL}?{urlencode({'next': _back(request)})}"


def _back(request: HttpRequest) -> str:
    """Where to go on after signing in: what was asked for, or for a form the page on which it stood."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return came_from._replace(scheme="", netloc="").geturl() if came_from.netloc == request.get_host() else "/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for what the reader may not know of."""
    return _page(request, 404, "")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, 403, str(exception))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what came in is no request that a browser makes."""
    return _page(request, 400, "")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or came from elsewhere."""
    return _page(request, 403, _("This form is too old or was opened before you signed in. Go back and send it again."))


def broken(request: HttpRequest) -> HttpResponse:
    """500: a plain page that needs no database."""
    text = _("Something went wrong on our side. What you had sent before is safe. Try again in a moment.")
    name = escape(settings.INSTALLATION_NAME or "Kring")
    return HttpResponse(
        f'<!doctype html><html lang="{get_language() or "en"}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{name}</title><h1>{name}</h1><p>{text}</p><p><a href="/">{_("Go to today")}</a>',
        status=500,
    )


def _page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    titles: dict[int, Any] = {
        400: _("That can’t be read"),
        403: _("That is not for you to do"),
        404: _("There is nothing here"),
        409: _("Someone was first"),
        422: _("Something needs another look"),
    }
    texts = {404: _("It may have been moved or withdrawn, or it is in a circle that you are not in.")}
    facts = {"title": titles[status], "text": message or texts.get(status, ""), "sign_in": _sign_in(request, status)}
    return rendering.page(request, "error.html", facts, status=status)
