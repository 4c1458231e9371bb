"""Cases drawn for the schemes that ship: what a member of each of those registers might bring."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from kring.registers.rules.loading import read_scheme
from kring.registers.rules.schema import Scheme
from kring.registers.shipped import files

PERSON: dict[str, Any] = {
    "start": "2015-01-01",
    "birthday": "1980-02-29",
    "level": "PMP",
    "exam": "2021-01-01",
    "period_start": "2020-01-01",
    "certificate_start": "2021-03-01",
    "chambers": ["homes"],
    "registered_next_year": ["tax"],
    "diplomas": [{"name": "property", "obtained": "2016-01-01"}],
}
FIRST, LAST = date(2022, 1, 1), date(2025, 12, 31)


@cache
def shipped() -> tuple[Scheme, ...]:
    """Every scheme that ships."""
    found = [read_scheme(file.content, file.path.name)[0] for file in files()]
    return tuple(scheme for scheme in found if scheme is not None)


def kinds(scheme: Scheme) -> list[str]:
    """The kinds of activity that a scheme names, and one that it doesn't."""
    named = [kind for entry in scheme.earning for kind in entry.kind]
    return [*dict.fromkeys([*named, "course", "odd"])]


@st.composite
def activities(draw: st.DrawFn, scheme: Scheme, most: int = 8) -> list[dict[str, Any]]:
    """Some activities of which everything is known."""
    one = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(kinds(scheme)),
            "on": st.dates(FIRST, LAST).map(str),
            "hours": st.sampled_from(["0.5", "1", "1.25", "2", "8", "40", "100"]),
            "points": st.sampled_from(["0", "1", "2.5", "6", "20", "60", "100"]),
            "claimed": st.lists(st.sampled_from([*scheme.categories, "else"]), max_size=2, unique=True),
            "areas": st.sampled_from([[], ["homes"], ["tax"], ["property"]]),
            "title": st.sampled_from(["A", "B"]),
            "group_size": st.sampled_from(["2", "5", "9"]),
            **{fact: st.sampled_from(["yes", "no"]) for fact in _YES_NO},
            **{name: _value(said.type) for name, said in scheme.facts.activity.items()},
        }
    )
    rows = draw(st.lists(one, max_size=most))
    return [{**row, "id": f"x{n}"} for n, row in enumerate(rows)]


_YES_NO = ("facilitator", "tested", "evidence", "accredited", "structured", "online")


def _value(kind: str) -> st.SearchStrategy[Any]:
    values = {"yes_no": ["yes", "no"], "number": ["1", "3"], "text": ["ethics", "disciplinary rules", "other"]}
    return st.sampled_from(values.get(kind, ["2023-01-01"]))


def cases(at: date | None = None) -> st.SearchStrategy[tuple[Scheme, dict[str, Any]]]:
    """A scheme that ships, with a case for it; closed unless there is a day on which it is judged."""
    return st.sampled_from(shipped()).flatmap(lambda scheme: _case(scheme, at))


def _case(scheme: Scheme, at: date | None) -> st.SearchStrategy[tuple[Scheme, dict[str, Any]]]:
    base: dict[str, Any] = {"person": PERSON, "for": "2024-02-01", "statuses": [_WORK]}
    if at is not None:
        base["at"] = str(at)
    return activities(scheme).map(lambda rows: (scheme, {**base, "activities": rows}))


_WORK = {"kind": "work", "from": "2015-01-01", "value": "20"}


@st.composite
def odd_cases(draw: st.DrawFn) -> tuple[Scheme, dict[str, Any]]:
    """Any scheme that ships, with a case in which things are missing, waiting, owed, carried or still going on."""
    scheme = draw(st.sampled_from(shipped()))
    rows = [_with_gaps(draw, row) for row in draw(activities(scheme))]
    kinds_of = [kind for adjust in scheme.adjust for kind in adjust.statuses] or ["leave"]
    status = st.fixed_dictionaries(
        {"kind": st.sampled_from([*kinds_of, "work", "leave"]), "from": _days()},
        optional={"value": st.sampled_from(["0", "0.5", "20"])},
    )
    lots = st.fixed_dictionaries(
        {"points": st.sampled_from(["0.5", "7", "40"]), "category": st.sampled_from([*scheme.categories, "all"])}
    ).map(lambda lot: {**lot, "from": "2023-12-31"})
    rules = [rule.name for rule in scheme.rules]
    debts = st.fixed_dictionaries(
        {"rule": st.sampled_from(rules), "points": st.just("3"), "from": st.just("2023-12-31")}
    )
    known = draw(st.sets(st.sampled_from(sorted(PERSON))))
    made: dict[str, Any] = {"activities": rows, "person": {key: PERSON[key] for key in known}}
    made["statuses"] = draw(st.lists(status, max_size=2))
    for key, drawn in (("carry", st.lists(lots, max_size=3)), ("debts", st.lists(debts, max_size=1))):
        if draw(st.booleans()):
            made[key] = draw(drawn)
    for key in ("at", "for"):
        if draw(st.booleans()):
            made[key] = draw(_days())
    return scheme, made


def _days() -> st.SearchStrategy[str]:
    return st.dates(date(2019, 1, 1), date(2027, 1, 1)).map(str)


def _with_gaps(draw: st.DrawFn, row: dict[str, Any]) -> dict[str, Any]:
    gone = draw(st.sets(st.sampled_from(sorted(set(row) - {"id", "on"})), max_size=3))
    state = draw(st.sampled_from(["approved", "claimed", "under review", "refused", "flagged"]))
    return {**{key: value for key, value in row.items() if key not in gone}, "status": state}
