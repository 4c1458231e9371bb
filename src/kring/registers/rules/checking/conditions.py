"""Whether conditions and moments ask about facts that exist, in a way that they can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kring.registers.rules import facts
from kring.registers.rules.checking import names, walking
from kring.registers.rules.facts import FactType
from kring.registers.rules.problems import Path, Problem, nearest
from kring.registers.rules.schema import Scheme, StepsRule
from kring.registers.rules.words import AtFact, Between, Compared, Is, Moment, Test


def problems(scheme: Scheme) -> Iterator[Problem]:
    """Facts that nobody could state, and tests that their type can never pass."""
    for path, about, when in walking.conditions(scheme):
        for at, line in walking.tests(when, path):
            kind, wrong = _type_of(scheme, line.fact, about, at)
            yield from wrong
            for test in walking.plain_tests(line.test):
                yield from _mismatch(test, kind, line.fact, at)
    for path, moment in walking.moments(scheme):
        yield from _moment(scheme, path, moment)
    yield from _out_of_place(scheme)
    for path, leaf in walking.leaves(scheme):
        if path[0] == "earning" and path[-1] == "same" and leaf is not None:
            yield from _type_of(scheme, leaf, "activity", path)[1]
    for name, areas in scheme.areas.items():
        if not areas.source.startswith("person."):
            yield Problem("unknown fact", ("areas", name, "from"), {"fact": areas.source, "nearest": "person.…"})


def _out_of_place(scheme: Scheme) -> Iterator[Problem]:
    """Facts of an area where there is none, and of a step outside its rule: they would never be known."""
    for path, about, when in walking.conditions(scheme):
        for at, line in walking.tests(when, path):
            if line.fact.startswith("area.") and (about == "activity" or not _has_area(scheme, path)):
                yield Problem("only with per", at, {"fact": line.fact})
            if line.fact.startswith("rule.") and not line.fact.endswith(".required") and not _is_counted(path):
                yield Problem("not counted yet", at, {"fact": line.fact})
    for path, moment in walking.moments(scheme):
        fact = walking.fact_of(moment) or ""
        if fact.startswith("area.") and not _has_area(scheme, path):
            yield Problem("only with per", path, {"fact": fact})
        if fact.startswith("step.") and "steps" not in path:
            yield Problem("only in steps", path, {"fact": fact})


def _is_counted(path: Path) -> bool:
    """Whether a condition is asked after counting: whether a rule applies, and what becomes of credit and shortages."""
    return path[0] in ("carry", "debts") or (
        path[0] == "rules" and path[-1] == "when" and not {*path} & {"of", *_AMOUNTS}
    )


_AMOUNTS = ("at_least", "at_most", "steps")


def _has_area(scheme: Scheme, path: Path) -> bool:
    """Whether something stands in a rule that is looked at for each area, or in a rule around it is."""
    return any(rule.per is not None and path[: len(at)] == at for at, rule in walking.rules(scheme))


def _known(scheme: Scheme) -> Mapping[str, Mapping[str, FactType]]:
    person = {**facts.PERSON, **{name: fact.type for name, fact in scheme.facts.person.items()}}
    person |= {areas.source.removeprefix("person."): "list" for areas in scheme.areas.values()}
    activity = {**facts.ACTIVITY, **{name: fact.type for name, fact in scheme.facts.activity.items()}}
    return {"activity": activity, "person": person, "period": facts.PERIOD, "area": facts.AREA}


def _type_of(scheme: Scheme, fact: str, about: str, path: Path) -> tuple[FactType | None, list[Problem]]:
    """The fact's type (None: it takes anything), and what is wrong when there is no such fact."""
    group, _, name = fact.rpartition(".") if fact.startswith("rule.") else fact.partition(".")
    if fact.startswith("rule."):
        return _rule_fact(scheme, group.removeprefix("rule."), name, path)
    if group == "status":
        return ("number" if name.endswith(".months") else "yes_no"), []
    if not name:
        group, name = "activity", fact
        if about != "activity":
            return None, [_unknown(fact, [f"person.{fact}", f"period.{fact}"], path)]
    known = _known(scheme).get(group, {})
    if name not in known:
        return None, [_unknown(fact, _every_fact(scheme), path)]
    return known[name], []


def _every_fact(scheme: Scheme) -> list[str]:
    """Facts as they are written: those of an activity plain, others with whose they are."""
    return [
        name if group == "activity" else f"{group}.{name}" for group, inner in _known(scheme).items() for name in inner
    ]


def _unknown(fact: str, known: list[str], path: Path) -> Problem:
    return Problem("unknown fact", path, {"fact": fact, "nearest": nearest(fact, known)})


def _rule_fact(scheme: Scheme, rule: str, fact: str, path: Path) -> tuple[FactType | None, list[Problem]]:
    known = names.rule_names(scheme)
    if rule not in known:
        said = {"what": "rule", "found": rule, "nearest": nearest(rule, known), "known": tuple(sorted(known))}
        return None, [Problem("unknown name", path, said)]
    if fact not in facts.RULE:
        return None, [_unknown(fact, list(facts.RULE), path)]
    return facts.RULE[fact], []


def _mismatch(test: Test, kind: FactType | None, fact: str, path: Path) -> Iterator[Problem]:
    wrong = {
        "number": (isinstance(test, Is) and test.number is None)
        or (isinstance(test, Compared) and isinstance(test.right, Moment) and not isinstance(test.right, AtFact)),
        "yes_no": not isinstance(test, Is) or test.yes is None,
        "date": (isinstance(test, Is) and test.day is None)
        or (isinstance(test, Compared) and not isinstance(test.right, Moment)),
        "text": isinstance(test, Compared | Between),
    }
    if kind is not None and wrong.get(kind) and type(test).__name__ != "Known":
        yield Problem("test can't hold", path, {"fact": fact, "type": kind})


def _moment(scheme: Scheme, path: Path, moment: Moment) -> Iterator[Problem]:
    fact = walking.fact_of(moment)
    if fact is None:
        return
    if fact == "P":
        if path != ("period", "last_day"):
            yield Problem("unknown fact", path, {"fact": "P", "nearest": "period.last_day"})
        return
    group, _, name = fact.partition(".")
    if group == "step":
        known = {step.name for _, rule in walking.rules(scheme) if isinstance(rule, StepsRule) for step in rule.steps}
        if name not in known:
            yield _unknown(fact, sorted(known), path)
        return
    kind, wrong = _type_of(scheme, fact, "case", path)
    yield from wrong
    # The right side of a test may be any fact of the same type; elsewhere only a day will do.
    if kind not in (None, "date") and path[0] == "period":
        yield Problem("no date", path, {"fact": fact})
