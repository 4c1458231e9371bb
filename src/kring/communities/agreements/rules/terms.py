"""Which version of an agreement is in force, and until when. Pure.

Days are days of the organisation's zone, half-open: `ends_on` is the first day without. A version counts once both
sides signed it; versions are signed in the order of their numbers (see `may_sign`), so the highest number that both
signed is what they agreed on last.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta

# So long before the last day for giving notice, both sides are told that an agreement renews itself.
AHEAD: Final = timedelta(days=14)
LAST_CALL: Final = timedelta(days=7)


class Side(StrEnum):
    """Who agrees."""

    ORGANISATION = "organisation"
    COMMUNITY = "community"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.COMMUNITY if self is Side.ORGANISATION else Side.ORGANISATION


BOTH: Final = frozenset(Side)


class State(StrEnum):
    """Where an agreement is on a day."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    GRACE = "grace"
    ENDED = "ended"


class Stage(StrEnum):
    """What people are told of before an agreement is over, and after."""

    RENEWS = "renews"
    ENDING = "ending"
    GRACE = "grace"
    LAST_CALL = "last-call"


@dataclass(frozen=True, slots=True)
class Terms:
    """What time and number decide of a version. `renewal_months` 0 is none; `notice_ends_on` is the day that a notice
    of this version gives, the first without it."""

    number: int
    starts_on: date
    ends_on: date
    seats: int
    notice_days: int = 0
    grace_days: int = 0
    renewal_months: int = 0
    drafted_by: Side = Side.ORGANISATION
    signed: frozenset[Side] = frozenset()
    is_declined: bool = False
    notice_ends_on: date | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether both sides signed."""
        return self.signed == BOTH and not self.is_declined


def agreed(versions: Iterable[Terms], today: date) -> list[Terms]:
    """The versions that both signed and that are in force today, or will be, in that order; the others never are again.

    Of two the later one wins from its first day on.
    """
    kept: list[Terms] = []
    for one in sorted(versions, key=lambda one: one.number, reverse=True):
        if one.is_sealed and all(max(one.starts_on, today) < later.starts_on for later in kept):
            kept.append(one)
    return kept[::-1]


def end_of(terms: Terms, today: date) -> date:
    """The first day without a version, as it looks today: the one that a notice gave, or the end of its period, or
    where it renews itself the end of the period that runs.

    >>> year = Terms(1, date(2026, 1, 1), date(2027, 1, 1), 20, notice_days=60, renewal_months=12)
    >>> end_of(year, date(2026, 5, 5)), end_of(year, date(2027, 1, 1))
    (datetime.date(2027, 1, 1), datetime.date(2028, 1, 1))
    """
    if not terms.renewal_months:
        return min(terms.ends_on, terms.notice_ends_on or terms.ends_on)
    if terms.notice_ends_on is not None:
        return terms.notice_ends_on
    end, times = terms.ends_on, 0
    while end <= today:
        times += 1
        end = terms.ends_on + relativedelta(months=terms.renewal_months * times)
    return end


def state(versions: Iterable[Terms], today: date) -> State:
    """Where an agreement is today."""
    versions = list(versions)
    ahead = agreed(versions, today)
    if not ahead:
        return State.PROPOSED if proposed(versions) else State.DRAFT
    last = ahead[-1]
    end = end_of(last, today)
    if today >= end + timedelta(days=last.grace_days):
        return State.ENDED
    if today >= end:
        return State.GRACE
    return State.AGREED if today < ahead[0].starts_on else State.RUNNING


def in_force(versions: Iterable[Terms], today: date) -> Terms | None:
    """The version that holds today: never more than one."""
    ahead = agreed(versions, today)
    is_running = ahead and ahead[0].starts_on <= today < end_of(ahead[-1], today)
    return ahead[0] if is_running else None


def proposed(versions: Iterable[Terms]) -> Terms | None:
    """The version that waits for the signature of the other side, if there is one: the newest that anyone signed."""
    newest = max((one for one in versions if one.signed), key=lambda one: one.number, default=None)
    return newest if newest is not None and not newest.is_sealed and not newest.is_declined else None


def drafted(versions: Iterable[Terms], side: Side) -> Terms | None:
    """What a side is drafting: its newest version that nobody signed, and that nothing signed came after."""
    versions = list(versions)
    newest_signed = max((one.number for one in versions if one.signed), default=0)
    own = (one for one in versions if one.drafted_by is side and not one.signed and one.number > newest_signed)
    return max(own, key=lambda one: one.number, default=None)


def may_sign(versions: Iterable[Terms], number: int, side: Side) -> bool:
    """Whether a side can sign a version: its own draft, or what the other side proposes; nothing that a later proposal
    overtook, or that was declined."""
    versions = list(versions)
    wanted = next(one for one in versions if one.number == number)
    if wanted.is_declined or side in wanted.signed or any(one.signed for one in versions if one.number > number):
        return False
    return bool(wanted.signed) or wanted.drafted_by is side


def seats(versions: Iterable[Terms], today: date) -> int:
    """How many seats can be taken: those of the version in force, or fewer where a coming one has fewer, so that nobody
    takes one today that isn't there tomorrow."""
    return min((one.seats for one in agreed(versions, today)), default=0)


def joins_on(versions: Iterable[Terms], starts_on: date, today: date) -> bool:
    """Whether a version that begins on this day leaves no gap after what was agreed before it."""
    ahead = agreed(versions, today)
    return not ahead or starts_on <= end_of(ahead[-1], today)


def earliest_end(terms: Terms, today: date) -> date:
    """The first day without the agreement that a notice given today can give."""
    return today + timedelta(days=max(terms.notice_days, 1))


def notice_until(terms: Terms, today: date) -> date:
    """The last day on which a notice still ends the agreement with the period that runs."""
    return end_of(terms, today) - timedelta(days=max(terms.notice_days, 1))


def stages(terms: Terms, today: date) -> list[tuple[Stage, date]]:
    """What people are told of the version that was agreed on last, and from which day on. Of one that renews itself
    only that: its end moves on. Each is told while the next one isn't due."""
    end, over = end_of(terms, today), end_of(terms, today) + timedelta(days=terms.grace_days)
    if terms.renewal_months and terms.notice_ends_on is None:
        return [(Stage.RENEWS, notice_until(terms, today) - AHEAD)]
    told = [(Stage.ENDING, end - timedelta(days=max(terms.notice_days, 7))), (Stage.GRACE, end)]
    if terms.grace_days > LAST_CALL.days:
        told.append((Stage.LAST_CALL, over - LAST_CALL))
    return told


def due(terms: Terms, today: date) -> Stage | None:
    """What people are to be told of now, if anything."""
    begun = [stage for stage, since in stages(terms, today) if since <= today]
    return begun[-1] if begun else None
