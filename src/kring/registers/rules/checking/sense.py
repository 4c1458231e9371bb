"""What contradicts itself in a scheme: circles, bounds that can't both hold, credit without end, rules out of reach.

Only what can be proved from the file is told; where an amount depends on a person, each of its cases is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from fractions import Fraction

from kring.registers.rules import readings
from kring.registers.rules.checking import walking
from kring.registers.rules.problems import Problem
from kring.registers.rules.schema import AmountRule, AnyRule, AverageRule, Limit, Scheme, StepsRule
from kring.registers.rules.words import Amount, Cases, EachPart, Into, Number, Selection, ShareOfRule, WholePeriod

# More alternatives would have to be tried one after another.
MOST_ALTERNATIVES = 64


def problems(scheme: Scheme) -> Iterator[Problem]:
    """Everything that can't be meant."""
    yield from _circles(scheme)
    yield from _periods(scheme)
    yield from _bounds(scheme)
    yield from _reach(scheme)
    yield from _carrying(scheme)
    yield from _exclusive(scheme)
    yield from _entries(scheme)
    yield from _sizes(scheme)
    yield from _windows(scheme)


# ----- circles


def _circles(scheme: Scheme) -> Iterator[Problem]:
    graphs: list[tuple[str, Mapping[str, Set[str]]]] = [
        ("categories", {name: set(category.within) for name, category in scheme.categories.items()}),
        ("rules", _rule_graph(scheme)),
    ]
    for name, areas in scheme.areas.items():
        graphs.append((f"areas.{name}.covers", {area: set(covered) for area, covered in areas.covers.items()}))
    for where, graph in graphs:
        for place, name in enumerate(graph):
            if name in _reached(graph, name):
                yield Problem("circle", (*where.split("."), place if where == "rules" else name), {"name": name})
                break


def _rule_graph(scheme: Scheme) -> dict[str, set[str]]:
    """Which other rules each rule must know first: for a share of their target, or a condition."""
    graph: dict[str, set[str]] = {rule.name: set() for rule in scheme.rules}
    for path, amount in walking.amounts(scheme):
        if path[0] == "rules":
            shares = (plain for _, plain in walking.plain_amounts(amount, path) if isinstance(plain, ShareOfRule))
            graph[scheme.rules[int(path[1])].name] |= {share.rule for share in shares}
    for path, _, when in walking.conditions(scheme):
        if path[0] == "rules":
            facts = (line.fact for _, line in walking.tests(when, path) if line.fact.startswith("rule."))
            graph[scheme.rules[int(path[1])].name] |= {fact.split(".")[1].split("/")[0] for fact in facts}
    return graph


