"""Writing memberships with the standings that go with them, for one person or a hundred thousand.

A membership rests on grounds: each is a standing, for having joined or for an agreement that gives her a seat. It ends
with the last of them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.communities.models import Community, Membership
from kring.foundation.access import actions as access
from kring.foundation.access import queries as places
from kring.foundation.access.models import Kind, Place, Reason, Role, Standing
from kring.foundation.errors import ConflictError, RefusedError

COLLEAGUES_ONLY = _("Only colleagues can be in a circle of an organisation.")
_ADMIT = """
    INSERT INTO membership (community_id, account_id, joined_at)
    SELECT community, account, %(now)s
      FROM unnest(%(communities)s::bigint[]) AS community, unnest(%(accounts)s::bigint[]) AS account
     ORDER BY community, account
    ON CONFLICT (community_id, account_id) WHERE left_at IS NULL DO NOTHING
    RETURNING community_id, account_id
"""


def circles_upward(path: Sequence[int]) -> list[int]:
    """Of the places on a path, those that are communities."""
    return sorted(Community.objects.filter(pk__in=path).values_list("pk", flat=True))


def is_in(community: int, account: int) -> bool:
    """Whether a person is a member now; a reader's standings may be a moment old."""
    return Membership.objects.filter(community=community, account=account, left_at=None).exists()


def is_in_herself(community: int, account: int) -> bool:
    """Whether a person is a member for another reason than an agreement that gives her a seat."""
    held = Standing.objects.filter(place=community, account=account, role=Role.MEMBER)
    return held.exclude(reason=Reason.AGREEMENT).exists()


def organisation_of(path: Sequence[int]) -> int | None:
    """The organisation at the top of a path: what lies below one is its colleagues' alone."""
    return Place.objects.filter(pk__in=path[:1], kind=Kind.ORGANISATION).values_list("pk", flat=True).first()


def admit(*, path: Sequence[int], accounts: Sequence[int], now: datetime) -> set[int]:
    """Make people members of the last place of a path and of every community above it.

    Returns the accounts that were no member of that last one yet. Who is in already is left as she is. This is the one
    way in, so here stands the wall around organisations: raises RefusedError below one for who isn't a colleague there,
    and ConflictError where more people would be in than a community takes; the caller's transaction then does nothing.
    """
    admitted = _enter(path, accounts, now)
    for community, newcomers in sorted(admitted.items()):
        access.grant(place=community, accounts=newcomers, role=Role.MEMBER, reason=Reason.JOINED, now=now)
    return set(admitted.get(path[-1], ()))


def hold(*, path: Sequence[int], account: int, now: datetime) -> None:
    """A member of the last place of a path stays there by herself, and in the circles above it."""
    for community in circles_upward(path):
        access.grant(place=community, accounts=[account], role=Role.MEMBER, reason=Reason.JOINED, now=now)


def seat(*, path: Sequence[int], account: int, party: int, now: datetime) -> bool:
    """Make a person a member of the last place of a path, and of the circles above it, because of an agreement of
    `party`. Returns whether she was no member of that last one yet; who was has one ground more."""
    admitted = _enter(path, [account], now)
    for community in circles_upward(path):
        access.grant(
            place=community, accounts=[account], role=Role.MEMBER, reason=Reason.AGREEMENT, source=party, now=now
        )
    return path[-1] in admitted


def unseat(*, path: Sequence[int], account: int, party: int, kept: Collection[int], now: datetime) -> list[int]:
    """Take away what a seat of an agreement of `party` gave; `kept` are places where another seat of that party gives
    it still. Returns the memberships that rested on it alone and ended.

    What lies below the circle goes with it. A circle above it stays while she is in another one below it; and who hosts
    the circle, or one below it, doesn't lose it by a seat.
    """
    access.lock_tree()
    circles = [place for place in path if place in circles_upward(path)]
    access.withdraw(places=[place for place in circles if place not in kept], account=account, source=party)
    below = places.below(path[-1])
    hosting = Standing.objects.filter(account=account, place__in=below, role=Role.HOST, reason=Reason.APPOINTED)
    if is_in_herself(path[-1], account) or hosting.exists():
        hold(path=path, account=account, now=now)
        return []
    if _has_ground(path[-1], account):
        return []
    ended = dismiss(communities=below, account=account, now=now)
    for above in circles[-2::-1]:
        if _has_ground(above, account):
            continue
        within = Membership.objects.filter(account=account, left_at=None, community__in=places.below(above)[1:])
        if within.exists():
            access.grant(place=above, accounts=[account], role=Role.MEMBER, reason=Reason.JOINED, now=now)
        else:
            ended += dismiss(communities=[above], account=account, now=now)
    return ended


def _has_ground(community: int, account: int) -> bool:
    return Standing.objects.filter(place=community, account=account, role=Role.MEMBER).exists()


def _enter(path: Sequence[int], accounts: Sequence[int], now: datetime) -> dict[int, list[int]]:
    """Write memberships in the last place of a path and in every community above it: community -> who came in."""
    _colleagues_only(path, accounts)
    told: dict[str, Any] = {"now": now, "communities": circles_upward(path), "accounts": sorted(set(accounts))}
    with connection.cursor() as cursor:
        cursor.execute(_ADMIT, told)
        rows = cursor.fetchall()
    admitted: dict[int, list[int]] = {}
    for community, account in rows:
        admitted.setdefault(community, []).append(account)
    for community, newcomers in sorted(admitted.items()):
        _count_in(community, len(newcomers))
    return admitted


def _count_in(community: int, count: int) -> None:
    """Add so many to the members that a community counts, if it takes them: whoever counts holds its row."""
    has_room = Q(most_members=None) | Q(most_members__gte=F("members") + count)
    if not Community.objects.filter(has_room, pk=community).update(members=F("members") + count):
        raise ConflictError(_("This circle is full: it takes no more members."), code="circle-full")


def _colleagues_only(path: Sequence[int], accounts: Sequence[int]) -> None:
    organisation = organisation_of(path)
    if organisation is None:
        return
    inside = Standing.objects.filter(place=organisation, role=Role.MEMBER, account__in=accounts)
    if set(inside.values_list("account_id", flat=True)) != set(accounts):
        raise RefusedError(COLLEAGUES_ONLY, code="colleagues-only")


def dismiss(*, communities: Sequence[int], account: int, now: datetime) -> list[int]:
    """End a person's memberships, and every role that she was given, in these communities. Returns those that ended."""
    ended = list(
        Membership.objects.select_for_update()
        .filter(community__in=communities, account=account, left_at=None)
        .order_by("community_id")
        .values_list("community_id", flat=True)
    )
    Membership.objects.filter(community__in=ended, account=account, left_at=None).update(left_at=now)
    for community in ended:
        for role in (Role.MEMBER, Role.HOST):
            access.revoke(place=community, accounts=[account], role=role)
        Community.objects.filter(pk=community).update(members=F("members") - 1)
    return ended
