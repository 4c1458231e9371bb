"""Writing memberships with the standings that go with them, for one person or a hundred thousand."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.communities.models import Community, Membership
from kring.foundation.access import actions as access
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


def organisation_of(path: Sequence[int]) -> int | None:
    """The organisation at the top of a path: what lies below one is its colleagues' alone."""
    return Place.objects.filter(pk__in=path[:1], kind=Kind.ORGANISATION).values_list("pk", flat=True).first()


def admit(*, path: Sequence[int], accounts: Sequence[int], now: datetime) -> set[int]:
    """Make people members of the last place of a path and of every community above it.

    Returns the accounts that were no member of that last one yet. Who is in already is left as she is. This is the one
    way in, so here stands the wall around organisations: raises RefusedError below one for who isn't a colleague there,
    and ConflictError where more people would be in than a community takes; the caller's transaction then does nothing.
    """
    _colleagues_only(path, accounts)
    communities = circles_upward(path)
    with connection.cursor() as cursor:
        cursor.execute(_ADMIT, {"now": now, "communities": communities, "accounts": sorted(set(accounts))})
        admitted = cursor.fetchall()
    for community, count in sorted(Counter(community for community, _account in admitted).items()):
        newcomers = [account for where, account in admitted if where == community]
        access.grant(place=community, accounts=newcomers, role=Role.MEMBER, reason=Reason.JOINED, now=now)
        _count_in(community, count)
    return {account for community, account in admitted if community == path[-1]}


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
