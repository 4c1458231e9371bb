"""Small schemes and cases for tests of the judging engine, out of plain values."""

from __future__ import annotations

from typing import Any

from kring.registers.rules.case import Case
from kring.registers.rules.casework import case_of
from kring.registers.rules.judging import judge
from kring.registers.rules.schema import Scheme
from kring.registers.rules.verdict import Verdict

HEAD: dict[str, Any] = {
    "format": "1",
    "scheme": "made",
    "version": "1",
    "title": {"en": "Made"},
    "body": "Nobody",
    "source": "A test",
    "year": "2024",
    "status": "unreviewed",
    "applies": {"from": "1950-01-01"},
    "period": {"starts": "2000-01-01", "length": "1 year"},
    "earning": [{"name": "any", "kind": "any", "points": "stated"}],
    "rules": [{"name": "total", "of": "all", "at_least": "10"}],
}


def plain(value: Any) -> Any:
    """Everything as the text of a file would have it."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def scheme(**keys: Any) -> Scheme:
    """A scheme with these keys."""
    raw = plain({**HEAD, **keys})
    if "categories" in keys:
        raw["categories"] = {name: {"label": name, **raw["categories"][name]} for name in raw["categories"]}
    return Scheme.of(raw)


def case(made: Scheme, *activities: Any, **keys: Any) -> Case:
    """A case; of 2024 unless it says otherwise. An activity is a mapping; a day and points will do."""
    raw: dict[str, Any] = {"for": "2024-06-01", **keys}
    found, problems = case_of(plain({**raw, "activities": [_activity(one) for one in activities]}), made)
    assert found is not None, problems
    return found


def _activity(said: Any) -> Any:
    return said if isinstance(said, dict) else {"on": said[0], "points": said[1]}


def judged(made: Scheme, *activities: Any, **keys: Any) -> Verdict:
    """The verdict on a case."""
    return judge(made, case(made, *activities, **keys))
