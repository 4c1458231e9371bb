"""What is written down of a meeting afterwards."""

from datetime import datetime

from django.db import transaction

from kring.conversations.drafts import LONGEST_BODY, Checked
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.events.actions import record
from kring.foundation.text import markup
from kring.meetings.actions import checks
from kring.meetings.events import NotesWritten
from kring.meetings.models import Meeting


@transaction.atomic
def write_notes(*, actor: Reader, meeting: int, notes: str, version: int, now: datetime) -> Meeting:
    """Write the notes of a meeting that one hosts, also after its list was closed. Raises ConflictError when someone
    else changed the meeting meanwhile."""
    held = checks.hosted(actor, meeting)
    checks.writable(held.place)
    checks.unchanged(held, version)
    check = Checked()
    held.notes = check.text("notes", notes, longest=LONGEST_BODY, needed=False)
    check.done()
    held.notes_html = markup.render(held.notes) if held.notes else ""
    held.version, held.changed_at = held.version + 1, now
    held.save(update_fields=["notes", "notes_html", "version", "changed_at"])
    record(NotesWritten(meeting=held.pk), actor=signed_in(actor), now=now)
    return held
