"""When the meetings of a series are, by a recurrence rule (RFC 5545, 3.3.10). Pure.

The parts that a rule may have are those that say days; hours and minutes it takes from the series. A local time stays
the same when clocks change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrulestr

MOST_MEETINGS: Final = 400
AHEAD: Final = timedelta(days=366)
LONGEST_RULE: Final = 200

_FREQUENCIES: Final = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
_DAY: Final = r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS: Final = {
    "FREQ": re.compile("|".join(_FREQUENCIES)),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,5}"),
    "UNTIL": re.compile(r"\d{8}(?:T\d{6}Z?)?"),
    "BYDAY": re.compile(rf"{_DAY}(?:,{_DAY}){{0,34}}"),
    "BYMONTHDAY": re.compile(r"-?[1-9]\d?(?:,-?[1-9]\d?){0,30}"),
    "BYMONTH": re.compile(r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}"),
    "BYSETPOS": re.compile(r"-?[1-9]\d{0,2}(?:,-?[1-9]\d{0,2}){0,9}"),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
}


class Wrong(StrEnum):
    """Why a text is no rule that a series can follow."""

    NO_RULE = "no-rule"
    UNKNOWN_PART = "unknown-part"
    BOTH_ENDS = "both-ends"
    TOO_MANY = "too-many"
    NO_MEETING = "no-meeting"
    FIRST_ELSEWHERE = "first-elsewhere"


class NoRuleError(ValueError):
    """A text is no rule; `wrong` says why."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read: its parts in the order of the standard, without the ends, which stand beside it."""

    text: str
    count: int | None = None
    until: date | None = None


def read(text: str) -> Rule:
    """A rule out of its text ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"). Raises NoRuleError.

    Of UNTIL the day counts, as the local day of the series.

    >>> read("freq=monthly;byday=-1FR;count=6")
    Rule(text='FREQ=MONTHLY;BYDAY=-1FR', count=6, until=None)
    """
    if len(text) > LONGEST_RULE:
        raise NoRuleError(Wrong.NO_RULE)
    parts = _parts(text.strip().upper().removeprefix("RRULE:"))
    if "COUNT" in parts and "UNTIL" in parts:
        raise NoRuleError(Wrong.BOTH_ENDS)
    rule = Rule(
        ";".join(f"{name}={parts[name]}" for name in _PARTS if name in parts and name not in {"COUNT", "UNTIL"}),
        int(parts["COUNT"]) if "COUNT" in parts else None,
        _until(parts["UNTIL"]) if "UNTIL" in parts else None,
    )
    if rule.count is not None and rule.count > MOST_MEETINGS:
        raise NoRuleError(Wrong.TOO_MANY)
    return rule


def days(rule: Rule, *, first: date, after: date | None = None, until: date) -> list[date]:
    """The days of a rule that begins on `first`: after a day, where given, and until a day, both in local days.

    Whether it begins with `first` is not asked here; a rule needs not name it. At most as many as a year and a day has
    for each year asked.

    >>> days(read("FREQ=WEEKLY;COUNT=3"), first=date(2026, 11, 24), until=date(2027, 11, 24))
    [datetime.date(2026, 11, 24), datetime.date(2026, 12, 1), datetime.date(2026, 12, 8)]
    """
    last = min(until, rule.until) if rule.until is not None else until
    every = _every(rule, first, last)
    counted = every if rule.count is None else (day for _, day in zip(range(rule.count), every, strict=False))
    return [day for day in counted if after is None or day > after]


def problem(rule: Rule, *, first: date) -> Wrong | None:
    """Why a series can't follow a rule from a first day: no such day within a year, or more than MOST_MEETINGS until
    its end."""
    horizon = first + AHEAD
    if not days(rule, first=first, until=horizon):
        return Wrong.NO_MEETING
    if first not in days(rule, first=first, until=first):
        return Wrong.FIRST_ELSEWHERE
    if (
        rule.until is not None
        and len(days(rule, first=first, until=min(rule.until, first + 20 * AHEAD))) > MOST_MEETINGS
    ):
        return Wrong.TOO_MANY
    return None


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in filter(None, text.split(";")):
        name, sign, value = part.partition("=")
        if not sign or name not in _PARTS or name in parts:
            raise NoRuleError(Wrong.UNKNOWN_PART)
        if not _PARTS[name].fullmatch(value):
            raise NoRuleError(Wrong.NO_RULE)
        parts[name] = value
    if "FREQ" not in parts:
        raise NoRuleError(Wrong.NO_RULE)
    # A day that never comes is looked for day by day until the last year that there is.
    if parts["FREQ"] == "DAILY" and parts.keys() & {"BYMONTHDAY", "BYSETPOS"}:
        raise NoRuleError(Wrong.UNKNOWN_PART)
    return parts


def _until(text: str) -> date:
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 - a local day
    except ValueError:
        raise NoRuleError(Wrong.NO_RULE) from None


def _every(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Each day until the last. The end goes into the rule, so that one without any day ends as well."""
    if last < first:
        return iter(())
    start = datetime.combine(first, time())
    try:
        made = rrulestr(f"{rule.text};UNTIL={last:%Y%m%d}", dtstart=start)
        return iter([at.date() for at in made])
    except ValueError:
        raise NoRuleError(Wrong.NO_RULE) from None
