"""Whether every name in a scheme points at something, and nothing has the same name twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kring.registers.rules import facts
from kring.registers.rules.checking import walking
from kring.registers.rules.problems import Path, Problem, nearest
from kring.registers.rules.schema import AllRule, AmountRule, AnyRule, Rule, Scheme, StepsRule
from kring.registers.rules.words import EachPart, ForEach, Into, Selection, ShareOfEarned, ShareOfRule


def problems(scheme: Scheme) -> Iterator[Problem]:
    """Every name that isn't known or stands twice."""
    yield from _twice(scheme)
    yield from _categories(scheme)
    yield from _rules(scheme)
    yield from _areas_and_parts(scheme)
    yield from _kinds(scheme)


def rule_names(scheme: Scheme) -> set[str]:
    """The rules by name, alternatives and steps after a slash."""
    return {name for rule in scheme.rules for name in _with_inner(rule, "")}


def _with_inner(rule: Rule, around: str) -> Iterator[str]:
    path = around + rule.name
    yield path
    if isinstance(rule, AnyRule | AllRule):
        for inner in rule.any_of if isinstance(rule, AnyRule) else rule.all_of:
            yield from _with_inner(inner, f"{path}/")
    elif isinstance(rule, StepsRule):
        yield from (f"{path}/{step.name}" for step in rule.steps)


def _twice(scheme: Scheme) -> Iterator[Problem]:
    lists: list[tuple[Path, Iterable[str]]] = [
        (("earning",), [entry.name for entry in scheme.earning]),
        (("carry",), [carry.name for carry in scheme.carry]),
        (("adjust",), [adjust.name for adjust in scheme.adjust]),
        (("readings",), [reading.name for reading in scheme.readings]),
        (("rules",), [rule.name for rule in scheme.rules]),
    ]
    lists += [(("readings", at, "options"), [o.name for o in r.options]) for at, r in enumerate(scheme.readings)]
    for path, rule in walking.rules(scheme):
        if isinstance(rule, StepsRule):
            lists.append(((*path, "steps"), [step.name for step in rule.steps]))
    for path, named in lists:
        seen: set[str] = set()
        for place, name in enumerate(named):
            if name in seen:
                yield Problem("said twice", (*path, place, "name"), {"name": name})
            seen.add(name)


def _unknown(what: str, path: Path, said: str, known: Collection[str]) -> Iterator[Problem]:
    if said not in known:
        facts_of = {"what": what, "found": said, "nearest": nearest(said, known), "known": tuple(sorted(known))}
        yield Problem("unknown name", path, facts_of)


def _categories(scheme: Scheme) -> Iterator[Problem]:
    known = scheme.categories.keys()
    for path, said in _category_uses(scheme):
        # One area's part of a category may be meant: legal/tax.
        yield from _unknown("category", path, said.split("/")[0], known)
    if "all" in known:
        yield Problem("reserved name", ("categories", "all"), {"name": "all"})


def _category_uses(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    for path, leaf in walking.leaves(scheme):
        if path[-1] in ("within", "among") and path[0] in ("categories", "exclusive"):
            yield from ((path, name) for name in leaf)
        elif isinstance(leaf, Selection):
            yield from ((path, name) for name in (*leaf.categories, *leaf.without))
        elif isinstance(leaf, Into):
            named = (*leaf.always, *(leaf.claimed or ()), leaf.otherwise)
            yield from ((path, name) for name in named if name is not None)
        elif path[0] in ("carry", "adjust") and path[-1] == "into" and leaf not in ("same", "all", None):
            yield path, leaf
    for path, amount in walking.amounts(scheme):
        for at, plain in walking.plain_amounts(amount, path):
            if isinstance(plain, ShareOfEarned) and plain.category is not None:
                yield at, plain.category


def _rules(scheme: Scheme) -> Iterator[Problem]:
    tops, everything = {rule.name for rule in scheme.rules}, rule_names(scheme)
    for place, carry in enumerate(scheme.carry):
        for name in carry.serves:
            yield from _unknown("rule", ("carry", place, "serves"), name, tops)
    for place, adjust in enumerate(scheme.adjust):
        for name in adjust.on:
            yield from _unknown("rule", ("adjust", place, "on"), name, everything)
    targets = {rule.name for rule in scheme.rules if isinstance(rule, AmountRule) and rule.at_least is not None}
    for place, debt in enumerate(scheme.debts):
        for name in debt.of:
            yield from _unknown("rule with at_least", ("debts", place, "of"), name, targets)
    for path, amount in walking.amounts(scheme):
        for at, plain in walking.plain_amounts(amount, path):
            if isinstance(plain, ShareOfRule):
                yield from _unknown("rule with at_least", at, plain.rule, targets)


def _areas_and_parts(scheme: Scheme) -> Iterator[Problem]:
    areas, parts = scheme.areas.keys(), scheme.period.parts.keys()
    for path, leaf in walking.leaves(scheme):
        if path[0] in ("categories", "rules") and path[-1] == "per" and leaf is not None:
            yield from _unknown("area", path, leaf, areas)
        elif isinstance(leaf, EachPart):
            yield from _unknown("part of the period", path, leaf.part, parts)
        elif path[-2:] == ("gather", "by"):
            yield from _unknown("window", path, leaf, _WINDOWS | parts)
        elif "limits" in path and path[-1] == "per":
            yield from _unknown("window", path, leaf, _WINDOWS | {"activity", "ever"} | parts)
    for path, amount in walking.amounts(scheme):
        for at, plain in walking.plain_amounts(amount, path):
            if isinstance(plain, ForEach):
                yield from _unknown("area", at, plain.area, areas)


_WINDOWS = {"day", "month", "year", "period"}


def _kinds(scheme: Scheme) -> Iterator[Problem]:
    """A kind of one's own is fine; one that is nearly a known kind was probably meant to be that."""
    for place, entry in enumerate(scheme.earning):
        for kind in entry.kind:
            meant = nearest(kind, facts.KINDS, 0.8)
            if kind not in facts.KINDS and meant:
                said = {"what": "kind", "found": kind, "nearest": meant, "known": ()}
                yield Problem("unknown name", ("earning", place, "kind"), said, note=True)
