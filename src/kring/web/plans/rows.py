"""What the pages of plans are given, in the shapes that their templates take."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kring.competences.queries import words as words_of
from kring.planning.plans.models import Answer, Offer
from kring.planning.plans.queries import Outcomes, Solved, WishRow
from kring.planning.plans.queries.gathering import Named
from kring.planning.plans.rules.answering import GapAnswer, WayAnswer, Why
from kring.planning.plans.rules.explaining import NextBest
from kring.planning.plans.rules.plan import Choice
from kring.planning.plans.rules.problem import Path, Way, Wish
from kring.planning.plans.rules.profiles import profile
from kring.web.plans import words
from kring.web.plans.changing import Changed, changed

# The drawing of the curve: so wide and high, with room for the line's ends.
_WIDE, _HIGH, _ROOM = 300.0, 90.0, 6.0


class Line(NamedTuple):
    """One choice of a gap: who or how many, when, by what. `person` and `quarter` name it for a lock."""

    who: str
    when: str
    how: str
    person: str
    mentors: str
    offered: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """One of the three ways of a gap, side by side. `many` is what a lock of it holds; `forbidden` and `locked`: the
    key of the wish that says so."""

    way: str
    label: str
    price: str
    soonest: str
    most: str
    cents: str
    why: str
    lines: Sequence[Line]
    many: int
    is_forbidden: bool
    forbidden: int | None
    locked: int | None
    made: bool


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap with its ways, what stays missing, and what comes second."""

    key: str
    title: str
    place: str
    needed: Sequence[Sequence[str]]
    is_closed: bool
    open: str
    ways: Sequence[WayRow]
    second: str


class Dot(NamedTuple):
    """A point of the curve, in units of the drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One plan, in words and drawings."""

    stats: Sequence[tuple[str, str, str]]
    proof: str
    is_proved: bool
    gaps: Sequence[GapRow]
    covered: Sequence[str]
    untold: Sequence[str]
    binds: Sequence[str]
    contradiction: Sequence[str]
    is_minimal: bool
    curve: Sequence[Sequence[str]]
    dots: Sequence[Dot]
    columns: Sequence[str]
    changed: Changed | None
    hidden: int
    size: str


def labels(named: Sequence[Named], offers: Sequence[Offer] = ()) -> dict[int, str]:
    """What the competences of gaps and of offers are called in the reader's language. One query."""
    keys = {key for one in named for key in one.competences} | {one.competence_id for one in offers}
    return {key: word.label for key, word in words_of(keys, language=get_language() or "en").items()}


def titles(named: Sequence[Named], known: Mapping[int, str] | None = None) -> dict[str, str]:
    """What gaps are called in the reader's language; those that are called the same, with where they are. One query
    where it isn't known what competences are called."""
    known = labels(named) if known is None else known
    found = {}
    for one in named:
        parts = [known[key] for key in one.competences if key in known]
        joined = (_(" or ") if one.any_of else _(" and ")).join(parts)
        found[one.key] = one.role or _("%(competence)s, level %(level)d") % {"competence": joined, "level": one.level}
    times = Counter(found.values())
    return {
        one.key: f"{found[one.key]} · {one.place}" if times[found[one.key]] > 1 and one.place else found[one.key]
        for one in named
    }


class Offered(NamedTuple):
    """An offer as those read it who made it: whether it was taken up, and why not where she says so."""

    key: int
    name: str
    competence: str
    answer: str
    is_open: bool
    reason: str


def offered(one: Offer, known: Mapping[int, str]) -> Offered:
    """An offer in the list of what was made of a plan."""
    return Offered(
        one.pk, one.person.name, known.get(one.competence_id, ""), str(words.ANSWERS[one.answer]),
        one.answer == Answer.OPEN, one.reason if one.is_reason_shown else "",
    )  # fmt: skip


