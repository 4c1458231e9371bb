"""Who has worked with whom: how two people did, and whom someone may choose from."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kring.communities.models import Membership
from kring.conversations.models import Post, PostKind
from kring.finding.evidence.rules.together import LEAST_DAYS_TOGETHER, MOST_AT_A_MEETING, Shared, Tie, ties
from kring.foundation.access.models import Kind as PlaceKind
from kring.foundation.accounts.models import Account
from kring.meetings.consultations.models import Group
from kring.meetings.models import Part, PresenceList, SignUp
from kring.meetings.rules.presence import who_was_there
from kring.people.models import Employment

MOST: Final = 200
"""So many people at most are offered to choose from."""

_LATEST_MEETINGS: Final = 50


class Colleague(NamedTuple):
    """Someone with whom a person worked."""

    account: int
    handle: str
    name: str


def ties_between(one: int, other: int, *, today: date) -> tuple[Tie, ...]:
    """How two people worked together; empty where they didn't. Five queries."""
    shared = Shared(
        accepted=_accepted(one).filter(Q(author=other) | Q(conversation__author=other)).count(),
        cases=_written_in_cases(one).filter(author=other).count(),
        groups=_in_groups(one).filter(account=other).count(),
        meetings=[len(there) for there in _closed_lists(one, other) if one in there and other in there],
        days=_days_together(one, today).get(other, 0),
    )
    return ties(shared)


def colleagues(person: int, *, today: date) -> list[Colleague]:
    """Whom a person worked with, by name; at most 200. Six queries."""
    keys: set[int] = set()
    for author, asker in _accepted(person).values_list("author_id", "conversation__author_id")[: MOST * 2]:
        keys |= {author, asker}
    keys.update(_written_in_cases(person).values_list("author_id", flat=True)[: MOST * 2])
    keys.update(_in_groups(person).values_list("account_id", flat=True)[: MOST * 2])
    for there in _closed_lists(person):
        keys |= there if person in there and len(there) <= MOST_AT_A_MEETING else set()
    keys |= {other for other, days in _days_together(person, today).items() if days >= LEAST_DAYS_TOGETHER}
    rows = Account.objects.filter(pk__in=keys - {person}, is_active=True).exclude(email=None).order_by("name", "pk")
    return [Colleague._make(row) for row in rows.values_list("pk", "handle", "name")[:MOST]]


def _accepted(person: int) -> "QuerySet[Post]":
    """Answers that a person gave and an asker accepted, or the other way round."""
    rows = Post.objects.filter(kind=PostKind.ANSWER, accepted_at__isnull=False, withdrawn_at=None)
    theirs = Q(author=person) | Q(conversation__author=person)
    return rows.filter(theirs, conversation__withdrawn_at=None).exclude(author=F("conversation__author"))


def _written_in_cases(person: int) -> "QuerySet[Post]":
    """What others wrote in private cases in which a person wrote too."""
    own = Post.objects.filter(author=person, withdrawn_at=None, conversation=OuterRef("conversation"))
    in_cases = Post.objects.filter(conversation__place__kind=PlaceKind.CASE, withdrawn_at=None)
    return in_cases.filter(Exists(own), conversation__withdrawn_at=None).exclude(author=person)


def _in_groups(person: int) -> "QuerySet[Membership]":
    """Who else is in the groups for peer consultation that a person is in."""
    own = Membership.objects.filter(account=person, left_at=None).values("community")
    groups = Group.objects.filter(community__in=own).values("community")
    return Membership.objects.filter(community__in=groups, left_at=None).exclude(account=person)


def _closed_lists(*people: int) -> list[set[int]]:
    """Who was there, for each of the latest closed meetings with which all these people had to do."""
    rows = PresenceList.objects.order_by("-closed_at")
    for person in people:
        signed = SignUp.objects.filter(meeting=OuterRef("meeting"), account=person)
        part = Part.objects.filter(meeting=OuterRef("meeting"), account=person)
        rows = rows.filter(Exists(signed) | Exists(part) | Q(meeting__led_by=person))
    return [set(who_was_there(json.loads(content))) for content in _contents(rows)]


def _contents(rows: Any) -> Iterable[str]:
    found: Iterable[str] = rows.values_list("content", flat=True)[:_LATEST_MEETINGS]
    return found


def _days_together(person: int, today: date) -> dict[int, int]:
    """For how many days until today others were in a department together with a person. One query."""
    own = Employment.objects.filter(account=person, department__isnull=False, department=OuterRef("department"))
    own = own.filter(starts_on__lte=today)
    rows = Employment.objects.filter(Exists(own), starts_on__lte=today)
    times: dict[int, list[tuple[int, date, date]]] = {}
    for account, department, starts, ends in rows.values_list("account_id", "department_id", "starts_on", "ends_on"):
        times.setdefault(account, []).append((department or 0, starts, min(ends or today, today)))
    mine = times.pop(person, [])
    return {other: sum(_overlap(one, two) for one in mine for two in theirs) for other, theirs in times.items()}


def _overlap(one: tuple[int, date, date], other: tuple[int, date, date]) -> int:
    if one[0] != other[0]:
        return 0
    return max(0, (min(one[2], other[2]) - max(one[1], other[1])).days)
