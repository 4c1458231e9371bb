"""Random schemes that use much of the format at once, and cases for them: nobody wrote these, and all must hold."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from kring.registers.rules.checking import conditions, names, sense
from kring.registers.rules.schema import Scheme
from tests.rules.registers.making import scheme

KINDS = ("course", "webinar", "intervisie", "article")
FACTS = ("tested", "evidence", "online", "accredited")
_AMOUNTS = st.sampled_from(["1", "2", "2.5", "4", "6", "10", "1/3"])


@st.composite
def schemes(draw: st.DrawFn, *, shares: bool = False, plain: bool = False, hanging: bool = False) -> Scheme:
    """A sound scheme. With `shares` it may ask a share of what was earned, with `hanging` more of those who have more;
    `plain` ones hold divisible activities."""
    categories = draw(_categories())
    every = sorted(categories)
    rules = draw(_rules(every, shares=shares, plain=plain))
    if hanging and draw(st.booleans()):
        rules.append({"name": "more", "of": draw(_some(every)), "at_least": 2, "when": {"rule.total.have": "> 5"}})
    made: dict[str, Any] = {
        "period": draw(_period()),
        "categories": categories,
        "earning": draw(_earning(every, plain=plain)),
        "rules": rules,
        "carry": draw(_carry(every, [rule["name"] for rule in rules])),
        "debts": draw(_debts([rule["name"] for rule in rules if "at_least" in rule])),
        "adjust": draw(_adjusting([rule["name"] for rule in rules if "at_least" in rule], every)),
    }
    exclusive = draw(_exclusive(every, plain=plain))
    if exclusive:
        made["exclusive"] = exclusive
    if made["carry"]:
        made["rules"] = [{**rule, "excess": "lost"} if "at_most" in rule else rule for rule in rules]
    found = scheme(**{key: value for key, value in made.items() if value})
    assume(not any(not p.note for check in (names, conditions, sense) for p in check.problems(found)))
    return found


@st.composite
def _categories(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"a": {}, "b": {}, "c": {}}
    if draw(st.booleans()):
        made |= {"d": {}, "a": {"within": ["d"]}, "b": {"within": draw(st.sampled_from([["d"], ["d", "c"]]))}}
    return made


def _period() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "starts": st.sampled_from(["2000-01-01", "person.start"]),
            "length": st.sampled_from(["1 year", "2 years", "3 years"]),
            "parts": st.just({"half": "6 months"}),
        },
        optional={
            "last_day": st.sampled_from(["end of month of P", "end of birth month of P"]),
            "spanning": st.sampled_from(["at date", "by time", "inside"]),
            "leap_day": st.sampled_from(["28 February", "1 March"]),
        },
    )


def _some(every: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(every), min_size=1, max_size=2, unique=True)


@st.composite
def _earning(draw: st.DrawFn, every: list[str], *, plain: bool) -> list[dict[str, Any]]:
    entries = []
    for n, kind in enumerate(KINDS):
        entry: dict[str, Any] = {"name": f"e{n}", "kind": kind, "points": draw(st.sampled_from(["stated", "1", "2"]))}
        if entry["points"] != "stated":
            entry["per"] = "hour" if plain else draw(st.sampled_from(["hour", "activity"]))
        entry["into"] = draw(st.one_of(_some(every), st.just("claimed"), st.just({"claimed": ["a"], "else": "c"})))
        if not plain:
            entry |= draw(_conditions())
            limit = st.fixed_dictionaries(
                {"per": st.sampled_from(["activity", "day", "year", "half", "period", "ever"])},
            )
            if draw(st.booleans()):
                what = draw(st.sampled_from(["points", "times"]))
                entry["limits"] = [draw(limit) | {what: draw(st.integers(1, 6))}]
        elif draw(st.booleans()):
            entry["limits"] = [{"points": draw(st.integers(1, 9)), "per": draw(st.sampled_from(["year", "period"]))}]
        entries.append(entry)
    return entries


def _conditions() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "when": st.dictionaries(st.sampled_from(FACTS), st.sampled_from(["yes", "no"]), min_size=1, max_size=2),
            "round": st.sampled_from(["down to 1", "half up to 0.5", "up to 1"]),
            "whole": st.just("yes"),
        },
    )


@st.composite
def _rules(draw: st.DrawFn, every: list[str], *, shares: bool, plain: bool) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{"name": "total", "of": "all", "at_least": draw(st.integers(2, 12))}]
    for n in range(draw(st.integers(0, 2))):
        amounts = ["1", "2.5", "4", "50% of required total", "1/3"] + (["50% of earned all"] if shares else [])
        made.append({"name": f"r{n}", "of": draw(_some(every)), "at_least": draw(st.sampled_from(amounts))})
        if draw(st.booleans()):
            made[-1]["in"] = draw(st.sampled_from(["each half", "last 3 years"]))
        elif draw(st.booleans()):
            made[-1]["fresh"] = "yes"
    if draw(st.booleans()):
        amount = draw(st.sampled_from(["3", "5", "50% of required total"] + (["30% of earned all"] if shares else [])))
        made.append({"name": "cap", "of": draw(_some(every)), "at_most": amount})
    if draw(st.booleans()):
        inner = [
            {"name": f"i{n}", "of": draw(st.one_of(_some(every), st.just({"kind": "intervisie"}))), "at_least": n + 2}
            for n in range(2)
        ]
        made.append({"name": "any", "any_of": inner})
    if not plain and draw(st.booleans()):
        measure = draw(st.sampled_from(["hours", "activities", "items", "days"]))
        made.append({"name": "things", "of": {"kind": draw(st.sampled_from(KINDS))}, "measure": measure, "at_least": 2})
    return made


@st.composite
def _carry(draw: st.DrawFn, every: list[str], rules: list[str]) -> list[dict[str, Any]]:
    if not draw(st.booleans()):
        return []
    one: dict[str, Any] = {"name": "over", "of": draw(st.one_of(st.just("all"), _some(every)))}
    one |= draw(
        st.fixed_dictionaries(
            {"way": st.sampled_from(["pushed", "pulled"])},
            optional={
                "takes": st.sampled_from(["surplus", "all"]),
                "at_most": st.sampled_from(["3", "50% of required total"]),
                "into": st.sampled_from(["same", *every]),
                "lasts": st.sampled_from(["1 period", "2 periods", "2 years"]),
                "again": st.just("yes"),
                "serves": st.just(["total"]),
            },
        )
    )
    return [one]


@st.composite
def _debts(draw: st.DrawFn, rules: list[str]) -> list[dict[str, Any]]:
    way = draw(st.sampled_from([None, None, "absorb first", "repay next", "forgive"]))
    if way is None:
        return []
    one: dict[str, Any] = {"of": [draw(st.sampled_from(rules))], "way": way}
    if way == "forgive":
        one["one_in"] = 3
    if way != "absorb first" and draw(st.booleans()):
        one["up_to"] = 2
    return [one]


@st.composite
def _adjusting(draw: st.DrawFn, rules: list[str], every: list[str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for kind in ("leave", "part_time"):
        way = draw(st.sampled_from([None, "lower", "grant", "exempt", "extend", "leave out"]))
        if way is None:
            continue
        one: dict[str, Any] = {"name": f"for {kind}", "for": [kind], "way": way}
        if way in {"lower", "grant"}:
            by = ["share of days", "share of months", "share of months up", "20%", "1 per month", "2"]
            one["by"] = draw(st.sampled_from(by))
        if way in {"lower", "grant", "exempt"}:
            one["on"] = [draw(st.sampled_from(rules))]
        if way == "grant" and draw(st.booleans()):
            one["into"] = draw(st.sampled_from(every))
        if draw(st.booleans()):
            one["at_least_lasting"] = "2 months"
        made.append(one)
    return made


@st.composite
def _exclusive(draw: st.DrawFn, every: list[str], *, plain: bool) -> list[dict[str, Any]]:
    if not draw(st.booleans()):
        return []
    return [{"among": ["a", "c"], "split": "freely" if plain else draw(st.sampled_from(["no", "freely", "0.5"]))}]


# ----- cases


@st.composite
def rows(draw: st.DrawFn, *, most: int = 6, first: str = "2023", known: bool = True) -> list[dict[str, Any]]:
    """Some activities of 2023 to 2026, the earliest of the year `first`."""
    found = []
    for n in range(draw(st.integers(0, most))):
        year = draw(st.integers(int(first), 2026))
        month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
        one: dict[str, Any] = {"id": f"x{n}", "kind": draw(st.sampled_from(KINDS)), "on": f"{year}-{month:02}-{day:02}"}
        if draw(st.integers(0, 4)) == 0 and day > 3:
            one["started"] = f"{year}-{month:02}-{day - 3:02}"
        one |= {"hours": draw(_AMOUNTS), "points": draw(_AMOUNTS), "title": draw(st.sampled_from(["A", "B"]))}
        one["claimed"] = draw(st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True))
        for fact in FACTS:
            value = draw(st.sampled_from(["yes", "no"] if known else ["yes", "no", None]))
            if value is not None:
                one[fact] = value
        found.append(one)
    return found


def statuses() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Leave and part-time now and then."""
    one = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["leave", "part_time"]),
            "from": st.dates(min_value=_day(2023), max_value=_day(2025)).map(str),
            "until": st.dates(min_value=_day(2025, 2), max_value=_day(2026)).map(str),
            "value": st.sampled_from(["0.5", "0.8"]),
        }
    )
    return st.lists(one, max_size=2)


def _day(year: int, month: int = 1) -> Any:
    from datetime import date

    return date(year, month, 1)


@st.composite
def cases(draw: st.DrawFn, *, told: bool = False, **how: Any) -> dict[str, Any]:
    """A case; with `told` what earlier periods left is said, so that none of them is judged."""
    made: dict[str, Any] = {
        "person": {"start": draw(st.sampled_from(["2020-02-29", "2021-07-01"])), "birthday": "1980-02-29"},
        "for": draw(st.sampled_from(["2024-02-29", "2025-06-01"])),
        "activities": draw(rows(**how)),
        "statuses": draw(statuses()),
    }
    if told:
        lot = st.fixed_dictionaries(
            {"points": _AMOUNTS, "category": st.sampled_from(["a", "b", "all"]), "from": st.just("2022-12-31")}
        )
        made |= {"carry": draw(st.lists(lot, max_size=2)), "debts": draw(st.sampled_from([[], [_DEBT]]))}
    return made


_DEBT = {"rule": "total", "points": "2", "from": "2022-12-31"}
