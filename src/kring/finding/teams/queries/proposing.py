"""Who is proposed for a task, worked out anew at each look out of what its asker can see herself.

Counted as having worked together: to be in one circle of colleagues, a small one, or to have had a place at one of
their small meetings, both where the asker may look. Nothing of other communities is read, nor anything that was said;
and nothing depends on who keeps whom away but for whom the asker herself does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kring.communities.access import COMMUNITY
from kring.communities.models import Community, Membership
from kring.finding.teams.access import OFFER, TASK
from kring.finding.teams.models import Answer, Choice, Task, TaskPerson, TeamOffer
from kring.finding.teams.rules.choosing import compose
from kring.finding.teams.rules.people import Candidate, Need, Team, Ties, days_free, is_of_use
from kring.finding.teams.rules.telling import Summary, summary
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError
from kring.meetings.access import MEETING
from kring.meetings.models import Meeting, SignUp, SignUpState, State
from kring.people.access import nearness_to_all
from kring.people.blocks.access import BLOCK
from kring.people.blocks.models import Block
from kring.people.models import Bond, ProfileCompetence
from kring.people.rules import Part, shown_to

_SMALL_CIRCLE: Final = 25
_SMALL_MEETING: Final = 12
_LATEST_PLACES: Final = 5_000


class Found(NamedTuple):
    """A colleague as the asker sees her: with the days a week and the last day that she offers, none of them once she
    offers nothing more, and said yes before."""

    account: int
    handle: str
    name: str
    photo: str
    days: int | None
    until: date | None


class AskedRow(NamedTuple):
    """Someone who was asked, and what she said."""

    account: int
    handle: str
    name: str
    answer: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A team for a task, with what is said of it; others who could; and what the asker and those asked said.

    `known` holds everyone that is named here. `together` says where two of the team worked together.
    """

    team: Team
    said: Summary
    known: Mapping[int, Found]
    others: Sequence[int]
    brings: Mapping[int, Sequence[int]]
    locked: frozenset[int]
    out: Sequence[int]
    asked: Sequence[AskedRow]
    together: Mapping[frozenset[int], Sequence[str]]

    @property
    def answers(self) -> Mapping[int, str]:
        """What each said who was asked."""
        return {one.account: one.answer for one in self.asked}


def proposal(reader: Reader, task: Task, *, today: date, now: datetime, others: int = 12) -> Proposal:
    """The best team for a task of the reader's own, of those who agree to be found today. Raises NotThereError for one
    of somebody else. At most six queries."""
    if not TASK.allows(reader, "own", task):
        raise NotThereError
    people = {
        row.account_id: row
        for row in TaskPerson.objects.filter(task=task.pk).select_related("account").order_by("asked_at", "pk")
    }
    rows = _candidates(reader, task, [key for key, row in people.items() if row.answer == Answer.YES], today=today)
    near = nearness_to_all(reader, [row["pk"] for row in rows])
    known = {row["pk"]: _candidate(row, near[row["pk"]], task, today) for row in rows}
    need = need_of(task)
    places = _together(reader, task.organisation_id, [key for key, one in known.items() if _counts(one, need)], now=now)
    ties: Ties = frozenset(places)
    # Who was asked is kept, and room with her, until she says no.
    waiting = {key for key, row in people.items() if row.asked_at is not None and row.answer != Answer.NO}
    locked = {key for key, row in people.items() if row.choice == Choice.IN} | waiting
    refused = {key for key, row in people.items() if row.choice == Choice.OUT or row.answer == Answer.NO}
    candidates, kept = list(known.values()), frozenset(locked - refused) & known.keys()
    team = compose(candidates, need, ties, locked=kept, out=refused, seed=task.pk or 0)
    inside = {*team.people, team.learner}
    could = [one for one in candidates if one.key not in inside | refused and is_of_use(one, need)]
    could.sort(key=lambda one: (-len(one.brings & need.must), -len(one.brings & need.all), -one.free, one.key))
    return Proposal(
        team=team,
        said=summary(team, known, need, ties),
        known={row["pk"]: _found(row) for row in rows},
        others=[one.key for one in could[:others]],
        brings={one.key: sorted(one.brings & need.all) for one in candidates},
        locked=kept,
        out=[key for key in refused if key in known and people[key].answer != Answer.NO],
        asked=[
            AskedRow(row.account_id, row.account.handle, row.account.name, row.answer, row.asked_at)
            for row in people.values()
            if row.asked_at is not None
        ],
        together={pair: places[pair] for pair in ties if pair <= inside},
    )


def need_of(task: Task) -> Need:
    """What a task needs, as the rules take it."""
    return Need(frozenset(task.must), frozenset(task.wanted), task.most, task.with_learner)


def can_be_asked(reader: Reader, task: Task, handle: str, *, today: date) -> int | None:
    """The colleague of that handle, as long as she is found for a task of the reader's; else None."""
    rows = _offering(reader, task, today=today)
    return rows.filter(handle=handle).values_list("pk", flat=True).first()


