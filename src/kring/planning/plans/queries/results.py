"""What came of a scenario: the latest plan, the one before, and what was made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from pydantic import TypeAdapter

from kring.communities.agreements.queries.sealed import pool_of
from kring.communities.models import Community
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs.models import Consent, Purpose
from kring.planning.needs.queries import names_of
from kring.planning.needs.rules import quarters
from kring.planning.plans.models import AssignmentDraft, Offer, Opening, Run, Scenario, State
from kring.planning.plans.queries.gathering import Gathered, Named
from kring.planning.plans.rules import VERSION
from kring.planning.plans.rules.plan import Choice
from kring.planning.plans.rules.problem import Way
from kring.planning.plans.rules.profiles import profile
from kring.planning.plans.rules.results import Result


@dataclass(frozen=True, slots=True)
class Document:
    """What a run keeps: from which quarter on, its gaps by name, and what came out."""

    first: date
    named: tuple[Named, ...]
    untold: tuple[str, ...]
    result: Result


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan as it may be read now. `names` are those of the people in it who still agree to be named; choices of
    others are left out, and `hidden` says how many."""

    run: Run
    document: Document
    names: Mapping[str, str]
    choices: tuple[Choice, ...]
    hidden: int

    @property
    def first(self) -> date:
        """The first day of its first quarter."""
        return self.document.first

    def gap(self, key: str) -> Named | None:
        """A gap by its key."""
        return next((one for one in self.document.named if one.key == key), None)


class Chosen(NamedTuple):
    """What a plan has for a gap in one way: for whom, from which quarter to which (the last), at what price. `cents`
    are for a quarter where it is hiring in, and once where it is attracting, with `each_quarter` from then on."""

    competence: int
    level: int
    department: int | None
    first: date
    last: date
    people: int
    cents: int
    days: int = 0
    path: Any = None
    each_quarter: int = 0


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def documented(found: Gathered, result: Result) -> Any:
    """What a run keeps, as JSON holds it."""
    return _adapter().dump_python(Document(found.first, found.named, found.untold, result), mode="json")


def latest(found: Scenario, *, now: datetime, size: int = 2) -> tuple[Run | None, list[Solved]]:
    """The latest run of a scenario that the reader may read, and its latest plans, the newest first. Two queries."""
    runs = Run.objects.filter(scenario=found).order_by("-pk")
    plans = runs.filter(state=State.SOLVED, version=VERSION)[:size]
    looked = list(runs.filter(Q(pk__in=runs.values("pk")[:1]) | Q(pk__in=plans.values("pk"))))
    names = _names(found.organisation, now) if looked else {}
    solved = [run for run in looked if run.state == State.SOLVED and run.version == VERSION]
    return next(iter(looked), None), [one for run in solved if (one := _as_read(run, names)) is not None]


def side_by_side(found: Sequence[Scenario], *, now: datetime) -> list[Solved | None]:
    """The latest plan of each of these scenarios, of one organisation, that the reader may read. Three queries."""
    if not found:
        return []
    runs = Run.objects.filter(scenario__in=found, state=State.SOLVED, version=VERSION)
    by_scenario = {run.scenario_id: run for run in runs.order_by("scenario", "-pk").distinct("scenario")}
    names = _names(found[0].organisation, now)
    return [_as_read(by_scenario[one.pk], names) if one.pk in by_scenario else None for one in found]


def shows(found: Scenario, person: int) -> bool:
    """Whether the latest plan of a scenario names someone as who develops."""
    document = _newest(found)
    plan = document.result.plan if document else None
    return plan is not None and any(one.person == str(person) for one in plan.choices)


def latest_run(found: Scenario) -> Run | None:
    """The latest run of a scenario that the reader may read, without its result. One query."""
    return Run.objects.filter(scenario=found).defer("result").order_by("-pk").first()


def _as_read(run: Run, names: Mapping[str, str]) -> Solved | None:
    """A run's document; None where it can't be read any more."""
    try:
        document = _adapter().validate_python(run.result)
    except ValueError:
        return None
    choices = document.result.plan.choices if document.result.plan else ()
    kept = tuple(one for one in choices if one.way is not Way.DEVELOP or one.person in names)
    return Solved(run, document, names, kept, len(choices) - len(kept))


