"""By which name this installation is known to others."""

from urllib.parse import urlsplit

from django.conf import settings


def mail_host() -> str:
    """The name by which this installation marks letters, lists and the meetings in calendars."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