def page(
    solved: Solved, before: Solved | None, wishes: Sequence[WishRow], made: Outcomes, called: Mapping[str, str]
) -> Page:
    """A plan as its page shows it; `called` says what its gaps are called, and those of the plan before."""
    document, result = solved.document, solved.document.result
    first = solved.first
    plan = result.plan
    against = result.contradiction
    said = _Said(solved, called, wishes, made)
    covered = [one.gap for one in result.answers if not any(said.gaps[one.gap].short) and not is_busy(one)]
    return Page(
        stats=_stats(solved),
        proof=words.proof(plan) if plan else "",
        is_proved=plan is not None and plan.proved,
        gaps=[said.gap(one.gap) for one in result.answers if one.gap not in covered],
        covered=[called[key] for key in covered],
        untold=[called[key] for key in document.untold],
        binds=[
            words.binds(one, first, called, _wish(one.wish, solved, called) if one.wish else "")
            for one in result.binding
        ],
        contradiction=contradicting(solved, called),
        is_minimal=against is None or against.is_minimal,
        curve=_curve(solved),
        dots=_dots(solved),
        columns=[words.quarter_at(first, number) for number in range(result.problem.quarters)],
        changed=changed(solved, before, called) if before else None,
        hidden=solved.hidden,
        size=_size(solved),
    )


def contradicting(solved: Solved, called: Mapping[str, str]) -> list[str]:
    """The limits and wishes that no plan keeps together; empty where there is a plan."""
    against = solved.document.result.contradiction
    if against is None:
        return []
    limits = [words.limit(name, of, solved.first, called) for name, of in against.limits]
    return [*limits, *(_wish(one, solved, called) for one in against.wishes)]


def _wish(one: Wish, solved: Solved, called: Mapping[str, str]) -> str:
    """What is locked or forbidden."""
    name = "" if one.person is None else solved.names.get(one.person, _("someone"))
    gap = "" if one.gap is None else called.get(one.gap, "?")
    return words.wish(one.way, least=one.least, most=one.most, gap=gap, name=name)


def _stats(solved: Solved) -> list[tuple[str, str, str]]:
    counted = solved.document.result.counted
    if counted is None:
        return []
    missing = sum(sum(short) for short in counted.short.values())
    most = max(counted.days.values(), default=0)
    return [
        (words.money(counted.total), "", _("all together")),
        (str(missing), "", _("quarters of a person still missing")),
        (str(len(counted.days)), "", _("people develop themselves")),
        (str(most), _("days") if most != 1 else _("day"), _("of development for one person, at most")),
    ]


def _size(solved: Solved) -> str:
    plan, run = solved.document.result.plan, solved.run
    if plan is None or run.begun_at is None or run.ended_at is None:
        return ""
    seconds = max(1, round((run.ended_at - run.begun_at).total_seconds()))
    told = {"columns": plan.columns, "rows": plan.rows, "seconds": seconds}
    return (
        ngettext(
            "%(columns)d whole numbers under %(rows)d conditions, in %(seconds)d second.",
            "%(columns)d whole numbers under %(rows)d conditions, in %(seconds)d seconds.",
            seconds,
        )
        % told
    )


def _curve(solved: Solved) -> list[Sequence[str]]:
    return [
        (
            words.money(one.budget),
            "–" if one.weighted is None else str(one.weighted),
            "–" if one.cents is None else words.money(one.cents),
            _("yes") if one.is_sure else _("no"),
        )
        for one in solved.document.result.curve
    ]


def _dots(solved: Solved) -> list[Dot]:
    points = [one for one in solved.document.result.curve if one.weighted is not None]
    dearest = max((one.budget for one in points), default=0)
    most = max((one.weighted or 0 for one in points), default=0)
    if len(points) < 2 or not dearest:
        return []
    return [
        Dot(
            round(_ROOM + one.budget / dearest * (_WIDE - 2 * _ROOM), 1),
            round(_ROOM + (1 - (one.weighted or 0) / most if most else 1) * (_HIGH - 2 * _ROOM), 1),
        )
        for one in points
    ]


def is_busy(answer: GapAnswer) -> bool:
    """Whether a plan does something for a gap, or leaves it open."""
    return any(answer.short) or any(way.chosen for way in answer.ways)


