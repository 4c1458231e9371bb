"""What happens around every request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import parse_accept_lang_header

from kring.foundation.access.readers import ANYONE, Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import KringError
from kring.web import errors
from kring.web.account.backend import reader_for

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class Request(HttpRequest):
    """A request as views get it, after this middleware."""

    user: Account
    reader: Reader


class LanguageMiddleware:
    """The reader's language and time zone, from cookies that her settings wrote, else from what her browser asks for.

    No database: signed-out pages and errors need it too.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language), timezone.override(zone_of(request)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """ "nl" or "en"."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in ("nl", "en"):
        return chosen
    for code, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:200]):
        if code[:2] in ("nl", "en"):
            return code[:2]
    return "en"


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The time zone of the reader's settings; that of the Netherlands without one."""
    try:
        return ZoneInfo(request.COOKIES.get("kring_zone", "") or "Europe/Amsterdam")
    except (ValueError, KeyError, OSError):
        return ZoneInfo("Europe/Amsterdam")


class KringMiddleware:
    """The reader of a request, errors as pages, and headers that keep browsers to what we serve."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reader = SimpleLazyObject(lambda: _reader(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if "text/html" in response.headers.get("Content-Type", ""):
            response.headers.setdefault("Cache-Control", "private, no-cache")
            response.headers["Vary"] = "Cookie, HX-Request, Accept-Language"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a person did and can't be done, as a page; anything else is Django's."""
        return errors.page_for(request, exception) if isinstance(exception, KringError) else None


def _reader(request: HttpRequest) -> Reader:
    account = request.user
    if not isinstance(account, Account):
        return ANYONE
    return reader_for(account)
