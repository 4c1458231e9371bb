"""Counting who has what is needed: once for a quarter, by a job."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import SystemRandom
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from kring.communities.agreements.models import Agreement
from kring.finding.evidence.queries import levels_of
from kring.foundation.access.models import SIGHTED, Standing
from kring.people.models import Organisation
from kring.people.models.profiles import Bond, ProfileCompetence
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs.models import Group, Need, Tally, TallyAround, TallyFigure, TallyGroup
from kring.planning.needs.queries.gathering import Staff, counted_people, senior_management, staff
from kring.planning.needs.queries.needs import listed
from kring.planning.needs.rules import quarters
from kring.planning.needs.rules.blurring import Draws, blurred, is_shown
from kring.planning.needs.rules.counting import Counted, figure, parted
from kring.planning.needs.rules.wants import HIGHEST
from kring.planning.reports.rules.figures import rounded
from kring.planning.reports.rules.grouping import SMALLEST

BY_CHANCE: Final[Draws] = SystemRandom().random
# Of communities with more people only so many are looked at: enough to say that there are many.
MOST_AROUND: Final = 5_000
EAGER: Final = 0
Question = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted: who works at an organisation, in which part, who of them agreed and is how far, and who would
    like to learn what."""

    at: Organisation
    known: Staff
    people: Sequence[Counted]
    eager: Mapping[int, Collection[int]]
    draws: Draws

    def inside(self, group: TallyGroup) -> set[int]:
        """Who works in a group."""
        if group.kind == Group.WHOLE:
            return set(self.known.parts)
        if group.kind == Group.SENIOR:
            return set(senior_management(self.at)) & self.known.parts.keys()
        return {one for one, part in self.known.parts.items() if part in group.parts}

    def agreed(self, group: TallyGroup) -> list[Counted]:
        """Who of a group agreed to be counted."""
        inside = self.inside(group)
        return [one for one in self.people if one.key in inside]


def count_due(*, now: datetime, most: int = 20) -> int:
    """Count what is needed and isn't counted yet for the present quarter, of at most so many organisations, each in a
    transaction of its own; how many."""
    running = Need.objects.filter(organisation=OuterRef("pk"), ended_at=None, until__gt=now.date() - timedelta(days=1))
    rows = Organisation.objects.filter(Exists(running)).order_by("pk")
    made = 0
    for key in rows.values_list("pk", flat=True).iterator():
        made += count_needs(organisation=key, now=now)
        if made >= most:
            break
    return made


@transaction.atomic
def count_needs(*, organisation: int, now: datetime, draws: Draws = BY_CHANCE) -> bool:
    """Count for the present quarter what an organisation needs, as far as that isn't done; whether anything was.

    What is counted stays as it is until the next quarter, whoever comes, leaves, agrees or withdraws. What is needed
    since then is counted by the levels of the same day.
    """
    at = Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    today = day_at(now, at.time_zone)
    first = quarters.first_of(today)
    tally = _told(at, first)
    asked = {one: _questions(at, first, is_senior=one) for one in (False, True)}
    kept = list(tally.groups.prefetch_related("figures")) if tally else []
    missing = {group.pk: asked[group.kind == Group.SENIOR] - _answered(group) for group in kept if group.people}
    if tally is not None and not any(missing.values()):
        return False
    wanted = asked[False] | asked[True]
    competences = {key for key, _level in wanted}
    known = staff(at, on=today, columns=quarters.columns(first))
    people = counted_people(at, known, competences, on=tally.counted_on if tally else today)
    counting = Counting(at, known, people, _eager(people, competences), draws)
    if tally is None:
        tally = Tally.objects.create(organisation=at, first=first, counted_on=today, made_at=now)
        kept = _groups(tally, counting)
        missing = {group.pk: asked[group.kind == Group.SENIOR] for group in kept if group.people}
    rows = [row for group in kept if group.people for row in _figures(group, counting, missing[group.pk])]
    TallyFigure.objects.bulk_create(rows)
    _count_around(tally, counting, wanted)
    return bool(rows)


def _told(at: Organisation, first: date) -> Tally | None:
    """The count of a quarter. One of which nothing could be told, as too few agreed, is taken away to be made anew."""
    tally = Tally.objects.filter(organisation=at, first=first).first()
    if tally is not None and not tally.groups.filter(people__isnull=False).exists():
        tally.delete()
        return None
    return tally


