"""A scheme made ready for judging: conditions and amounts as functions, categories with all that they lie within."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from threading import Lock
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from kring.registers.rules import facts as known_facts
from kring.registers.rules import parsing, schema, words
from kring.registers.rules.amounts import numbers, plain_worth, worth
from kring.registers.rules.case import Value
from kring.registers.rules.checking import walking
from kring.registers.rules.conditions import ACTIVITY, SUMS, Condition, Getter, condition, defaulted, getter
from kring.registers.rules.sure import sure

_READERS: Mapping[str, Callable[[Any], Value]] = {
    "number": parsing.number,
    "yes_no": parsing.yes_no,
    "date": parsing.day,
    "text": parsing.text,
    "list": lambda value: tuple(value) if isinstance(value, list | tuple) else (str(value),),
}


class Option(NamedTuple):
    """One way in which an activity may count: in these categories (and all around them), labelled with these areas.

    `bucket` is what it chooses where categories exclude each other; `rank` 0 is what was claimed or is listed first.
    """

    categories: frozenset[str]
    areas: frozenset[str]
    labels: tuple[str, ...]
    bucket: str = ""
    rank: int = 0


class Entry:
    """One entry of `earning`. `around` asks only about person and period, `own` about the activity."""

    __slots__ = (
        "around", "daily", "gather", "gather_when", "index", "into", "limits", "name", "own", "per", "points", "round",
        "said", "same", "whole",
    )  # fmt: skip

    def __init__(self, index: int, said: schema.Earning, getters: Mapping[str, Getter]) -> None:
        self.index, self.said, self.name = index, said, said.name
        around, own = _split(said.when, getters)
        self.around, self.own = around, own
        self.points, self.per, self.round = said.points, said.per, said.round
        self.gather = said.gather
        self.gather_when = condition(said.gather.when, SUMS) if said.gather else None
        self.same = getter(said.gather.same, getters) if said.gather and said.gather.same else None
        self.limits = tuple(_limit(limit, getters) for limit in said.limits)
        self.daily = any(limit.per == "day" and limit.what != "times" for limit in self.limits)
        self.into, self.whole = said.into, said.whole


class Limit(NamedTuple):
    """A limit of an entry: the most points, hours or times within something, and of the same what."""

    what: str
    most: Any
    per: str
    same: Getter | None
    said: schema.Limit


class Selector:
    """A selection that is ready to be asked of options."""

    __slots__ = ("categories", "earned", "kinds", "said", "when", "without")

    def __init__(self, said: words.Selection, getters: Mapping[str, Getter]) -> None:
        self.said = said
        self.categories = said.categories
        self.kinds = frozenset(said.kinds)
        self.when = condition(said.when, getters)
        self.earned = said.earned
        self.without = said.without

    def takes(self, option: Option, kind: str | None, area: str | None, per: frozenset[str]) -> bool:
        """Whether it selects what counts so; `per` names the categories of which there is one for each area."""
        held = option.categories
        if self.kinds and kind not in self.kinds:
            return False
        if any(name in held for name in self.without):
            return False
        if not self.categories:
            return area is None or area in option.areas
        if area is None:
            return any(name in held for name in self.categories)
        return any(
            f"{name}/{area}" in held if name in per else name in held and area in option.areas
            for name in self.categories
        )


class Rule:
    """One rule, or an alternative inside one. `path` is its name with those around it; `names` all by which it goes."""

    __slots__ = ("inner", "least", "most", "names", "path", "said", "selector", "steps", "when")

    def __init__(self, said: schema.RuleShape, around: tuple[str, ...], getters: Mapping[str, Getter]) -> None:
        self.said = said
        self.path = "/".join((*around, said.name))
        self.names = frozenset("/".join((*around, said.name)[: n + 1]) for n in range(len(around) + 1))
        self.when = condition(said.when, {})
        self.inner: tuple[Rule, ...] = ()
        self.steps: tuple[tuple[schema.Step, Condition | None], ...] = ()
        self.selector = self.least = self.most = None
        if isinstance(said, schema.AmountRule):
            self.selector = Selector(said.of, getters)
            self.least = worth(said.at_least) if said.at_least is not None else None
            self.most = worth(said.at_most) if said.at_most is not None else None
        elif isinstance(said, schema.AnyRule | schema.AllRule):
            rules = said.any_of if isinstance(said, schema.AnyRule) else said.all_of
            self.inner = tuple(Rule(rule, (*around, said.name), getters) for rule in rules)
        elif isinstance(said, schema.StepsRule):
            self.steps = tuple((step, condition(step.when, getters)) for step in said.steps)
        elif isinstance(said, schema.AverageRule):
            self.least = worth(said.at_least)

    def leaves(self) -> Iterator[Rule]:
        """This rule and all inside it that have no rules inside."""
        if not self.inner:
            yield self
        for rule in self.inner:
            yield from rule.leaves()


class Carry:
    """One entry of `carry`."""

    __slots__ = ("at_most", "name", "said", "selector", "serves", "when", "when_used")

    def __init__(self, said: schema.Carry, getters: Mapping[str, Getter]) -> None:
        self.said, self.name = said, said.name
        self.selector = Selector(said.of, getters)
        self.at_most = plain_worth(said.at_most) if said.at_most is not None else None
        self.serves = frozenset(said.serves)
        self.when, self.when_used = condition(said.when, {}), condition(said.when_used, {})


class Adjust:
    """One entry of `adjust`."""

    __slots__ = ("name", "not_under", "on", "said", "when")

    def __init__(self, said: schema.Adjust) -> None:
        self.said, self.name, self.on = said, said.name, frozenset(said.on)
        self.when = condition(said.when, {})
        self.not_under = plain_worth(said.not_under) if said.not_under is not None else None


class Compiled:
    """A scheme that is ready to judge. Made once for a version and a reading; nothing in it changes but caches."""

    def __init__(self, scheme: schema.Scheme) -> None:
        self.scheme = scheme
        self.zone = ZoneInfo(scheme.zone)
        self.leap = scheme.period.leap_day
        self.getters = _getters(scheme)
        self.entries = tuple(Entry(n, said, self.getters) for n, said in enumerate(scheme.earning))
        self.review: Condition | bool = (
            scheme.review if isinstance(scheme.review, bool) else sure(condition(scheme.review, self.getters))
        )
        self.rules = tuple(Rule(rule, (), self.getters) for rule in scheme.rules)
        self.leaves = tuple(leaf for rule in self.rules for leaf in rule.leaves())
        self.targets = {leaf.path: leaf for leaf in self.leaves}
        self.carries = tuple(Carry(said, self.getters) for said in scheme.carry)
        self.adjusts = tuple(Adjust(said) for said in scheme.adjust)
        self.per_area = frozenset(name for name, said in scheme.categories.items() if said.per)
        self.debts_most = tuple(plain_worth(d.up_to) if d.up_to is not None else None for d in scheme.debts)
        selectors = [leaf.selector for leaf in self.leaves if leaf.selector] + [c.selector for c in self.carries]
        self.kinds_matter = frozenset(kind for selector in selectors for kind in selector.kinds)
        self.fineness = lcm(*(number.denominator for number in self._numbers()), 1)
        self.looks_back = self._looks_back()
        self.areas_allow = any(self._areas_allow())
        self.hangs_on_rules = any(self._hangs_on_rules())
        self.gathers = any(entry.gather for entry in self.entries)
        self.limits = any(entry.limits for entry in self.entries)
        self.splits = {name: said.split for said in scheme.exclusive for name in said.among}
        self.ways: tuple[tuple[Mapping[str, str], Compiled], ...] | None = None
        self._by_kind: dict[str, tuple[Entry, ...]] = {}
        self._options: dict[Any, tuple[Option, ...]] = {}

    def by_kind(self, kind: str) -> tuple[Entry, ...]:
        """The entries for a kind of activity, in their order."""
        found = self._by_kind.get(kind)
        if found is None:
            found = tuple(e for e in self.entries if not e.said.kind or kind in e.said.kind)
            if len(self._by_kind) < 1000:
                self._by_kind[kind] = found
        return found

    def options(self, entry: Entry, claimed: tuple[str, ...], areas: tuple[str, ...]) -> tuple[Option, ...]:
        """Every way in which what this entry accepted may count: one, but for exclusive categories."""
        # A claim also says which of several places is liked best.
        matters = entry.into.claimed is not None or bool(self.splits)
        key = (entry.index, claimed if matters else (), areas)
        found = self._options.get(key)
        if found is None:
            found = self._made_options(self._labels(entry.into, claimed), areas, claimed)
            if len(self._options) < 10_000:
                self._options[key] = found
        return found

    def options_of_labels(self, labels: Sequence[str], areas: tuple[str, ...] = ()) -> tuple[Option, ...]:
        """The ways in which credit of these categories counts; `category/area` stands for one area's own."""
        plain, own = [], list(areas)
        for label in labels:
            name, _, area = label.partition("/")
            if name in self.scheme.categories:
                plain.append(name)
                own.extend([area] if area else [])
        return self._made_options(tuple(dict.fromkeys(plain)), tuple(dict.fromkeys(own)), ())

    def _labels(self, into: words.Into, claimed: tuple[str, ...]) -> tuple[str, ...]:
        labels: list[str] = []
        if into.claimed is not None:
            allowed: Iterable[str] = into.claimed or self.scheme.categories
            labels = [name for name in allowed if name in claimed]
        if not labels and into.otherwise:
            labels = [into.otherwise]
        return tuple(dict.fromkeys([*labels, *into.always]))

    def _made_options(
        self, labels: tuple[str, ...], areas: tuple[str, ...], claimed: tuple[str, ...]
    ) -> tuple[Option, ...]:
        areas = self.areas_closed(areas)
        buckets: dict[str, list[str]] = {}
        shared = []
        among = [name for said in self.scheme.exclusive for name in said.among]
        for label in labels:
            bucket = next((name for name in among if name in self._closed(label, ())), None)
            if bucket is None:
                shared.append(label)
            elif label in self.per_area and areas:
                for area in areas:
                    buckets.setdefault(f"{bucket}/{area}", []).append(f"{label}/{area}")
            else:
                buckets.setdefault(bucket, []).append(label)
        if not buckets:
            return (self._option(labels, areas, "", 0),)
        order = sorted(buckets, key=lambda b: not any(label.split("/")[0] in claimed for label in buckets[b]))
        return tuple(
            self._option((*buckets[bucket], *shared), areas, bucket, rank) for rank, bucket in enumerate(order)
        )

    def _option(self, labels: Sequence[str], areas: tuple[str, ...], bucket: str, rank: int) -> Option:
        held: set[str] = set()
        for label in labels:
            name, _, area = label.partition("/")
            held |= self._closed(name, (area, *self._covered(name, area)) if area else areas)
        return Option(frozenset(held), frozenset(areas), tuple(labels), bucket, rank)

    def _closed(self, name: str, areas: tuple[str, ...]) -> set[str]:
        """The category, those it lies within, and for each of them that there is one of for each area, these areas'."""
        found: set[str] = set()
        todo = [name]
        while todo:
            here = todo.pop()
            if here in found or here not in self.scheme.categories:
                continue
            found.add(here)
            if here in self.per_area:
                found.update(f"{here}/{area}" for area in areas)
            todo.extend(self.scheme.categories[here].within)
        return found

    def _covered(self, name: str, area: str) -> tuple[str, ...]:
        per = self.scheme.categories[name].per if name in self.scheme.categories else None
        return self.covers(per, area) if per else ()

    def covers(self, per: str, area: str) -> tuple[str, ...]:
        """The areas that an area covers, directly or through others."""
        said = self.scheme.areas.get(per)
        if said is None:
            return ()
        found: list[str] = []
        todo = list(said.covers.get(area, ()))
        while todo:
            here = todo.pop()
            if here != area and here not in found:
                found.append(here)
                todo.extend(said.covers.get(here, ()))
        return tuple(found)

    def areas_closed(self, areas: tuple[str, ...]) -> tuple[str, ...]:
        """These areas, and all that they cover."""
        found = dict.fromkeys(areas)
        for area in areas:
            for per in self.scheme.areas:
                found.update(dict.fromkeys(self.covers(per, area)))
        return tuple(sorted(found))

    def _numbers(self) -> Iterator[Fraction]:
        for said in self.scheme.earning:
            yield said.points or Fraction(0)
            if said.round:
                yield said.round.step
            for limit in said.limits:
                for amount in (limit.points, limit.hours, limit.times):
                    yield from numbers(amount)
        for exclusive in self.scheme.exclusive:
            yield exclusive.split or Fraction(0)

    def _areas_allow(self) -> Iterator[bool]:
        """Whether more areas of a person could let more count, where otherwise they only ask more."""
        for path, amount in walking.amounts(self.scheme):
            for _, plain in walking.plain_amounts(amount, path):
                yield isinstance(plain, words.ForEach) and path[-1] not in {"at_least", "not_under"}

    def _hangs_on_rules(self) -> Iterator[bool]:
        """Whether what is asked, or what credit may do, changes with what rules have: then more may ask more."""
        for path, _, when in walking.conditions(self.scheme):
            if path[0] == "rules" or "when_used" in path or "at_most" in path:
                for _, line in walking.tests(when, path):
                    yield line.fact.startswith("rule.") and not line.fact.endswith(".required")

    def _looks_back(self) -> bool:
        """Whether activities from before the period can matter to it."""
        rolling = any(isinstance(leaf.said.window, words.LastLength) for leaf in self.leaves)
        ever = any(limit.per == "ever" for entry in self.entries for limit in entry.limits)
        return rolling or ever


