"""Who is in a community: members, hosts, and who asks to come in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kring.communities.access import COMMUNITY
from kring.communities.models import Community, JoinRequest, Membership
from kring.foundation import paging
from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.readers import ANYONE, Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared
from kring.foundation.text import sorting
from kring.foundation.text.cleaning import clean
from kring.people.rules import Nearness, Part, shown_to


class MemberRow(NamedTuple):
    """A member as the member list shows her."""

    membership: int
    account: int
    handle: str
    name: str
    photo: str
    headline: str
    joined_at: datetime


class HostRow(NamedTuple):
    """A host as the hosts of a community see her: appointed in it, or host of a circle above (its name)."""

    account: int
    handle: str
    name: str
    photo: str
    appointed_here: bool
    circle: str


class AskedRow(NamedTuple):
    """A request to join, with who asks."""

    id: int
    account: int
    handle: str
    name: str
    photo: str
    motivation: str
    asked_at: datetime


# Whoever was appointed here, then who was nearest above it.
_NEAREST = ("reason", "-source__path__len", "since", "account_id")

_HOST = ("account_id", "account__handle", "account__name", "account__photo", "reason", "source__community__name")


_MEMBER = (
    "pk", "account_id", "account__handle", "account__name", "account__photo", "account__profile__headline", "joined_at",
    "account__profile__sight",
)  # fmt: skip


def hosts(community: int) -> list[tuple[int, str, str, str]]:
    """Who was appointed host of a community or of one above it, nearest first: (account, handle, name, photo).

    At most 12.
    """
    return list(dict.fromkeys(_hosts(ANYONE, place=community)))[:12]


@prepared()
def _hosts(reader: Reader, *, place: int) -> "QuerySet[Standing, Any]":
    rows = Standing.objects.filter(place=place, role=Role.HOST, account__is_active=True)
    ordered = rows.order_by(*_NEAREST)
    return ordered.values_list("account_id", "account__handle", "account__name", "account__photo")[:24]


def hosting(reader: Reader, row: Community) -> list[HostRow]:
    """All hosts of a community, those appointed in it first; for its hosts. Each once, from where
    it is nearest."""
    if not COMMUNITY.allows(reader, "host", row):
        return []
    rows = (
        Standing.objects.filter(place=row.pk, role=Role.HOST, account__is_active=True)
        .order_by(*_NEAREST)
        .values_list(*_HOST)
    )
    once: dict[int, HostRow] = {}
    for account, handle, name, photo, reason, circle in rows[:200]:
        once.setdefault(account, HostRow(account, handle, name, photo, reason == Reason.APPOINTED, circle))
    return list(once.values())


def members(reader: Reader, row: Community, *, after: str = "", size: int = 30, text: str = "") -> Page[MemberRow]:
    """The members of a community, newest first; with `text`, those whose name holds each of its words.

    Only who may read in it and is signed in sees them; others get an empty page.
    """
    if (reader.account is None and not reader.sees_all) or not COMMUNITY.allows(reader, "read", row):
        return Page([])
    joined_at, last = paging.decode(after, paging.moment, paging.whole) or (None, None)
    words = tuple(sorting.sort_key(clean(text)).split()[:5])
    if words:
        found = list(_named_members(row.pk, words, joined_at, last)[: size + 1])
    else:
        found = _members(reader, community=row.pk, joined_at=joined_at, last=last, size=size + 1)
    nearness = Nearness.CIRCLES if reader.has(row.pk) else Nearness.NETWORK if reader.account else Nearness.PUBLIC
    rows_shown = [MemberRow._make(_member(one, nearness)) for one in found]
    return paging.page(rows_shown, size=size, key=lambda one: (one.joined_at, one.membership))


@prepared(fixed=("size",))
def _members(
    reader: Reader, *, community: int, joined_at: datetime | None, last: int | None, size: int
) -> "QuerySet[Membership, Any]":
    return _named_members(community, (), joined_at, last)[:size]


def _named_members(
    community: int, words: Sequence[str], joined_at: datetime | None, last: int | None
) -> "QuerySet[Membership, Any]":
    rows = Membership.objects.filter(community=community, left_at=None, account__is_active=True)
    for word in words:
        rows = rows.filter(account__sort_name__contains=word)
    if joined_at is not None:
        rows = rows.filter(Q(joined_at__lt=joined_at) | Q(joined_at=joined_at, pk__lt=last))
    return rows.order_by("-joined_at", "-pk").values_list(*_MEMBER)


def member(reader: Reader, row: Community, handle: str) -> MemberRow:
    """A member of a community by handle. Raises NotThereError when the reader may not know that she is one."""
    rows = Membership.objects.filter(community=row, left_at=None, account__handle=handle, account__is_active=True)
    found = rows.values_list(*_MEMBER).first()
    if found is None or reader.account is None or not COMMUNITY.allows(reader, "read", row):
        raise NotThereError
    return MemberRow._make(_member(found, Nearness.CIRCLES if reader.has(row.pk) else Nearness.NETWORK))


def _member(columns: Sequence[Any], nearness: Nearness) -> Sequence[Any]:
    """The columns of a member row, with the headline only where she shows it."""
    *plain, headline, joined_at, sight = columns
    shown = headline and Part.HEADLINE in shown_to(sight or {}, nearness)
    return (*plain, headline if shown else "", joined_at)


def open_requests(reader: Reader, row: Community, *, size: int = 50) -> list[AskedRow]:
    """Join requests that wait for a host, oldest first; for the hosts of the community."""
    if not COMMUNITY.allows(reader, "host", row):
        return []
    waiting = _waiting().filter(community=row).order_by("asked_at", "pk")
    return [AskedRow._make(one) for one in waiting.values_list(*_ASKED)[:size]]


def join_request(reader: Reader, key: int) -> tuple[AskedRow, str, str]:
    """A request that waits for a decision by the reader, with the slug and the name of its circle.

    Raises NotThereError for anything else, one that was decided among it.
    """
    waiting = _waiting().filter(pk=key, community__in=reader.places(Role.HOST))
    found = waiting.values_list(*_ASKED, "community__slug", "community__name").first()
    if found is None:
        raise NotThereError
    *asked, slug, name = found
    return AskedRow._make(asked), slug, name


def has_asked(reader: Reader, community: int) -> bool:
    """Whether the reader's own request to join waits for a host."""
    return JoinRequest.objects.filter(community=community, account=reader.account, decided_at=None).exists()


def _waiting() -> "QuerySet[JoinRequest]":
    return JoinRequest.objects.filter(decided_at=None, account__is_active=True, community__archived_at=None)


_ASKED = ("pk", "account_id", "account__handle", "account__name", "account__photo", "motivation", "asked_at")


class ToDecide(NamedTuple):
    """A request to join that waits for this reader, with its circle."""

    id: int
    handle: str
    name: str
    circle: str
    circle_name: str
    motivation: str
    asked_at: datetime


def to_decide(reader: Reader, *, size: int = 20) -> list[ToDecide]:
    """The requests to join that wait for the reader in all circles that she hosts, oldest first."""
    rows = _waiting().filter(community__in=reader.places(Role.HOST)).order_by("asked_at", "pk")
    columns = ("pk", "account__handle", "account__name", "community__slug", "community__name", "motivation", "asked_at")
    return [ToDecide._make(row) for row in rows.values_list(*columns)[:size]]
