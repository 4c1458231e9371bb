"""Who has a place at a meeting, and until when one may say so. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# Whoever stayed away this often within a year, without saying so in time, asks the host for a place.
NO_SHOW_DAYS: Final = 365


class Closed(StrEnum):
    """Why one can't register."""

    CANCELLED = "cancelled"
    OVER = "over"
    TOO_LATE = "too-late"
    STAYED_AWAY = "stayed-away"


def closed(*, cancelled: bool, starts: datetime, ends: datetime, hours_before: int, now: datetime) -> Closed | None:
    """Why nobody can register any more; None while one can. `hours_before` the start registration closes; with none it
    stays open until the end."""
    if cancelled:
        return Closed.CANCELLED
    if now >= ends:
        return Closed.OVER
    if hours_before and now >= starts - timedelta(hours=hours_before):
        return Closed.TOO_LATE
    return None


def has_room(*, places: int | None, taken: int) -> bool:
    """Whether there is a place for one more; without a number there always is."""
    return places is None or taken < places


def is_late(*, starts: datetime, hours_before: int, now: datetime, moved_up: datetime | None = None) -> bool:
    """Whether giving up a place now is later than the host asked: within so many hours of the start. It never is for
    who waited and `moved_up` within those hours: that moment she didn't choose.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> at = noon - timedelta(hours=5)
    >>> [is_late(starts=noon, hours_before=24, now=at, moved_up=noon - timedelta(hours=ago)) for ago in (30, 6)]
    [True, False]
    """
    return now >= starts - timedelta(hours=hours_before) and had_time(
        starts=starts, hours_before=hours_before, moved_up=moved_up
    )


def had_time(*, starts: datetime, hours_before: int, moved_up: datetime | None) -> bool:
    """Whether someone with a place could still sign off in time when she got it; who `moved_up` too late couldn't."""
    return moved_up is None or moved_up < starts - timedelta(hours=hours_before)


def movable(*, places: int | None, taken: int, waiting: int) -> int:
    """How many of those who wait move up.

    >>> movable(places=12, taken=11, waiting=4), movable(places=None, taken=3, waiting=2)
    (1, 2)
    """
    return waiting if places is None else max(0, min(waiting, places - taken))
