"""What allauth's views don't give their pages: the frame that is around every page of ours."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kring.web.account.devices import device
from kring.web.rendering import frame_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """A context processor; pages that bring their own frame don't pass through here. The frame is made when it is
    used."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request, "")),
        "openid_name": _openid_name(),
        "device": device,
    }


def _openid_name() -> str:
    """How the organisation is called with which one can sign in; empty where that isn't set up."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""