class _Said:
    """What is said of each gap of a plan."""

    def __init__(self, solved: Solved, called: Mapping[str, str], wishes: Sequence[WishRow], made: Outcomes) -> None:
        self.solved, self.called, self.wishes, self.made = solved, called, wishes, made
        result = solved.document.result
        self.problem = result.problem
        self.gaps = {one.key: one for one in result.problem.gaps}
        self.answers = {one.gap: one for one in result.answers}
        self.others = {one.gap: one for one in result.others}
        self.people = {one.key: one for one in result.problem.people}
        self.counted = result.counted

    def gap(self, key: str) -> GapRow:
        gap, answer = self.gaps[key], self.answers[key]
        named = self.solved.gap(key)
        other = self.others.get(key)
        numbers = [gap.need, gap.have, answer.short]
        heads = (_("Needed"), _("There are about"), _("Missing still"))
        return GapRow(
            key=key,
            title=self.called[key],
            place=named.place if named and not self.called[key].endswith(f" · {named.place}") else "",
            needed=[(head, *map(str, row)) for head, row in zip(heads, numbers, strict=True)],
            is_closed=not any(answer.short),
            open=str(words.OPEN[answer.open]) if answer.open else "",
            ways=[self._way(key, one) for one in answer.ways],
            second=self._second(other) if other else "",
        )

    def _way(self, key: str, one: WayAnswer) -> WayRow:
        mine = [choice for choice in self.solved.choices if (choice.gap, choice.way) == (key, one.way)]
        of_way = [
            wish for wish in self.wishes if (wish.way, wish.need, wish.person) == (one.way, int(key), None)
        ]  # fmt: skip
        return WayRow(
            way=one.way.value,
            label=str(words.WAYS[one.way]),
            price="" if one.price is None else words.money(-(-one.price // 100) * 100),
            soonest="" if one.soonest is None else words.quarter_at(self.solved.first, one.soonest),
            most=words.people(one.most),
            cents=words.money(one.cents) if one.cents else "",
            why=str(words.WHY[one.why]),
            lines=self._lines(mine),
            many=sum(choice.many for choice in mine),
            is_forbidden=one.why is Why.FORBIDDEN,
            forbidden=next((wish.id for wish in of_way if wish.most == 0), None),
            locked=next((wish.id for wish in of_way if wish.least), None),
            made=any(
                draft.need == int(key) and draft.is_opening is (one.way is Way.ATTRACT) for draft in self.made.drafts
            )
            and one.way is not Way.DEVELOP,
        )

    def _lines(self, choices: Sequence[Choice]) -> list[Line]:
        first = self.solved.first
        if choices and choices[0].way is Way.HIRE:
            by_count: dict[int, list[int]] = {}
            for one in choices:
                by_count.setdefault(one.many, []).append(one.quarter)
            return [
                Line(words.people(many), words.span(first, when), "", "", "", "") for many, when in by_count.items()
            ]
        return [self._line(one) for one in choices]

    def _line(self, one: Choice) -> Line:
        first = self.solved.first
        since = _("from %(quarter)s on") % {"quarter": words.quarter_at(first, one.quarter)}
        if one.way is Way.ATTRACT:
            return Line(words.people(one.many), _("search %(since)s") % {"since": since}, "", "", "", "")
        path = next(path for path in self.people[one.person].paths if (path.key, path.gap) == (one.path, one.gap))
        offers = [
            offer for offer in self.made.offers if (str(offer.person_id), str(offer.need_id)) == (one.person, one.gap)
        ]
        return Line(
            self.solved.names[one.person],
            since,
            self._how(path),
            one.person,
            ", ".join(self.solved.names[key] for key in path.mentors if key in self.solved.names),
            str(words.ANSWERS[offers[-1].answer]) if offers else "",
        )

    def _how(self, path: Path) -> str:
        passing = profile(path)
        said = {
            "steps": ", ".join(str(words.STEPS[step.kind]) for step in path.steps),
            "days": words.days(sum(passing.days)),
            "cents": words.money(sum(passing.cents)),
        }
        return _("%(steps)s; %(days)s, %(cents)s") % said

    def _second(self, other: NextBest) -> str:
        if other.weighted is None or other.cents is None:
            return _("There is no other plan that keeps to all limits.")
        said = {
            "way": str(words.WAYS[other.instead_of.way]).lower(),
            "cents": words.money(abs(other.cents)),
            "weighted": other.weighted,
        }
        if other.weighted:
            return _("With one fewer by this way (%(way)s), more would be missing (by weight %(weighted)d).") % said
        if other.cents > 0:
            return _("With one fewer by this way (%(way)s), it would cost %(cents)s more.") % said
        return (
            _("With one fewer by this way (%(way)s), it would cost as much; days would be spread less fairly.") % said
        )


class Wished(NamedTuple):
    """A wish in the list of them."""

    id: int
    text: str


def wished(rows: Sequence[WishRow], called: Mapping[str, str]) -> list[Wished]:
    """What is locked and forbidden, in words."""
    return [
        Wished(
            one.id,
            words.wish(
                one.way, least=one.least, most=one.most, gap=called.get(str(one.need), "?") if one.need else "",
                name=one.person_name,
            ),
        )
        for one in rows
    ]  # fmt: skip
