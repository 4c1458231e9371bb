"""Which meetings to come would count in a dossier that isn't met yet. Nothing is written here."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from fractions import Fraction
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from kring.foundation.access.readers import Reader
from kring.learning.actions.meetings import facts_of_meeting
from kring.learning.dossiers.queries.cases import Ground, line_of
from kring.learning.dossiers.queries.judging import Judged, judged
from kring.learning.queries import CaseEntry
from kring.meetings.queries import Ahead, ahead
from kring.registers.queries import Known

_MET: Final = "met"


class Counts(NamedTuple):
    """A meeting that would count: how much of it, as text of a Fraction, beside what counts already."""

    meeting: Ahead
    counted: str


def would_count(
    reader: Reader, made: Judged, ground: Ground, versions: Sequence[Known], *, now: datetime, most: int = 5
) -> list[Counts]:
    """The soonest meetings in the reader's circles that would count in this period, as they stand now. One query and
    one verdict, and none where the period is met, closed or over."""
    if made.period is None or made.snapshot is not None or made.verdict == _MET:
        return []
    until = datetime.combine(made.period[1], time(), ZoneInfo(versions[0].scheme.zone)).astimezone(UTC)
    found = ahead(reader, now=now, until=until) if now < until else []
    if not found:
        return []
    tried = ground._replace(entries=[*ground.entries, *(_as_entry(one, now) for one in found)])
    # Judged as when the last of them is over: what lies ahead doesn't count yet.
    after = max(one.ends_at for one in found)
    said = judged(tried, made.registration, versions, now=after, wanted=made.period[0]).said
    counted = {-line_of(row["id"]): row["counted"] for row in said.get("activities", ())}
    return [Counts(one, counted[one.id]) for one in found if Fraction(counted.get(one.id, "0")) > 0][:most]


def _as_entry(one: Ahead, now: datetime) -> CaseEntry:
    """The line that it would become; its key is the meeting's below zero, which no entry has."""
    facts: dict[str, Any] = facts_of_meeting(one.kind, people=max(one.taken, 1), has_facilitator=one.has_facilitator)
    if one.mode == "online":
        facts["online"] = "yes"
    return CaseEntry(
        id=-one.id,
        line=-one.id,
        title=one.title,
        kind=one.kind,
        day=one.ends_at.astimezone(ZoneInfo(one.zone)).date(),
        started_at=one.starts_at,
        ended_at=one.ends_at,
        minutes=int((one.ends_at - one.starts_at).total_seconds()) // 60,
        facts=facts,
        claims=one.claims,
        recorded_at=now,
        proved=(),
    )
