"""How active everyone is in the places that a reader sees, as ranking wants it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection

from kring.finding.index import store
from kring.finding.rules import Activity, Pulse, day_start, pulse_of

_KEPT: Final = 32
_SMALL: Final = 2_000
"""A pulse of fewer people is read anew each time: it costs little, and is never out of date."""

_SQL = """
    SELECT account_id,
           sum(contributions * exp((day - %(start)s) / 14.0)),
           sum(contributions * exp((day - %(start)s) / 90.0)),
           sum(contributions * exp((day - %(start)s) / 365.0)),
           sum(contributions),
           coalesce(sum(contributions) FILTER (WHERE day >= %(start)s - 30), 0),
           extract(epoch FROM max(day))::bigint
      FROM activity
     WHERE day < %(start)s AND contributions > 0 {visible}
     GROUP BY account_id
"""

_pulses: dict[tuple[object, ...], Pulse] = {}


def pulse(places: Sequence[int] | None, *, at: int) -> Pulse:
    """The pulse of these places (None: all) at the start of the day of `at` (seconds). At most one query.

    Only days that are over count, so a large one is kept for as long as it is that day and the index goes on.
    """
    start = datetime.fromtimestamp(day_start(at), UTC).date()
    key = (str(store.folder()), store.position().database, start, None if places is None else frozenset(places))
    if key in _pulses:
        return _pulses[key]
    made = pulse_of(_people(places, start))
    if len(made.people) >= _SMALL:
        while len(_pulses) >= _KEPT:
            _pulses.pop(next(iter(_pulses)), None)
        _pulses[key] = made
    return made


def _people(places: Sequence[int] | None, start: date) -> dict[int, Activity]:
    given: dict[str, Any] = {"start": start, "places": places}
    visible = "" if places is None else "AND place_id = ANY(%(places)s)"
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(visible=visible), given)
        return {row[0]: _active(row) for row in cursor.fetchall()}


def _active(row: Sequence[Any]) -> Activity:
    _account, fortnight, quarter, year, ever, month, last = row
    return Activity(float(fortnight), float(quarter), float(year), int(ever), int(month), int(last))
