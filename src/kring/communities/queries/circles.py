"""Communities: one, lists of them, and what is around one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from kring.communities.access import COMMUNITY
from kring.communities.models import Community, FormerAddress, Founding, Joining
from kring.foundation import paging
from kring.foundation.access.models import Kind, Place, Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.access.rules import PUBLIC
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared
from kring.foundation.text.cleaning import clean
from kring.foundation.text.sorting import sort_key


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


_CIRCLE = ("pk", "slug", "name", "purpose", "language", "joining", "members", "place__path__len", "archived_at")


def community(reader: Reader, slug: str) -> Community:
    """The community at an address. Raises NotThereError; see `moved_to` for former addresses."""
    return _only(_by_slug(reader, slug=slug))


def community_by_id(reader: Reader, key: int) -> Community:
    """The community with a key. Raises NotThereError."""
    return _only(_by_key(reader, key=key))


def key_of(reader: Reader, slug: str) -> int:
    """The key of the community at an address, where nothing else of it is wanted. Raises NotThereError."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [slug])
        row = cursor.fetchone()
    if row is None or not COMMUNITY.allows(reader, "see", _Listed(_Scope(row[1]))):
        raise NotThereError
    key: int = row[0]
    return key


class _Scope(NamedTuple):
    listing_scope: int


class _Listed(NamedTuple):
    """As much of a community as the access table asks for."""

    place: _Scope


# By hand, as it stands before many others: the query builder takes five times as long as the query.
_LISTED = """
    SELECT place.id, place.listing_scope FROM community JOIN place ON place.id = community.place_id WHERE slug = %s
"""


def moved_to(reader: Reader, slug: str) -> str | None:
    """The address to which a former one leads, if the reader may see what is there."""
    former = FormerAddress.objects.filter(slug=slug).values_list("community_id", flat=True).first()
    if former is None:
        return None
    return Community.objects.filter(COMMUNITY.filter(reader, "see"), pk=former).values_list("slug", flat=True).first()


def community_called(reader: Reader, said: str) -> Community:
    """The community at an address, or else the only one of a name that the reader may know of, whatever its accents and
    case. Raises NotThereError."""
    slug = said.strip().rstrip("/").rpartition("/")[2].lower()
    seen = Community.objects.select_related("place").filter(COMMUNITY.filter(reader, "see"))
    found = list(seen.filter(slug=slug)) or list(seen.filter(sort_name=sort_key(clean(said)))[:2])
    if len(found) != 1:
        raise NotThereError
    return found[0]


def may_found(reader: Reader, row: Community) -> bool:
    """Whether the reader may start a circle within a community: its hosts, or where it says so its members."""
    by_members = row.founding == Founding.MEMBERS and COMMUNITY.allows(reader, "write", row)
    return by_members or COMMUNITY.allows(reader, "host", row)


def is_closed_to(reader: Reader, row: Community) -> bool:
    """Whether a circle is one of an organisation where the reader doesn't work, so that no way leads her in."""
    top = row.place.path[0]
    is_organisation = Place.objects.filter(pk=top, kind=Kind.ORGANISATION).exists()
    return is_organisation and not reader.has(top, Role.MEMBER)


def may(reader: Reader, action: str, row: Community) -> bool:
    """Whether the reader may do something with a community (see `access`)."""
    return COMMUNITY.allows(reader, action, row)


@prepared()
def _by_slug(reader: Reader, *, slug: str) -> "QuerySet[Community]":
    return Community.objects.select_related("place").filter(COMMUNITY.filter(reader, "see"), slug=slug)


@prepared()
def _by_key(reader: Reader, *, key: int) -> "QuerySet[Community]":
    return Community.objects.select_related("place").filter(COMMUNITY.filter(reader, "see"), pk=key)


def _only(rows: list[Community]) -> Community:
    if not rows:
        raise NotThereError
    return rows[0]