def _names(organisation: Organisation, now: datetime) -> dict[str, str]:
    """Who may be named now, by key as plans have it."""
    named = names_of(organisation.pk, day_at(now, organisation.time_zone))
    return {str(key): name for key, name in named.items()}


class Draft(NamedTuple):
    """The draft of an opening or of an assignment, which may be for a pool."""

    is_opening: bool
    id: int
    title: str
    first: date
    people: int
    need: int | None
    pool: str


class Outcomes(NamedTuple):
    """What was made of a scenario's plans."""

    drafts: Sequence[Draft]
    offers: Sequence[Offer]


_OF_DRAFT: Final = ("is_opening", "pk", "title", "first", "people", "need", "pool_name")


def outcomes(found: Scenario) -> Outcomes:
    """What was made of a scenario that the reader may read, openings first. Two queries; people who no longer agree to
    be named are left out."""
    openings = Opening.objects.filter(scenario=found, dropped_at=None)
    assignments = AssignmentDraft.objects.filter(scenario=found, dropped_at=None)
    drafts = assignments.annotate(is_opening=Value(value=False), pool_name=Coalesce("pool__name", Value("")))
    both = openings.annotate(is_opening=Value(value=True), pool_name=Value("")).values_list(*_OF_DRAFT)
    rows = both.union(drafts.values_list(*_OF_DRAFT), all=True).order_by("-is_opening", "pk")
    named = Consent.objects.filter(
        organisation=found.organisation_id, person=OuterRef("person"), purpose=Purpose.NAME, withdrawn_at=None
    )
    return Outcomes(
        [Draft(*row) for row in rows],
        list(Offer.objects.filter(Exists(named), scenario=found).select_related("person").order_by("pk")),
    )


def pools(organisation: Organisation, *, now: datetime) -> list[Community]:
    """The communities that an organisation hires from. At most two queries."""
    return pool_of(organisation, on=day_at(now, organisation.time_zone))


def chosen(found: Scenario, need: int, way: Way) -> Chosen | None:
    """What the latest plan of a scenario has for a gap in a way other than developing; None where it has nothing."""
    document = _newest(found)
    gap = next((one for one in document.named if one.key == str(need)), None) if document else None
    plan = document.result.plan if document else None
    if document is None or gap is None or plan is None:
        return None
    of_it = [one for one in plan.choices if one.gap == gap.key and one.way is way]
    if not of_it or way is Way.DEVELOP:
        return None
    problem = document.result.problem
    each_quarter = 0
    if way is Way.HIRE:
        cents = next(one.cents for one in problem.hiring if one.gap == gap.key)
        people = max(one.many for one in of_it)
    else:
        offer = next(one for one in problem.attracting if one.gap == gap.key)
        cents, each_quarter = offer.cents, offer.cents_a_quarter
        people = sum(one.many for one in of_it)
    first, last = (quarters.after(document.first, of_it[place].quarter) for place in (0, -1))
    return Chosen(gap.competences[0], gap.level, gap.department, first, last, people, cents, each_quarter=each_quarter)


def chosen_development(found: Scenario, need: int, person: int) -> Chosen | None:
    """What the latest plan has one person do for a gap; None where it has nothing."""
    document = _newest(found)
    plan = document.result.plan if document else None
    gap = next((one for one in document.named if one.key == str(need)), None) if document else None
    if document is None or plan is None or gap is None:
        return None
    wanted = (Way.DEVELOP, gap.key, str(person))
    choice = next((one for one in plan.choices if (one.way, one.gap, one.person) == wanted), None)
    if choice is None:
        return None
    who = next(one for one in document.result.problem.people if one.key == choice.person)
    path = next(one for one in who.paths if (one.key, one.gap) == (choice.path, choice.gap))
    passing = profile(path)
    first = quarters.after(document.first, choice.quarter)
    steps = [{"kind": step.kind.value, "days": step.days, "lead": step.lead} for step in path.steps]
    return Chosen(
        gap.competences[0], gap.level, gap.department, first, quarters.after(first, passing.ready), 1,
        sum(passing.cents), sum(passing.days), {"steps": steps},
    )  # fmt: skip


def _newest(found: Scenario) -> Document | None:
    run = Run.objects.filter(scenario=found, state=State.SOLVED, version=VERSION).order_by("-pk").first()
    if run is None:
        return None
    try:
        return _adapter().validate_python(run.result)
    except ValueError:
        return None
