"""From what queries give to what the templates of circles take."""

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from kring.communities.models import Community
from kring.communities.queries import CircleRow, MemberRow
from kring.foundation.text.cleaning import excerpt
from kring.foundation.text.sorting import initials
from kring.web import presenting
from kring.web.components import rows
from kring.web.rendering import photo_url

_PURPOSE = 160


def circle_lines(found: Iterable[CircleRow], *, tree: bool = False) -> list[rows.CircleRow]:
    """Lines of a list of circles, each with the start of its purpose; as a tree where `depth` counts over the list."""
    return [
        rows.CircleRow(
            presenting.circle_url(row.slug),
            row.name,
            excerpt(row.purpose, length=_PURPOSE),
            row.depth - 1 if tree else 0,
            row.members,
            0,
        )
        for row in found
    ]


def crumbs(over: Iterable[CircleRow], circle: Community | None = None) -> list[tuple[str, str]]:
    """The circles above as (name, address), and the circle itself on a page below its own."""
    found = [(row.name, presenting.circle_url(row.slug)) for row in over]
    return [*found, (circle.name, presenting.circle_url(circle.slug))] if circle else found


def host_links(found: Iterable[tuple[int, str, str, str]], *, linked: bool) -> list[tuple[str, str | None]]:
    """Names of hosts with their pages; without links for who isn't signed in and may not open them."""
    return [(name, presenting.person_url(handle) if linked else None) for _, handle, name, _ in found]


def member_lines(found: Iterable[MemberRow], hosts: frozenset[int]) -> list[rows.PersonRow]:
    """Lines of a list of members."""
    return [presenting.member_row(row, hosts=hosts) for row in found]


def face(name: str, account: int, photo: str) -> tuple[str, int, str | None]:
    """What draws someone's avatar: initials, tone and photo."""
    return initials(name), account, photo_url(photo)


def paragraphs(text: str) -> Sequence[Markup]:
    """The paragraphs of a plain text, with its line ends."""
    parts = (part.strip() for part in text.split("\n\n"))
    return [Markup("<br>").join(part.split("\n")) for part in parts if part]


def other_language(language: str) -> str | None:
    """The language of a text where it isn't that of the page."""
    return None if language == translation.get_language() else language


def host_tabs(circle: Community, current: str) -> list[tuple[str, str, bool, None]]:
    """The pages by which hosts look after a circle."""
    base = presenting.circle_url(circle.slug)
    pages = [
        ("desk", _("Waiting")),
        ("invitations", _("Invitations")),
        ("hosts", _("Hosts and members")),
        ("announcement", _("Announcement")),
        ("agreements", _("Agreements")),
        ("settings", _("Settings")),
    ]
    return [(words, f"{base}/{page}", page == current, None) for page, words in pages]
