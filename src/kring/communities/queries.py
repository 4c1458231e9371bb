"""Reading communities. Everything starts from what the reader may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core import signing
from django.db.models import F, Q

from kring.communities.access import COMMUNITY
from kring.communities.models import Community, FormerAddress, Invitation, JoinRequest, Membership
from kring.foundation import paging
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.people.rules import Nearness, Part, shown_to

_SALT = "kring.communities.invitation"


class CircleRow(NamedTuple):
    """A community as lists show it."""

    id: int
    slug: str
    name: str
    purpose: str
    language: str
    joining: str
    members: int
    depth: int
    archived: bool


class MemberRow(NamedTuple):
    """A member as the member list shows her."""

    membership: int
    account: int
    handle: str
    name: str
    photo: str
    headline: str
    joined_at: datetime


_CIRCLE = ("pk", "slug", "name", "purpose", "language", "joining", "members", "place__path__len", "archived_at")


def community(reader: Reader, slug: str) -> Community:
    """The community at an address. Raises NotThereError; see `moved_to` for former addresses."""
    return _one(reader, Q(slug=slug))


def community_by_id(reader: Reader, key: int) -> Community:
    """The community with a key. Raises NotThereError."""
    return _one(reader, Q(pk=key))


def moved_to(reader: Reader, slug: str) -> str | None:
    """The address to which a former one leads, if the reader may see what is there."""
    former = FormerAddress.objects.filter(slug=slug).values_list("community_id", flat=True).first()
    if former is None:
        return None
    return Community.objects.filter(COMMUNITY.filter(reader, "see"), pk=former).values_list("slug", flat=True).first()


def may(reader: Reader, action: str, row: Community) -> bool:
    """Whether the reader may do something with a community (see `access`)."""
    return COMMUNITY.allows(reader, action, row)


def _one(reader: Reader, which: Q) -> Community:
    row = Community.objects.select_related("place").filter(COMMUNITY.filter(reader, "see"), which).first()
    if row is None:
        raise NotThereError
    return row


def circles(reader: Reader, which: Q | None = None, *, size: int = 50) -> list[CircleRow]:
    """Communities that the reader may know of, by name."""
    rows = Community.objects.filter(COMMUNITY.filter(reader, "see"), which or Q())
    return [_row(row) for row in rows.order_by("sort_name", "pk").values_list(*_CIRCLE)[:size]]


def directory(reader: Reader, *, after: str = "", size: int = 30) -> Page[CircleRow]:
    """Topmost communities that the reader may know of, by name, a page at a time."""
    rows = Community.objects.filter(COMMUNITY.filter(reader, "see"), place__parent=None, archived_at=None)
    key = paging.decode(after, str, paging.whole)
    if key:
        rows = rows.filter(Q(sort_name__gt=key[0]) | Q(sort_name=key[0], pk__gt=key[1]))
    found = list(rows.order_by("sort_name", "pk").values_list("sort_name", *_CIRCLE)[: size + 1])
    page = paging.page(found, size=size, key=lambda row: (row[0], row[1]))
    return Page([_row(row[1:]) for row in page.rows], older=page.older)


def directly_below(reader: Reader, community: int) -> list[CircleRow]:
    """The circles right under a community that the reader may know of, by name; at most 100."""
    return circles(reader, Q(place__parent=community, archived_at=None), size=100)


def above(reader: Reader, path: Sequence[int]) -> list[CircleRow]:
    """The communities on a path that the reader may know of, the topmost first, the last of the path left out."""
    rows = circles(reader, Q(pk__in=list(path[:-1])))
    return sorted(rows, key=lambda row: row.depth)


def own_circles(reader: Reader) -> list[tuple[str, str, int, bool]]:
    """The communities where the reader has a standing, as (name, slug, depth, hosts it), in order of the tree.

    Archived ones are left out. At most 200.
    """
    if reader.account is None:
        return []
    rows = Community.objects.filter(pk__in=list(reader.roles), archived_at=None)
    found = rows.values_list("place__path", "sort_name", "name", "slug", "pk")[:200]
    names = {key: sort_name for _, sort_name, _, _, key in found}
    ordered = sorted(found, key=lambda row: [(names.get(step, ""), step) for step in row[0] if step in names])
    return [
        (name, slug, sum(step in names for step in path), reader.has(key, Role.HOST))
        for path, _, name, slug, key in ordered
    ]


def hosts(community: int) -> list[tuple[int, str, str, str]]:
    """Who was appointed host of a community or of one above it, nearest first: (account, handle, name, photo); at most 12."""
    rows = (
        Standing.objects.filter(place=community, role=Role.HOST, account__is_active=True)
        .order_by("reason", "since", "account_id")
        .values_list("account_id", "account__handle", "account__name", "account__photo")[:24]
    )
    return list(dict.fromkeys(rows))[:12]


def members(reader: Reader, row: Community, *, after: str = "", size: int = 30) -> Page[MemberRow]:
    """The members of a community, newest first. Only who may read in it sees them; others get an empty page."""
    if not COMMUNITY.allows(reader, "read", row):
        return Page([])
    rows = Membership.objects.filter(community=row, left_at=None)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(joined_at__lt=key[0]) | Q(joined_at=key[0], pk__lt=key[1]))
    found = rows.order_by("-joined_at", "-pk").values_list(
        "pk", "account_id", "account__handle", "account__name", "account__photo", "account__profile__headline", "joined_at",
        "account__profile__sight",
    )[: size + 1]
    nearness = Nearness.CIRCLES if reader.has(row.pk) else Nearness.NETWORK if reader.account else Nearness.PUBLIC
    rows_shown = [MemberRow._make(_member(one, nearness)) for one in found]
    return paging.page(rows_shown, size=size, key=lambda one: (one.joined_at, one.membership))


def _member(columns: Sequence[Any], nearness: Nearness) -> Sequence[Any]:
    """The columns of a member row, with the headline only where she shows it."""
    *plain, headline, joined_at, sight = columns
    shown = headline and Part.HEADLINE in shown_to(sight, nearness)
    return (*plain, headline if shown else "", joined_at)


def open_requests(reader: Reader, row: Community, *, size: int = 50) -> list[tuple[int, str, str, str, datetime]]:
    """Join requests that wait for a host, oldest first: (request, handle, name, motivation, asked at)."""
    if not COMMUNITY.allows(reader, "host", row):
        return []
    waiting = JoinRequest.objects.filter(community=row, decided_at=None).order_by("asked_at", "pk")
    return list(waiting.values_list("pk", "account__handle", "account__name", "motivation", "asked_at")[:size])


def has_asked(reader: Reader, community: int) -> bool:
    """Whether the reader's own request to join waits for a host."""
    return JoinRequest.objects.filter(community=community, account=reader.account, decided_at=None).exists()


def requests_waiting(reader: Reader) -> int:
    """How many join requests wait for this reader as a host."""
    return JoinRequest.objects.filter(community__in=reader.places(Role.HOST), decided_at=None).count()


def invitations(reader: Reader, row: Community, *, now: datetime, size: int = 50) -> list[Invitation]:
    """Invitations into a community that still let people in, newest first; for its hosts."""
    if not COMMUNITY.allows(reader, "host", row):
        return []
    open_ones = row.invitations.filter(withdrawn_at=None, ends_at__gt=now, used__lt=F("limit"))
    return list(open_ones.select_related("made_by").order_by("-pk")[:size])


def invitation_token(invitation: int) -> str:
    """What stands in the link of an invitation: its key, signed."""
    return signing.Signer(salt=_SALT).sign_object(invitation, compress=False)


def invitation_by_token(token: str) -> Invitation:
    """The invitation of a link. Raises NotThereError for a token that this installation didn't make."""
    try:
        key = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise NotThereError from error
    found = Invitation.objects.select_related("community__place", "made_by").filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found


def _row(columns: Sequence[object]) -> CircleRow:
    *plain, depth, archived_at = columns
    return CircleRow._make([*plain, depth, archived_at is not None])