def _reached(graph: Mapping[str, Set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += graph.get(name, ())
    return found


def with_what_holds(scheme: Scheme, categories: tuple[str, ...]) -> set[str]:
    """These categories with those within them; every one for no category at all (all)."""
    if not categories:
        return {"all", *scheme.categories}
    graph = {name: set(category.within) for name, category in scheme.categories.items()}
    return {name for name in scheme.categories if {name, *_reached(graph, name)} & set(categories)}


# ----- periods and versions


def _periods(scheme: Scheme) -> Iterator[Problem]:
    period = scheme.period
    if period.length.months is None:
        yield Problem("months or years", ("period", "length"))
    for name, part in period.parts.items():
        if part.months is None:
            yield Problem("months or years", ("period", "parts", name))
        elif part.months > (period.length.months or part.months):
            yield Problem("part longer", ("period", "parts", name), {"name": name})
    if period.rolling and (period.duty or period.last_day or scheme.carry or scheme.debts):
        yield Problem("rolling with blocks", ("period", "rolling"))
    if scheme.applies.until is not None and scheme.applies.until <= scheme.applies.first:
        yield Problem("ends before it starts", ("applies", "until"))


# ----- bounds


def _numbers(amount: Amount | None) -> list[Fraction]:
    """The numbers that an amount can be, as far as they stand in the file."""
    if isinstance(amount, Cases):
        return [number for case in amount.cases for number in _numbers(case.amount)]
    return [amount.value] if isinstance(amount, Number) else []


def _amount_rules(scheme: Scheme) -> list[tuple[int, AmountRule]]:
    return [(place, rule) for place, rule in enumerate(scheme.rules) if isinstance(rule, AmountRule)]


def _bounds(scheme: Scheme) -> Iterator[Problem]:
    for place, rule in _amount_rules(scheme):
        least, most = _numbers(rule.at_least), _numbers(rule.at_most)
        if least and most and min(least) > max(most):
            yield Problem("least above most", ("rules", place, "at_least"), {"least": min(least), "most": max(most)})
    for place, rule in _amount_rules(scheme):
        for other in (rule for _, rule in _amount_rules(scheme) if rule.at_most is not None):
            if other is not rule and _is_part(scheme, rule.of, other.of) and rule.measure == other.measure:
                least, most = _numbers(rule.at_least), _numbers(other.at_most)
                if least and most and min(least) > max(most):
                    said = {"least": min(least), "most": max(most), "rule": other.name}
                    yield Problem("least above cap", ("rules", place, "at_least"), said)


def _is_part(scheme: Scheme, inner: Selection, outer: Selection) -> bool:
    """Whether all of one selection certainly lies in another: only plain categories are compared."""
    if outer.kinds or outer.when or outer.earned or outer.without:
        return False
    if not outer.categories:
        return True
    held = with_what_holds(scheme, outer.categories)
    return bool(inner.categories) and all(name in held for name in inner.categories)


# ----- what can be earned


def _reach(scheme: Scheme) -> Iterator[Problem]:
    earned = _earned(scheme)
    for name in scheme.categories:
        if not with_what_holds(scheme, (name,)) & earned:
            yield Problem("nothing earns", ("categories", name), {"name": name})
    kinds = {kind for entry in scheme.earning for kind in entry.kind}
    any_kind = any(not entry.kind for entry in scheme.earning)
    for path, selection in walking.selections(scheme):
        for kind in selection.kinds:
            if kind not in kinds and not any_kind:
                yield Problem("no entry for kind", path, {"kind": kind})
    yield from _out_of_reach(scheme)


def _earned(scheme: Scheme) -> set[str]:
    found: set[str] = set()
    for entry in scheme.earning:
        into = entry.into
        claimed = set(scheme.categories) if into.claimed == () else set(into.claimed or ())
        found |= {*into.always, *claimed, *([into.otherwise] if into.otherwise else [])}
    found |= {carry.into for carry in scheme.carry} | {adjust.into for adjust in scheme.adjust if adjust.into}
    return found


def _out_of_reach(scheme: Scheme) -> Iterator[Problem]:
    """A target that no amount of activity reaches: everything that earns for it is limited to less in a period."""
    for place, rule in _amount_rules(scheme):
        if rule.at_least is None or rule.measure != "points" or rule.of.kinds or rule.of.when or rule.fresh:
            continue
        held = with_what_holds(scheme, rule.of.categories)
        entries = [e for e in scheme.earning if "all" in held or _feeds(e.into, held)]
        most = [_most(entry.points, entry.limits) for entry in entries]
        least = _numbers(rule.at_least)
        if not entries or scheme.carry or None in most or not least:
            continue
        reach = sum((value for value in most if value is not None), Fraction(0))
        if min(least) > reach:
            yield Problem("out of reach", ("rules", place, "at_least"), {"least": min(least), "most": reach})


def _feeds(into: Into, held: set[str]) -> bool:
    return into.claimed == () or bool({*into.always, *(into.claimed or ()), into.otherwise} & held)


def _most(points: Fraction | None, limits: tuple[Limit, ...]) -> Fraction | None:
    """The most that an entry gives in a period, or None when there is no end to it."""
    if points == 0:
        return Fraction(0)
    whole = [limit.points for limit in limits if limit.per == "period" and limit.same is None]
    bounds = [max(_numbers(points)) for points in whole if _numbers(points)]
    return min(bounds) if bounds else None


# ----- carrying, buckets, entries, sizes


def _carrying(scheme: Scheme) -> Iterator[Problem]:
    capped = [(place, rule) for place, rule in _amount_rules(scheme) if rule.at_most is not None]
    for place, rule in capped:
        if scheme.carry and rule.excess is None:
            yield Problem("excess unsaid", ("rules", place), {"rule": rule.name})
    for place, carry in enumerate(scheme.carry):
        if carry.again and carry.lasts is None:
            yield Problem("endless carry", ("carry", place, "again"))
    for place, entry in enumerate(scheme.earning):
        if entry.gather is not None and entry.limits and any(limit.per == "activity" for limit in entry.limits):
            yield Problem("limit on gathered", ("earning", place, "limits"), note=True)


def _exclusive(scheme: Scheme) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, group in enumerate(scheme.exclusive):
        if len(group.among) < 2:
            yield Problem("too few", ("exclusive", place, "among"), {"least": 2})
        for name in group.among:
            if name in seen:
                yield Problem("said twice", ("exclusive", place, "among"), {"name": name})
            seen.add(name)


def _entries(scheme: Scheme) -> Iterator[Problem]:
    """An entry that comes after one that takes all of its kinds unconditionally is never looked at."""
    taken: set[str] = set()
    for place, entry in enumerate(scheme.earning):
        if "" in taken or (entry.kind and set(entry.kind) <= taken):
            yield Problem("entry never reached", ("earning", place), {"name": entry.name})
        if entry.when is None:
            taken |= set(entry.kind) or {""}


def _sizes(scheme: Scheme) -> Iterator[Problem]:
    if readings.count(scheme) > readings.MOST:
        yield Problem("too many readings", ("readings",), {"most": readings.MOST})
    product = 1
    for rule in scheme.rules:
        product *= len(rule.any_of) if isinstance(rule, AnyRule) else 1
    if product > MOST_ALTERNATIVES:
        yield Problem("too many alternatives", ("rules",), {"most": MOST_ALTERNATIVES})
    parts = [rule for rule in scheme.rules if isinstance(rule.window, EachPart)]
    shortest = min((part.months or 1 for part in scheme.period.parts.values()), default=1)
    if parts and (scheme.period.length.months or 0) / shortest > 200:
        yield Problem("too many parts", ("period", "parts"), {"most": 200})


def _windows(scheme: Scheme) -> Iterator[Problem]:
    """Steps have their own days and an average its `over`: a window around them would change nothing. And what is owed
    goes from one period to the next, not from part to part."""
    narrowed = [path for path, rule in walking.rules(scheme) if not isinstance(rule.window, WholePeriod)]
    for path, rule in walking.rules(scheme):
        if isinstance(rule, StepsRule | AverageRule):
            yield from (Problem("no window here", (*at, "in")) for at in narrowed if path[: len(at)] == at)
    windows = {rule.name: rule.window for rule in scheme.rules}
    for place, debt in enumerate(scheme.debts):
        for name in debt.of:
            if not isinstance(windows.get(name, WholePeriod()), WholePeriod):
                yield Problem("debt in a window", ("debts", place, "of"), {"rule": name})