def _offering(reader: Reader, task: Task, *, today: date) -> "QuerySet[Account]":
    """Colleagues who can be found for a task: working there and offering days in its time, but for the reader herself
    and whom she keeps away."""
    kept_away = Block.objects.filter(BLOCK.filter(reader, "read")).values("other")
    return _colleagues(reader, task.organisation_id).filter(Exists(_offers(reader, task, today))).exclude(
        pk__in=kept_away
    )  # fmt: skip


def _offers(reader: Reader, task: Task, today: date) -> "QuerySet[TeamOffer]":
    rows = TeamOffer.objects.filter(OFFER.filter(reader, "find"), organisation=task.organisation_id)
    return rows.filter(account=OuterRef("pk"), until__gte=max(task.starts_on, today))


def _colleagues(reader: Reader, organisation: int) -> "QuerySet[Account]":
    inside = Standing.objects.filter(place=organisation, role=Role.MEMBER).values("account")
    return Account.objects.filter(pk__in=inside, is_active=True).exclude(pk=reader.account or 0)


def _candidates(reader: Reader, task: Task, joined: Sequence[int], *, today: date) -> list[dict[str, Any]]:
    """Everyone who is found for a task, or is in its team already. One query."""
    offers = _offers(reader, task, today)
    bonds = ProfileCompetence.objects.filter(profile=OuterRef("pk"), bond=Bond.SPECIALISM)
    found = _colleagues(reader, task.organisation_id).filter(
        Q(pk__in=joined) | Q(pk__in=_offering(reader, task, today=today).values("pk"))
    )
    rows = found.annotate(
        days=Subquery(offers.values("days")[:1]),
        until=Subquery(offers.values("until")[:1]),
        offered=Subquery(offers.values("brings")[:1]),
        learns=Subquery(offers.values("learns")[:1]),
        does=ArraySubquery(bonds.order_by("pk").values("competence_id")),
    )
    columns = (
        "pk", "handle", "name", "photo", "profile__sight", "days", "until", "offered", "learns", "does"
    )  # fmt: skip
    return list(rows.order_by("sort_name", "pk").values(*columns))


def _candidate(row: Mapping[str, Any], nearness: Any, task: Task, today: date) -> Candidate:
    """What the rules know of someone: what she offers, and of her profile what she shows the reader."""
    does = row["does"] if Part.SPECIALISMS in shown_to(row["profile__sight"] or {}, nearness) else ()
    first, days = max(task.starts_on, today), row["days"]
    free = (
        days_free(days=days, until=row["until"], wanted=task.days, starts=first, ends=task.ends_on) if days else 0
    )  # fmt: skip
    return Candidate(row["pk"], frozenset(row["offered"] or ()) | frozenset(does), frozenset(row["learns"] or ()), free)


def _counts(one: Candidate, need: Need) -> bool:
    return bool(one.brings & need.all)


def _found(row: Mapping[str, Any]) -> Found:
    return Found(row["pk"], row["handle"], row["name"], row["photo"], row["days"], row["until"])


def _together(
    reader: Reader, organisation: int, people: Sequence[int], *, now: datetime
) -> dict[frozenset[int], list[str]]:
    """Who of these people worked together, and where: small circles of colleagues, and small meetings in them. Who
    stayed away from a meeting isn't asked: its hosts alone know. Two queries, or none for nobody."""
    if len(people) < 2:
        return {}
    # In the community right under the organisation everyone is.
    circles = Community.objects.filter(
        COMMUNITY.filter(reader, "read"), place__path__contains=[organisation], members__lte=_SMALL_CIRCLE
    ).exclude(place__parent=organisation)
    members = Membership.objects.filter(community__in=circles, account__in=people, left_at=None)
    hers = SignUp.objects.filter(account=reader.account).values("meeting")
    meetings = Meeting.objects.filter(
        MEETING.filter(reader, "read"),
        MEETING.filter(reader, "know") | Q(pk__in=hers),
        place__path__contains=[organisation],
        ends_at__lt=now,
        taken__lte=_SMALL_MEETING,
    ).exclude(state=State.CANCELLED)
    places = SignUp.objects.filter(meeting__in=meetings, account__in=people, state=SignUpState.GOING)
    rows: list[tuple[Any, ...]] = [
        *members.order_by("community_id").values_list("community_id", "community__name", "account_id"),
        *places.order_by("-meeting_id").values_list("meeting_id", "meeting__title", "account_id")[:_LATEST_PLACES],
    ]
    return _pairs(rows)


def _pairs(rows: Iterable[tuple[Any, ...]]) -> dict[frozenset[int], list[str]]:
    groups: dict[tuple[int, str], set[int]] = {}
    for key, name, account in rows:
        groups.setdefault((key, name), set()).add(account)
    found: dict[frozenset[int], list[str]] = {}
    for (_key, name), accounts in groups.items():
        for pair in combinations(sorted(accounts), 2):
            known = found.setdefault(frozenset(pair), [])
            if name not in known:
                known.append(name)
    return found
