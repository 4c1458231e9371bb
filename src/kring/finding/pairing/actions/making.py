"""Making a round: gather, choose, write. For the worker alone: choosing takes up to a minute."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from kring.finding.pairing.events import LeftInPeace, RoundMade
from kring.finding.pairing.models import Enrolment, Kind, LeftOut, Match, MatchPerson, Programme, Round, Why
from kring.finding.pairing.plans import ZONE
from kring.finding.pairing.queries.gathering import Gathered, gather, silent, taking_part
from kring.finding.pairing.queries.walls import walls_of
from kring.finding.pairing.rules.coffee import coffee
from kring.finding.pairing.rules.groups import groups
from kring.finding.pairing.rules.mentors import mentors
from kring.finding.pairing.rules.people import Name, Person, parts
from kring.finding.pairing.rules.plans import Plan
from kring.finding.pairing.rules.rhythm import next_day
from kring.foundation.events.actions import record

# Whoever goes away while a round is chosen has it chosen anew, so often.
_TRIES: Final = 3
# What is said beside the parts of a score: that they haven't met here before.
NEW: Final = "new"
ENOUGH_HOURS: Final = 5


def due(*, now: datetime) -> list[int]:
    """The programmes whose next round is to be made: a host asked for it, or its day has come."""
    today = now.astimezone(ZONE).date()
    running = Programme.objects.filter(ended_at=None, place__community__archived_at=None)
    rows = running.annotate(last=Max("rounds__day")).order_by("asked_at", "pk")
    return [one.pk for one in rows if one.asked_at is not None or _day_has_come(one, one.last, today)]


def _day_has_come(programme: Programme, last: date | None, today: date) -> bool:
    started = programme.made_at.astimezone(ZONE).date()
    return next_day(weekday=programme.weekday, weeks=programme.weeks, started=started, last=last) <= today


def make_round(*, programme: int, now: datetime) -> Round | None:
    """Make the next round of a programme and tell everyone of it; None where fewer than two take part, or where another
    worker made it meanwhile."""
    found = Programme.objects.get(pk=programme)
    today = now.astimezone(ZONE).date()
    number = (Round.objects.filter(programme=found).aggregate(Max("number"))["number__max"] or 0) + 1
    _leave_in_peace(found, now=now)
    for _ in range(_TRIES):
        gathered = gather(found, number=number, now=now, today=today)
        if len(gathered.people) < 2:
            break
        plan = choose(found, gathered, seed=number)
        made, is_settled = _write(found.pk, number, gathered, plan, now=now, today=today)
        if is_settled:
            return made
    Programme.objects.filter(pk=found.pk).update(asked_at=None)
    return None


def choose(programme: Programme, gathered: Gathered, *, seed: int) -> Plan:
    """Who meets whom, by what kind of programme it is."""
    if programme.kind == Kind.GROUPS:
        return groups(gathered.people, gathered.walls, size=programme.size, seed=seed)
    if programme.kind == Kind.MENTORING:
        return mentors(gathered.people, gathered.walls, room=gathered.room, seed=seed)
    return coffee(gathered.people, gathered.walls, seed=seed)


@transaction.atomic
def _leave_in_peace(programme: Programme, *, now: datetime) -> None:
    rows = Enrolment.objects.select_for_update(no_key=True).filter(pk__in=silent(programme), ended_at=None)
    for enrolment in rows.order_by("pk"):
        Enrolment.objects.filter(pk=enrolment.pk).update(ended_at=now, why_ended=Why.SILENT)
        record(LeftInPeace(programme=programme.pk, person=enrolment.account_id), actor=None, now=now)


@transaction.atomic
def _write(
    programme: int, number: int, gathered: Gathered, plan: Plan, *, now: datetime, today: date
) -> tuple[Round | None, bool]:
    """Write a round down, unless it is there already; the second is False where people or walls changed since they were
    gathered, and it must be chosen anew."""
    held = Programme.objects.select_for_update(no_key=True).get(pk=programme)
    if held.ended_at is not None or Round.objects.filter(programme=held, number=number).exists():
        return None, True
    if not _still_holds(held, gathered, plan, today=today):
        return None, False
    made = Round.objects.create(
        programme=held,
        number=number,
        day=today,
        made_at=now,
        seed=number,
        asked=len(gathered.people),
        placed=plan.placed,
        left=dict(sorted(Counter(map(str, plan.left.values())).items())),
        again=plan.again,
        score=plan.score,
        gap=plan.gap,
    )
    _write_matches(made, gathered, plan)
    LeftOut.objects.bulk_create(LeftOut(round=made, account_id=key, why=why) for key, why in plan.left.items())
    Programme.objects.filter(pk=held.pk).update(asked_at=None)
    record(RoundMade(round=made.pk), actor=None, now=now)
    return made, True


def _still_holds(programme: Programme, gathered: Gathered, plan: Plan, *, today: date) -> bool:
    now_there = set(taking_part(programme, today=today).values_list("account_id", flat=True))
    walls = walls_of(programme, sorted(now_there), today=today)
    return all(set(group) <= now_there for group in plan.groups) and not any(
        wall <= set(group) for group in plan.groups for wall in walls
    )


def _write_matches(made: Round, gathered: Gathered, plan: Plan) -> None:
    by_key = {person.key: person for person in gathered.people}
    matches = Match.objects.bulk_create(Match(round=made) for _ in plan.groups)
    MatchPerson.objects.bulk_create(
        MatchPerson(match=match, account_id=key, why=_why(key, group, by_key, gathered.open_about_work))
        for match, group in zip(matches, plan.groups, strict=True)
        for key in group
    )


def _why(
    key: int, group: Sequence[int], people: Mapping[int, Person], open_about_work: frozenset[int]
) -> dict[str, list[Any]]:
    """What speaks for each of the others, as it is said to one. For whom people work is spoken of only where both say
    it."""
    return {str(other): _said(people[key], people[other], open_about_work) for other in group if other != key}


def _said(one: Person, other: Person, open_about_work: frozenset[int]) -> list[Any]:
    said: list[Any] = [] if other.key in one.partners else [[NEW, []]]
    for part in parts(one, other):
        unsaid = (
            part.name is Name.BOTH
            or (part.name is Name.HOURS and (one.offset == other.offset or part.points < ENOUGH_HOURS))
            or (part.name is Name.ELSEWHERE and not _known_apart(one, other, open_about_work))
        )
        said += [] if unsaid else [[part.name, list(part.about)]]
    return said


def _known_apart(one: Person, other: Person, open_about_work: frozenset[int]) -> bool:
    both_say = {one.key, other.key} <= open_about_work
    return both_say and bool(one.groups) and bool(other.groups) and one.groups.isdisjoint(other.groups)
