"""Writing places and standings. Rooms above call these inside their own transaction, after asking who may.

The tree is changed by one transaction at a time (`lock_tree`): two moves at once could otherwise each be right and
together make a ring. Standings of members are written where they were given; those of hosts are handed down to every
place below, as rows, so that a request needs one indexed read and no walk over the tree.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import queries, rules
from kring.foundation.access.models import Kind, Place, Reason, Role, Standing
from kring.foundation.access.rules import OPEN, PlaceWishes, Scopes, Wish
from kring.foundation.errors import ConflictError

_TREE_LOCK = 7_001
_GRANT = """
    INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
    SELECT account, %(place)s, %(role)s, %(reason)s, %(place)s, %(now)s FROM unnest(%(accounts)s::bigint[]) AS account
    ON CONFLICT DO NOTHING
"""
SETTLED = ["path", "listing_scope", "scope"]


def lock_tree() -> None:
    """Hold the tree until the transaction ends. Actions that will change it take this before any row, so that two of
    them never wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE_LOCK])


@transaction.atomic
def make_place(*, kind: Kind, parent: int | None, listing: Wish, sight: Wish, now: datetime) -> Place:
    """A new place under `parent`, or a topmost one. Hosts above get their standing in it."""
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
    Standing.objects.filter(place__in=moved, reason=Reason.HOST_ABOVE).exclude(source__in=moved).delete()
    Place.objects.filter(pk=place_id).update(parent=above)
    _settle_below(place_id)
    if above:
        _hand_down(sources=above.path, places=moved, now=now)


@transaction.atomic
def grant(*, place: int, accounts: Iterable[int], role: Role, reason: Reason, now: datetime) -> None:
    """Give people a role in a place; giving it twice is giving it once. The role of a host is handed down."""
    if role == Role.HOST:
        lock_tree()
    with connection.cursor() as cursor:
        cursor.execute(_GRANT, {"place": place, "role": role, "reason": reason, "now": now, "accounts": list(accounts)})
    if role == Role.HOST:
        _hand_down(sources=[place], places=[below for below in queries.below(place) if below != place], now=now)


@transaction.atomic
def revoke(*, place: int, accounts: Iterable[int], role: Role) -> None:
    """Take a role away that was given in this place, with what was handed down because of it."""
    if role == Role.HOST:
        lock_tree()
    Standing.objects.filter(account__in=list(accounts), role=role, source=place).delete()


def _hand_down(*, sources: Iterable[int], places: Iterable[int], now: datetime) -> None:
    """Whoever was appointed host in one of `sources` becomes host in each of `places`, for that reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
            SELECT host.account_id, below.place, %(host)s, %(above)s, host.place_id, %(now)s
              FROM standing AS host, unnest(%(places)s::bigint[]) AS below(place)
             WHERE host.place_id = ANY(%(sources)s::bigint[]) AND host.role = %(host)s AND host.reason <> %(above)s
            ON CONFLICT DO NOTHING
            """,
            {
                "host": Role.HOST,
                "above": Reason.HOST_ABOVE,
                "now": now,
                "places": list(places),
                "sources": list(sources),
            },
        )


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
