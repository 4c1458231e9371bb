"""What is written of a meeting: what stays with the group, what registers may read, what each learned."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.drafts import Checked
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError
from kring.meetings.actions.checks import standing
from kring.meetings.consultations.actions import checks
from kring.meetings.consultations.models import LearningPoint, RoundNotes, Summary
from kring.meetings.models import Meeting

LONGEST_QUESTION, LONGEST_NOTES, LONGEST_SUMMARY, LONGEST_POINT = 2_000, 20_000, 2_000, 1_000

Written = TypeVar("Written", RoundNotes, Summary)


@transaction.atomic
def write_notes(*, actor: Reader, meeting: int, question: str, notes: str, version: int, now: datetime) -> RoundNotes:
    """Write the question of who brings the case, and notes that stay with the group; also after the list is closed.

    `version` is that of what was there, 0 for nothing. Raises ConflictError when someone else wrote meanwhile.
    """
    held = checks.sat_in(actor, meeting, lock=True)
    account = checks.agreed(actor, held)
    check = Checked()
    asked = check.text("question", question, longest=LONGEST_QUESTION, needed=False)
    kept = check.text("notes", notes, longest=LONGEST_NOTES, needed=False)
    check.done()
    row = _latest(RoundNotes, held, version)
    row.question, row.notes = asked, kept
    return _signed(row, account, now)


@transaction.atomic
def write_summary(*, actor: Reader, meeting: int, text: str, version: int, now: datetime) -> Summary:
    """Write what stands on the closed list: how it was worked, without a word of the case. By who facilitates."""
    held = checks.sat_in(actor, meeting, lock=True)
    checks.leading(actor, held)
    account = checks.agreed(actor, held)
    _after_start(held, now)
    check = Checked()
    told = check.text("text", text, longest=LONGEST_SUMMARY)
    check.done()
    row = _latest(Summary, held, version)
    row.text = told
    return _signed(row, account, now)


@transaction.atomic
def write_point(*, actor: Reader, meeting: int, text: str, now: datetime) -> LearningPoint:
    """Write the one thing that one takes from a meeting, until its list is closed; written again it is another."""
    held = checks.sat_in(actor, meeting, lock=True)
    account = checks.agreed(actor, held)
    _after_start(held, now)
    check = Checked()
    told = check.text("text", text, longest=LONGEST_POINT)
    check.done()
    row, _is_new = LearningPoint.objects.update_or_create(
        meeting=held, account_id=account, defaults={"text": told, "written_at": now}
    )
    return row


def _after_start(held: Meeting, now: datetime) -> None:
    standing(held)
    if now < held.starts_at:
        raise ConflictError(_("This meeting hasn't begun."), code="not-begun")


def _latest(kind: type[Written], held: Meeting, version: int) -> Written:
    """What was written of a meeting, if it is what the actor saw. The caller holds the meeting's row."""
    row = kind.objects.filter(meeting=held).first()
    if (row.version if row is not None else 0) != version:
        raise ConflictError(
            _("This was changed while you were writing. Your text is kept below; compare the two."),
            code="changed-meanwhile",
        )
    return row or kind(meeting=held, version=0)


def _signed(row: Written, account: int, now: datetime) -> Written:
    row.version += 1
    row.written_by_id, row.written_at = account, now
    row.save()
    return row
