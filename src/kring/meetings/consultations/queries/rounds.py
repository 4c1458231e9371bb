"""The round of a meeting, for who sits in at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError, RefusedError
from kring.meetings.access import MEETING
from kring.meetings.consultations.access import ROUND
from kring.meetings.consultations.models import Agreement, Group, LearningPoint, Round, RoundNotes, Summary
from kring.meetings.consultations.queries.groups import group_at
from kring.meetings.consultations.rules.clock import Clock, State
from kring.meetings.consultations.words import AGREE_FIRST, NOT_IN_GROUP, NOT_LEADING
from kring.meetings.models import Attendance, Meeting, Part, PartRole


@dataclass(frozen=True, slots=True)
class Sitting:
    """A round as its page shows it. Before she `agreed` the reader is shown neither case nor clock nor notes.

    `unagreed` are those who are there and haven't agreed yet.
    """

    meeting: Meeting
    group: Group
    agreed: bool
    may_lead: bool
    agreements: Sequence[Agreement]
    unagreed: Sequence[Account]
    bringers: Sequence[Account]
    round: Round | None
    notes: RoundNotes | None
    summary: Summary | None


class Pulse(NamedTuple):
    """What changes while a round goes on."""

    round: Round | None
    agreed: int
    meeting: Meeting


def sitting(reader: Reader, key: int) -> Sitting:
    """The round of a meeting of a group that the reader is in. Raises NotThereError, and RefusedError for who may see
    the meeting and isn't in the group. At most five queries."""
    rows = Meeting.objects.select_related("place__community", "led_by", "round", "round_notes", "round_summary")
    meeting = rows.filter(MEETING.filter(reader, "read"), pk=key).first()
    group = group_at(meeting.place_id) if meeting is not None else None
    if meeting is None or group is None:
        raise NotThereError
    if not ROUND.allows(reader, "sit-in", meeting):
        raise RefusedError(NOT_IN_GROUP, code="not-in-group")
    agreements = list(Agreement.objects.select_related("account").filter(meeting=meeting).order_by("at", "pk"))
    agreed = {one.account_id for one in agreements}
    parts = list(Part.objects.select_related("account").filter(meeting=meeting, account__isnull=False).order_by("pk"))
    facilitators = {part.account_id for part in parts if part.role == PartRole.FACILITATOR}
    is_in = reader.account in agreed
    return Sitting(
        meeting=meeting,
        group=group,
        agreed=is_in,
        may_lead=ROUND.allows(reader, "lead", meeting) or reader.account in facilitators,
        agreements=agreements,
        unagreed=[one for one in there_now(meeting) if one.pk not in agreed],
        bringers=[part.account for part in parts if part.role == PartRole.CASE and part.account is not None],
        round=getattr(meeting, "round", None) if is_in else None,
        notes=getattr(meeting, "round_notes", None) if is_in else None,
        summary=getattr(meeting, "round_summary", None) if is_in else None,
    )


def there_now(meeting: Meeting) -> list[Account]:
    """Who of the people of Kring is on the open list of a meeting and hasn't left, by name. One query."""
    rows = Attendance.objects.select_related("sign_up__account").filter(
        sign_up__meeting=meeting, sign_up__account__isnull=False, left_at=None
    )
    found = rows.order_by("sign_up__account__sort_name", "pk")
    return [row.sign_up.account for row in found if row.sign_up.account is not None]


def pulse(reader: Reader, key: int) -> Pulse:
    """What changes while a round goes on, for who agreed to its confidentiality; browsers ask this every two seconds.
    Raises NotThereError for all others. Two queries."""
    rows = Agreement.objects.select_related("meeting__round").filter(meeting=key, account=reader.account or 0)
    own = rows.filter(meeting__in=Meeting.objects.filter(ROUND.filter(reader, "sit-in"))).first()
    if own is None:
        raise NotThereError
    return Pulse(getattr(own.meeting, "round", None), Agreement.objects.filter(meeting=key).count(), own.meeting)


def may_lead(reader: Reader, meeting: Meeting) -> bool:
    """Whether the reader leads the round of a meeting. At most one query."""
    if ROUND.allows(reader, "lead", meeting):
        return True
    facilitates = Part.objects.filter(meeting=meeting, role=PartRole.FACILITATOR, account=reader.account or 0)
    return facilitates.exists()


def agreed_sitting(reader: Reader, key: int) -> Sitting:
    """As `sitting`, for who agreed to confidentiality; RefusedError for who didn't yet."""
    found = sitting(reader, key)
    if not found.agreed:
        raise RefusedError(AGREE_FIRST, code="not-agreed")
    return found


def leads(found: Sitting) -> None:
    """Raise RefusedError unless the reader agreed and leads the round."""
    if not found.may_lead:
        raise RefusedError(NOT_LEADING, code="may-not-lead")
    if not found.agreed:
        raise RefusedError(AGREE_FIRST, code="not-agreed")


def own_point(reader: Reader, meeting: Meeting) -> LearningPoint | None:
    """What the reader takes from a meeting, where she wrote it."""
    return LearningPoint.objects.filter(meeting=meeting, account=reader.account or 0).first()


class Unwritten(NamedTuple):
    """What the list of a group's meeting would lack if it were closed now."""

    summary: bool
    points: Sequence[Account]


def unwritten(meeting: Meeting) -> Unwritten | None:
    """What isn't written yet of a meeting, for its host: the summary, and the learning points of those who are there.
    None for a meeting of another circle. At most four queries."""
    if group_at(meeting.place_id) is None:
        return None
    written = set(LearningPoint.objects.filter(meeting=meeting).values_list("account_id", flat=True))
    missing = [one for one in there_now(meeting) if one.pk not in written]
    return Unwritten(not Summary.objects.filter(meeting=meeting).exists(), missing)


def clock_of(row: Round) -> Clock:
    """The clock of a round."""
    return Clock(State(row.state), row.step, tuple(row.given), tuple(row.used), tuple(row.added), row.since)
