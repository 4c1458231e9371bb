"""What mail servers report of letters: that one didn't arrive (RFC 3464), and that one wasn't wanted (RFC 5965)."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.message import Message
from email.parser import HeaderParser
from typing import Final

from kring.notifications.actions import note_complaint, note_failure
from kring.notifications.inbound.taking import Incoming, text_of

_STATUS: Final = re.compile(r"\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})")
_MOST_RECIPIENTS: Final = 20


def delivery_report(incoming: Incoming, part: Message, *, now: datetime) -> bool:
    """A letter failed for good: its address is paused, or nearly. What is late or arrived changes nothing, nor does a
    report of a letter that isn't ours."""
    if incoming.letter is None:
        return True
    for told in _told(text_of(part)):
        status = _STATUS.match(told.get("status", ""))
        if told.get("action", "").strip().lower() == "failed" and status:
            said = told.get("diagnostic-code", "").strip() or status[1]
            note_failure(letter=incoming.letter, status=status[1], said=said, now=now)
            break
    return True


def complaint(incoming: Incoming, part: Message, *, now: datetime) -> bool:
    """A reader marked a letter as unwanted: no more are sent to her address. A report that says that it was no spam,
    or of a letter that isn't ours, changes nothing."""
    told = next(_told(text_of(part)), {})
    kind = told.get("feedback-type", "").strip().lower()
    if incoming.letter is not None and kind in ("abuse", "fraud", "opt-out", "other"):
        note_complaint(letter=incoming.letter, said=told.get("user-agent", ""), now=now)
    return True


def _told(text: str) -> Iterator[Mapping[str, str]]:
    """The groups of fields of a report, names in small letters; the first group of a delivery report is about the
    message, each other about one receiver."""
    groups = re.split(r"\r?\n[ \t]*\r?\n", text.strip())
    for group in groups[: _MOST_RECIPIENTS + 1]:
        fields = HeaderParser().parsestr(group.strip() + "\n\n")
        if fields.keys():
            yield {name.lower(): str(value) for name, value in fields.items()}