def circles(reader: Reader, which: Q | None = None, *, size: int = 50) -> list[CircleRow]:
    """Communities that the reader may know of, by name."""
    rows = Community.objects.filter(COMMUNITY.filter(reader, "see"), which or Q())
    return [_row(row) for row in rows.order_by("sort_name", "pk").values_list(*_CIRCLE)[:size]]


def directory(reader: Reader, *, after: str = "", size: int = 30, without_own: bool = False) -> Page[CircleRow]:
    """Topmost communities that the reader may know of, by name, a page at a time; without those she is in, if asked."""
    rows = Community.objects.filter(COMMUNITY.filter(reader, "see"), place__parent=None, archived_at=None)
    if without_own:
        rows = rows.exclude(pk__in=list(reader.roles))
    key = paging.decode(after, str, paging.whole)
    if key:
        rows = rows.filter(Q(sort_name__gt=key[0]) | Q(sort_name=key[0], pk__gt=key[1]))
    found = list(rows.order_by("sort_name", "pk").values_list("sort_name", *_CIRCLE)[: size + 1])
    page = paging.page(found, size=size, key=lambda row: (row[0], row[1]))
    return Page([_row(row[1:]) for row in page.rows], older=page.older)


def mine(reader: Reader) -> tuple[list[CircleRow], list[CircleRow]]:
    """The communities where the reader has a standing: running ones in order of the tree, and archived ones by name.

    `depth` counts from 1 over those she is in. At most 200. One query.
    """
    rows = Community.objects.filter(pk__in=list(reader.roles)).order_by("sort_name", "pk")
    found = list(rows.values_list("place__path", "sort_name", *_CIRCLE)[:200])
    circles = [(path, _row(columns)) for path, _, *columns in found]
    names = {columns[2]: columns[1] for columns in found if columns[-1] is None}
    running = [(path, row) for path, row in circles if not row.archived]
    running.sort(key=lambda one: [(names.get(step, ""), step) for step in one[0] if step in names])
    tree = [row._replace(depth=sum(step in names for step in path)) for path, row in running]
    return tree, [row for _, row in circles if row.archived]


def directly_below(reader: Reader, community: int) -> list[CircleRow]:
    """The circles right under a community that the reader may know of, by name; at most 100."""
    return circles(reader, Q(place__parent=community, archived_at=None), size=100)


def above(reader: Reader, path: Sequence[int]) -> list[CircleRow]:
    """The communities on a path that the reader may know of, the topmost first, the last of the path left out."""
    rows = circles(reader, Q(pk__in=list(path[:-1])))
    return sorted(rows, key=lambda row: row.depth)


def around(reader: Reader, row: Community) -> tuple[list[CircleRow], list[CircleRow]]:
    """What is above a community, the topmost first, and right under it, by name (at most 100): `above` and
    `directly_below` in one query."""
    path = row.place.path
    found = [_row(one) for one in _around(reader, key=row.pk, above=path[:-1])]
    over = sorted((one for one in found if one.id in path), key=lambda one: one.depth)
    return over, [one for one in found if one.id not in path]


@prepared()
def _around(reader: Reader, *, key: int, above: list[int]) -> "QuerySet[Community, Any]":
    near = Q(place__pk__any=above) | Q(place__parent=key, archived_at=None)
    rows = Community.objects.filter(COMMUNITY.filter(reader, "see"), near).order_by("sort_name", "pk")
    return rows.values_list(*_CIRCLE)[:150]


def way_in(reader: Reader, row: Community, over: Sequence[CircleRow]) -> str:
    """How this reader would come in, given what is above (see `around`): the strictest of the circles she'd enter."""
    entered = {row.joining} | {one.joining for one in over if not reader.has(one.id, Role.MEMBER)}
    return next(way for way in (Joining.INVITATION, Joining.REQUEST, Joining.OPEN) if way in entered)