def _limit(said: schema.Limit, getters: Mapping[str, Getter]) -> Limit:
    what = next(name for name in ("points", "hours", "times") if getattr(said, name) is not None)
    same = getter(said.same, getters) if said.same else None
    return Limit(what, plain_worth(getattr(said, what)), said.per, same, said)


def _split(when: words.When | None, getters: Mapping[str, Getter]) -> tuple[Condition | None, Condition | None]:
    """What is asked of person and period, which is the same for every activity, apart from what is asked of each."""
    if not isinstance(when, words.AllOf):
        made = condition(when, getters)
        return (made, None) if made is not None and made.around else (None, made)
    around = tuple(test for test in when.tests if (c := condition(test, getters)) is not None and c.around)
    own = tuple(test for test in when.tests if test not in around)
    return (
        condition(words.AllOf(around), getters) if around else None,
        condition(words.AllOf(own), getters) if own else None,
    )


def _getters(scheme: schema.Scheme) -> dict[str, Getter]:
    """How each fact of an activity is looked up, with what holds when nothing was said."""
    found = dict(ACTIVITY)
    types: dict[str, str] = dict(known_facts.ACTIVITY)
    said: dict[str, Any] = dict(known_facts.ACTIVITY_DEFAULTS)
    for name, fact in scheme.facts.activity.items():
        types[name] = fact.type
        if fact.default is not None:
            said[name] = fact.default
    for name, default in said.items():
        if name not in ACTIVITY:
            value: Value = _READERS[types[name]](default)
            found[name] = defaulted(name, value)
    return found


def read_default(said: schema.Fact) -> Value:
    """The default of a declared fact as its type says."""
    return _READERS[said.type](said.default)


# ----- compiled schemes are kept

_KEPT: OrderedDict[int, tuple[schema.Scheme, Compiled]] = OrderedDict()
_MOST = 256
_LOCK = Lock()


def compiled(scheme: schema.Scheme) -> Compiled:
    """The scheme, ready to judge; the same object gives the same result without work."""
    with _LOCK:
        found = _KEPT.get(id(scheme))
        if found is not None and found[0] is scheme:
            _KEPT.move_to_end(id(scheme))
            return found[1]
    made = Compiled(scheme)
    with _LOCK:
        # The scheme is kept with it, so that its id can't come to mean another one.
        _KEPT[id(scheme)] = (scheme, made)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return made
