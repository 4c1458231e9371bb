"""Cookies that repeat what a person chose, so that signed-out pages and errors need no database to follow it."""

from django.conf import settings
from django.http import HttpResponseBase

from kring.foundation.accounts.models import Account

YEAR = 60 * 60 * 24 * 365
THEME = "kring_theme"
ZONE = "kring_zone"


def mirror(response: HttpResponseBase, account: Account) -> None:
    """Repeat the preferences of an account in cookies."""
    remember(response, settings.LANGUAGE_COOKIE_NAME, account.language)
    remember(response, THEME, account.theme)
    remember(response, ZONE, account.time_zone)


def forget(response: HttpResponseBase) -> None:
    """Leave the preferences that the browser keeps as they are."""
    for name in (settings.LANGUAGE_COOKIE_NAME, THEME, ZONE):
        response.cookies.pop(name, None)


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Keep one preference in a cookie for a year."""
    response.set_cookie(name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