def movable_under(reader: Reader, row: Community) -> list[CircleRow]:
    """The running circles that the reader hosts and under which a community can be moved, by name; at most 500."""
    below, here = Q(place__path__contains=[row.pk]), Q(pk=row.place.parent_id or 0)
    return circles(reader, Q(pk__in=reader.places(Role.HOST), archived_at=None) & ~below & ~here, size=500)


def only_host_of(reader: Reader) -> list[CircleRow]:
    """The running communities that would have no host without this reader, by name."""
    others = Standing.objects.filter(role=Role.HOST, account__is_active=True).exclude(account=reader.account)
    alone = Q(pk__in=reader.places(Role.HOST), archived_at=None) & ~Q(pk__in=others.values("place"))
    return circles(reader, alone, size=200)


def without_host(reader: Reader) -> "QuerySet[Community]":
    """The communities that nobody hosts, archived or not, by name: for operators all, whatever their sight; for owners
    of an organisation those in it."""
    hosted = Standing.objects.filter(role=Role.HOST, account__is_active=True).values("place")
    rows = Community.objects.exclude(pk__in=hosted).order_by("sort_name", "pk")
    return rows if reader.is_operator else rows.filter(place__path__overlap=reader.places(Role.OWNER))


def own_circles(reader: Reader) -> list[tuple[str, str, int, bool]]:
    """The communities where the reader has a standing, as (name, slug, depth, hosts it), in order of the tree.

    Archived ones are left out. At most 200.
    """
    if reader.account is None:
        return []
    found = _own(reader)
    names = {key: sort_name for _, sort_name, _, _, key in found}
    ordered = sorted(found, key=lambda row: [(names.get(step, ""), step) for step in row[0] if step in names])
    return [
        (name, slug, sum(step in names for step in path), reader.has(key, Role.HOST))
        for path, _, name, slug, key in ordered
    ]


@prepared()
def _own(reader: Reader) -> "QuerySet[Community, Any]":
    rows = Community.objects.filter(place__pk__any=list(reader.roles), archived_at=None)
    return rows.values_list("place__path", "sort_name", "name", "slug", "pk")[:200]


def _row(columns: Sequence[object]) -> CircleRow:
    *plain, depth, archived_at = columns
    return CircleRow._make([*plain, depth, archived_at is not None])


def in_common(reader: Reader, account: int, *, size: int = 30) -> list[tuple[str, str]]:
    """The running circles in which the reader and another person both are, by name: (name, slug)."""
    return _in_common(reader, account=account, size=size)


@prepared(fixed=("size",))
def _in_common(reader: Reader, *, account: int, size: int) -> "QuerySet[Community, tuple[str, str]]":
    rows = Community.objects.filter(
        place__pk__any=list(reader.roles), archived_at=None, memberships__account=account, memberships__left_at=None
    )
    return rows.order_by("sort_name", "pk").values_list("name", "slug")[:size]


def is_open_to_strangers() -> bool:
    """Whether anyone may come in: there is a topmost community that everyone may know of and that is open."""
    rows = Community.objects.filter(place__parent=None, joining=Joining.OPEN, archived_at=None)
    return rows.filter(place__listing_scope=PUBLIC).exists()


def below_organisation(reader: Reader, organisation: int) -> list[CircleRow]:
    """The running circles of an organisation that the reader may know of, as a tree: its own community first, then what
    lies in it, with `depth` from 1. At most 200. One query."""
    rows = Community.objects.filter(
        COMMUNITY.filter(reader, "see"), place__path__contains=[organisation], archived_at=None
    )
    found = list(rows.order_by("sort_name", "pk").values_list("place__path", "sort_name", *_CIRCLE)[:200])
    names = {key: sort_name for _path, sort_name, key, *_rest in found}
    found.sort(key=lambda one: [(names.get(step, ""), step) for step in one[0] if step in names])
    return [_row(columns)._replace(depth=len(path) - 1) for path, _, *columns in found]