def _questions(at: Organisation, first: date, *, is_senior: bool) -> set[Question]:
    """Each competence and level that is needed, the one below it, and who would like to learn it."""
    rows = at.needs.filter(ended_at=None, until__gt=first, leadership=is_senior)
    parts = {part for row in listed(rows, language="en") for part in row.wanted.parts if part[1] > 0}
    below = {(key, level - 1) for key, level in parts if level > 1}
    return parts | below | {(key, EAGER) for key, _level in parts}


def _answered(group: TallyGroup) -> set[Question]:
    return {(one.competence_id, one.level) for one in group.figures.all()}


def _groups(tally: Tally, counting: Counting) -> list[TallyGroup]:
    """Everyone, senior management, and the parts of which something can be told."""
    at, known = counting.at, counting.known
    made = [TallyGroup(tally=tally, kind=Group.WHOLE, name=at.name), TallyGroup(tally=tally, kind=Group.SENIOR)]
    for part in parted(known.by_part(), [one.key for one in counting.people], known.parents):
        department = None if part.anchor == at.pk else part.anchor
        made.append(
            TallyGroup(
                tally=tally, kind=Group.PART, name=known.names[part.anchor], department_id=department,
                parts=list(part.parts),
            )
        )  # fmt: skip
    for group in made:
        agreed = len(counting.agreed(group))
        if is_shown(counted=agreed, there=len(counting.inside(group))):
            group.people = max(SMALLEST, blurred(agreed, draw=counting.draws()))
    return TallyGroup.objects.bulk_create(made)


def _figures(group: TallyGroup, counting: Counting, questions: Iterable[Question]) -> Iterable[TallyFigure]:
    """What is told of a group that nobody asked before this quarter."""
    agreed = counting.agreed(group)
    there = {one: counting.known.untils[one] for one in counting.inside(group)}
    for competence, level in sorted(questions):
        eager = counting.eager[competence]
        has = [
            one.key
            for one in agreed
            if (one.only is None or competence in one.only)
            and (one.key in eager if level == EAGER else one.levels.get(competence, 0) >= level)
        ]
        found = figure(
            there, [one.key for one in agreed], has, quarters=quarters.SHOWN, draws=counting.draws
        )  # fmt: skip
        if found is not None:
            yield TallyFigure(
                group=group, competence_id=competence, level=level, have=list(found.have), leaving=list(found.leaving)
            )


def _eager(people: Sequence[Counted], competences: Collection[int]) -> dict[int, set[int]]:
    """Who of these has a competence among her passions, and isn't at the highest level of it."""
    rows = ProfileCompetence.objects.filter(
        profile__in=[one.key for one in people], competence__in=competences, bond=Bond.PASSION
    )
    found: dict[int, set[int]] = {key: set() for key in competences}
    highest = {(one.key, key) for one in people for key, level in one.levels.items() if level >= HIGHEST}
    for person, competence in rows.values_list("profile_id", "competence_id"):
        if (person, competence) not in highest:
            found[competence].add(person)
    return found


def _count_around(tally: Tally, counting: Counting, wanted: Collection[Question]) -> None:
    """How many people of the communities that the organisation has an agreement with have shown each."""
    done = set(tally.around.values_list("competence_id", "level"))
    fresh = {one for one in wanted if one[1] != EAGER} - done
    if not fresh:
        return
    agreed = Agreement.objects.filter(organisation=counting.at, ended_at=None, seats__gt=0).values("community")
    members = Standing.objects.filter(place__in=agreed, role__in=SIGHTED, account__is_active=True)
    others = members.exclude(account__in=counting.known.parts).order_by("account_id").distinct("account_id")
    accounts = list(others.values_list("account_id", flat=True)[:MOST_AROUND])
    levels = levels_of(accounts, {key for key, _level in fresh}, on=tally.counted_on)
    rows = []
    for competence, level in sorted(fresh):
        many = sum(held.level >= level for (_one, key), held in levels.items() if key == competence)
        rows.append(
            TallyAround(
                tally=tally,
                competence_id=competence,
                level=level,
                people=rounded(many, draw=counting.draws()) if many >= SMALLEST else 0,
            )
        )
    TallyAround.objects.bulk_create(rows)
