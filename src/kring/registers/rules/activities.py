"""The activities of a case out of plain values: their days, their moments, their hours, and facts of any kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from kring.registers.rules import facts, parsing
from kring.registers.rules.case import Activity, State, day_of, hours_between, last_day_of
from kring.registers.rules.problems import Path
from kring.registers.rules.schema import Scheme
from kring.registers.rules.taking import Taker, facts_of
from kring.registers.rules.words import WordsError

STATES: Mapping[str, State] = {
    "claimed": "claimed",
    "under review": "under review",
    "approved": "approved",
    "refused": "refused",
    "flagged": "flagged",
}
_OWN = "id kind on started ended hours minutes points items claimed areas title submitted recorded"
OWN = frozenset(_OWN.split())
STATED = frozenset({"status", "reason"})


def activities_of(take: Taker, raw: Mapping[str, Any], scheme: Scheme) -> tuple[Activity, ...]:
    """Every activity of the case; one that can't be read is told, and read as far as it goes."""
    zone = ZoneInfo(scheme.zone)
    types = {**facts.ACTIVITY, **{name: fact.type for name, fact in scheme.facts.activity.items()}}
    seen: set[str] = set()
    made = []
    for path, row in take.rows(raw, "activities"):
        activity = _activity(take, row, path, types, zone)
        if activity.id in seen:
            take.say("said twice", (*path, "id"), name=activity.id)
        seen.add(activity.id)
        made.append(activity)
    return tuple(made)


def _activity(take: Taker, raw: Mapping[str, Any], path: Path, types: Mapping[str, str], zone: ZoneInfo) -> Activity:
    known = OWN | STATED | types.keys()
    take.known(raw, path, known, note=True)
    begin, end = (take.key(raw, key, path, _moment) for key in ("started", "ended"))
    started, completed = _days(take, raw, path, (begin, end), zone)
    said = {key: value for key, value in raw.items() if key in types and key not in OWN}
    state = take.key(raw, "status", path, _state) or "approved"
    return Activity(
        id=take.key(raw, "id", path, parsing.text) or f"a{int(path[-1]) + 1}",
        kind=take.key(raw, "kind", path, parsing.name) or "course",
        started=started,
        completed=completed,
        begin=begin if isinstance(begin, datetime) else None,
        end=end if isinstance(end, datetime) else None,
        submitted=take.key(raw, "submitted", path, parsing.day),
        recorded=take.key(raw, "recorded", path, parsing.day),
        hours=_hours(take, raw, path, (begin, end), zone),
        points=take.key(raw, "points", path, parsing.not_negative),
        items=take.key(raw, "items", path, parsing.not_negative) or Fraction(1),
        title=take.key(raw, "title", path, parsing.text) or "",
        claimed=take.key(raw, "claimed", path, _words) or (),
        areas=take.key(raw, "areas", path, _words) or (),
        state=state,
        reason=take.key(raw, "reason", path, parsing.text) or "",
        facts=facts_of(take, said, path, types),
    )


def _moment(value: Any) -> datetime | date:
    said = parsing.text(value)
    if parsing.DAY.fullmatch(said):
        return parsing.day(said)
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", said):
        try:
            found = datetime.fromisoformat(said)
        except ValueError as wrong:
            raise WordsError("no such moment", found=said[:80]) from wrong
        # At the edges of the calendar another zone may have no such day.
        if not MINYEAR < found.year < MAXYEAR:
            raise WordsError("no such moment", found=said[:80])
        return found
    raise WordsError("day or moment expected", found=said[:80])


def _days(
    take: Taker, raw: Mapping[str, Any], path: Path, moments: tuple[date | None, date | None], zone: ZoneInfo
) -> tuple[date, date]:
    """The first and the last day."""
    begin, end = moments
    on = take.key(raw, "on", path, parsing.day)
    first = day_of(begin, zone) if isinstance(begin, datetime) else begin
    last = last_day_of(end, zone) if isinstance(end, datetime) else end
    completed = on or last or first
    if completed is None:
        if not {"on", "started", "ended"} & raw.keys():
            take.say("day missing", path)
        return date.min, date.min
    if first is not None and completed < first:
        take.say("ends before it starts", (*path, "on" if on else "ended"))
    return first or completed, completed


def _hours(
    take: Taker, raw: Mapping[str, Any], path: Path, moments: tuple[date | None, date | None], zone: ZoneInfo
) -> Fraction | None:
    """The hours that were said, else the minutes, else what lies between the moments."""
    hours = take.key(raw, "hours", path, parsing.number)
    minutes = take.key(raw, "minutes", path, parsing.number)
    found, key = (hours, "hours") if hours is not None else (None if minutes is None else minutes / 60, "minutes")
    begin, end = moments
    if found is None and isinstance(begin, datetime) and isinstance(end, datetime):
        found, key = hours_between(begin, end, zone), "ended"
    if found is not None and found <= 0:
        take.say("no duration", (*path, key))
    return found


def _state(value: Any) -> State:
    found = STATES.get(parsing.text(value))
    if found is None:
        raise WordsError("one of these expected", found=parsing.text(value)[:80], known=tuple(STATES))
    return found


def _words(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parsing.text(item) for item in (value if isinstance(value, list) else [value])))
