"""Writing places and standings. Rooms above call these inside their own transaction, after asking who may.

The tree is changed by one transaction at a time (`lock_tree`): two moves at once could otherwise each be right and
together make a ring. Standings of members are written where they were given; those of hosts are handed down to every
place below, and offices of an organisation to every department below, as rows, so that a request needs one indexed
read and no walk over the tree. Among colleagues no host is handed down: the community of all is mostly founded by HR,
who would read in every closed circle of it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import queries, rules
from kring.foundation.access.models import OFFICES, Kind, Place, Reason, Role, Standing
from kring.foundation.access.rules import OPEN, PlaceWishes, Scopes, Wish
from kring.foundation.errors import ConflictError

_TREE_LOCK = 7_001
_GRANT = """
    INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
    SELECT account, %(place)s, %(role)s, %(reason)s, %(source)s, %(now)s FROM unnest(%(accounts)s::bigint[]) AS account
    ON CONFLICT DO NOTHING
"""
_HAND_DOWN = """
    INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
    SELECT given.account_id, below.id, given.role,
           CASE given.role WHEN %(host)s THEN %(host_above)s ELSE %(office_above)s END, given.place_id, %(now)s
      FROM standing AS given, place AS below
     WHERE given.place_id = ANY(%(sources)s::bigint[]) AND below.id = ANY(%(places)s::bigint[])
       AND given.reason NOT IN (%(host_above)s, %(office_above)s)
       AND CASE given.role WHEN %(host)s
           THEN NOT EXISTS (SELECT FROM place AS top WHERE top.id = below.path[1] AND top.kind = %(organisation)s)
           ELSE given.role = ANY(%(offices)s::smallint[]) AND below.kind = %(department)s END
    ON CONFLICT DO NOTHING
"""
_FROM_ABOVE = (Reason.HOST_ABOVE, Reason.OFFICE_ABOVE)
_HANDED_DOWN = OFFICES | {Role.HOST}
SETTLED = ["path", "listing_scope", "scope"]


def lock_tree() -> None:
    """Hold the tree until the transaction ends. Actions that will change it take this before any row, so that two of
    them never wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE_LOCK])


@transaction.atomic
def make_place(*, kind: Kind, parent: int | None, listing: Wish, sight: Wish, now: datetime) -> Place:
    """A new place under `parent`, or a topmost one. Hosts above get their standing in it; offices in a department."""
    lock_tree()
    above = Place.objects.get(pk=parent) if parent else None
    place = Place(kind=kind, parent=above, listing=listing, sight=sight)
    place.save()
    _settle(place, above)
    place.save(update_fields=SETTLED)
    if above:
        _hand_down(sources=above.path, places=[place.pk], now=now)
    return place


@transaction.atomic
def wish(place_id: int, *, listing: Wish, sight: Wish) -> None:
    """Other wishes for who may know of a place and read in it; what lies below follows."""
    lock_tree()
    Place.objects.filter(pk=place_id).update(listing=listing, sight=sight)
    _settle_below(place_id)


@transaction.atomic
def move_place(place_id: int, *, parent: int | None, now: datetime) -> None:
    """Put a place, with all below it, under another one. Members keep their standing; hosts above change.

    Raises ConflictError when `parent` lies in the sub-tree that moves.
    """
    lock_tree()
    above = Place.objects.get(pk=parent) if parent else None
    if above and place_id in above.path:
        raise ConflictError(
            _("A circle can’t be moved into itself or into one of its own circles."), code="own-sub-tree"
        )
    moved = queries.below(place_id)
    Standing.objects.filter(place__in=moved, reason__in=_FROM_ABOVE).exclude(source__in=moved).delete()
    Place.objects.filter(pk=place_id).update(parent=above)
    _settle_below(place_id)
    if above:
        _hand_down(sources=above.path, places=moved, now=now)


@transaction.atomic
def grant(
    *, place: int, accounts: Iterable[int], role: Role, reason: Reason, now: datetime, source: int | None = None
) -> None:
    """Give people a role in a place; giving it twice is giving it once. Hosts and offices are handed down. `source` is
    whose agreement gives it, where it doesn't come from the place itself."""
    if role in _HANDED_DOWN:
        lock_tree()
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"place": place, "role": role, "reason": reason, "source": source or place, "now": now}
        cursor.execute(_GRANT, given | {"accounts": list(accounts)})
    if role in _HANDED_DOWN:
        _hand_down(sources=[place], places=[below for below in queries.below(place) if below != place], now=now)


@transaction.atomic
def revoke(*, place: int, accounts: Iterable[int], role: Role) -> None:
    """Take a role away that was given in this place, whatever it rests on, with what was handed down because of it."""
    if role in _HANDED_DOWN:
        lock_tree()
    given = Q(source=place) | Q(place=place, reason=Reason.AGREEMENT)
    Standing.objects.filter(given, account__in=list(accounts), role=role).delete()


@transaction.atomic
def withdraw(*, places: Iterable[int], account: int, source: int) -> None:
    """Take away what a person has in these places by the agreements of one organisation or department."""
    Standing.objects.filter(account=account, place__in=list(places), reason=Reason.AGREEMENT, source=source).delete()


@transaction.atomic
def revoke_below(*, place: int, account: int) -> None:
    """Take away every standing that a person has in a place and in all below it."""
    lock_tree()
    Standing.objects.filter(account=account, place__path__contains=[place]).delete()


def _hand_down(*, sources: Iterable[int], places: Iterable[int], now: datetime) -> None:
    """Whoever was given a role in one of `sources` has it in each of `places` too: hosts in all but those of an
    organisation, offices in departments alone."""
    told: dict[str, Any] = {
        "host": Role.HOST,
        "offices": [int(role) for role in OFFICES],
        "department": Kind.DEPARTMENT,
        "organisation": Kind.ORGANISATION,
        "host_above": Reason.HOST_ABOVE,
        "office_above": Reason.OFFICE_ABOVE,
        "now": now,
        "places": list(places),
        "sources": list(sources),
    }
    with connection.cursor() as cursor:
        cursor.execute(_HAND_DOWN, told)


def _settle_below(place_id: int) -> None:
    """Work out paths and scopes anew for a place and all below it, the upper ones first. Three queries."""
    places = list(Place.objects.filter(path__contains=[place_id]).order_by("path__len"))
    top = places[0]
    known: dict[int | None, Place] = {top.parent_id: top.parent} if top.parent else {}
    for place in places:
        _settle(place, known.get(place.parent_id))
        known[place.pk] = place
    Place.objects.bulk_update(places, SETTLED, batch_size=500)


def _settle(place: Place, above: Place | None) -> None:
    """Work out the path and the scopes of one place under its parent; saving is the caller's."""
    over = Scopes(above.listing_scope, above.scope) if above else OPEN
    own = rules.scopes(over, PlaceWishes(place.pk, Wish(place.listing), Wish(place.sight)))
    place.path = [*(above.path if above else []), place.pk]
    place.listing_scope, place.scope = own.listing, own.sight
