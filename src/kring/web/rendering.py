"""Putting a page together: its own facts, and the frame that is around every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.utils import translation

from kring.communities.queries import own_circles
from kring.foundation.accounts.models import Account
from kring.foundation.text.sorting import initials
from kring.web.waiting import waiting


@dataclass(frozen=True, slots=True)
class Me:
    """The person who is signed in, as the frame shows her."""

    id: int
    name: str
    handle: str
    initials: str
    photo_url: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a page (see docs/reference/components.md)."""

    name: str
    account: Me | None
    circles: Sequence[tuple[str, str, int, bool]]
    waiting: int
    language: str
    theme: str
    section: str
    demo: bool
    csrf: str
    path: str
    messages: Sequence[tuple[str, str]]
    is_operator: bool


def page(
    request: HttpRequest, template: str, facts: Mapping[str, Any], *, section: str = "", status: int = 200
) -> HttpResponse:
    """A whole page."""
    return part(request, template, {**facts, "frame": frame_of(request, section)}, status=status)


def part(request: HttpRequest, template: str, facts: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A piece of a page, as htmx asks for it; it has no frame but may use what is in `facts`."""
    return HttpResponse(loader.get_template(template, using="jinja2").render(dict(facts)), status=status)


def photo_url(photo: str) -> str | None:
    """Where a stored photo is served."""
    return f"/photos/{photo}" if photo else None


def frame_of(request: HttpRequest, section: str) -> Frame:
    """The frame for whoever asks: three queries when she is signed in, none otherwise."""
    account = request.user if isinstance(request.user, Account) else None
    reader = request.reader  # type: ignore[attr-defined]
    theme = request.COOKIES.get("kring_theme", "auto")
    return Frame(
        name=settings.INSTALLATION_NAME or "Kring",
        account=_me(account) if account else None,
        circles=own_circles(reader) if account else (),
        waiting=waiting(reader) if account else 0,
        language=translation.get_language() or "en",
        theme=theme if theme in ("light", "dark") else "auto",
        section=section,
        demo=settings.DEMO,
        csrf=get_token(request),
        path=request.get_full_path(),
        messages=[(message.level_tag, str(message)) for message in messages.get_messages(request)],
        is_operator=bool(account and account.is_operator),
    )


def _me(account: Account) -> Me:
    return Me(account.pk, account.name, account.handle, initials(account.name), photo_url(account.photo))
