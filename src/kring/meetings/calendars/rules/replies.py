"""What a calendar program answers (RFC 5546, METHOD:REPLY), read out of text that anyone may have written. Pure.

Nothing is unrolled and nothing nests: lines are read one by one, so many of them and so long; what isn't understood is
passed over, and without what an answer must have there is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

_MOST_LINES: Final = 2_000
_LONGEST_LINE: Final = 2_000
_MOST_ATTENDEES: Final = 20
_LARGEST: Final = 2**31 - 1
# How far another clock may be ahead of ours.
AHEAD: Final = timedelta(days=1)

_FOLD: Final = re.compile(r"\r?\n[ \t]")
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_PARAMETER: Final = re.compile(r';([A-Za-z0-9-]{1,40})=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)')
_MOMENT: Final = re.compile(r"(\d{8}T\d{6})Z")


class Answer(StrEnum):
    """What she answers."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


class Kind(StrEnum):
    """What a message that comes back is: an answer, or the wish for another time."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to an invitation: which event it is about, in which version, written when. `answer` is None for a wish
    for another time."""

    kind: Kind
    uid: str
    sequence: int
    at: datetime
    answer: Answer | None


class _Line(NamedTuple):
    """A line of a calendar: `ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org`."""

    name: str
    parameters: dict[str, str]
    value: str


def read(text: str, *, address: str = "") -> Reply | None:
    """The answer in a calendar; None where there is none that can be read. `address` is whose answer is meant, should
    there be several."""
    kind, event = _event(text)
    if kind is None:
        return None
    first = {line.name: line.value for line in reversed(event)}
    at, number = _moment(first.get("DTSTAMP", "")), first.get("SEQUENCE", "0").strip()
    uid = first.get("UID", "").strip()
    if at is None or not uid or re.fullmatch(r"[0-9]{1,10}", number) is None or int(number) > _LARGEST:
        return None
    answer = _answer(event, address) if kind is Kind.REPLY else None
    if kind is Kind.REPLY and answer is None:
        return None
    return Reply(kind, uid, int(number), at, answer)


def counts(reply: Reply, *, told: int, last: datetime | None, now: datetime) -> bool:
    """Whether an answer changes anything: `told` is the number that her calendar was told last, `last` when she wrote
    the last one that counted. What is older, comes again, or claims to be of another day to come, doesn't."""
    return reply.sequence >= told and (last is None or reply.at > last) and reply.at <= now + AHEAD


def _event(text: str) -> tuple[Kind | None, list[_Line]]:
    """What a calendar is, and the lines of its first event; those of what lies within it are left out."""
    kind: Kind | None = None
    within: list[str] = []
    event: list[_Line] = []
    for line in _lines(text):
        if line.name == "BEGIN":
            within.append(line.value.strip().upper()[:20])
        elif line.name == "END":
            if within == ["VCALENDAR", "VEVENT"]:
                break
            within = within[:-1]
        elif line.name == "METHOD" and within == ["VCALENDAR"]:
            said = line.value.strip().upper()
            kind = Kind(said) if said in Kind.__members__ else None
        elif within == ["VCALENDAR", "VEVENT"]:
            event.append(line)
    return kind, event


def _lines(text: str) -> Iterator[_Line]:
    for number, whole in enumerate(_FOLD.sub("", text).split("\n")):
        if number >= _MOST_LINES:
            return
        found = _line(whole.rstrip("\r")) if len(whole) <= _LONGEST_LINE else None
        if found is not None:
            yield found


def _line(whole: str) -> _Line | None:
    name = _NAME.match(whole)
    if name is None:
        return None
    at, parameters = name.end(), {}
    while (found := _PARAMETER.match(whole, at)) is not None:
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    return _Line(name[0].upper(), parameters, whole[at + 1 :]) if whole[at : at + 1] == ":" else None


def _moment(text: str) -> datetime | None:
    found = _MOMENT.fullmatch(text.strip().upper())
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def _answer(event: list[_Line], address: str) -> Answer | None:
    """What the one attendee answers; of several, she whose address it is."""
    attendees = [line for line in event if line.name == "ATTENDEE"][:_MOST_ATTENDEES]
    if len(attendees) > 1:
        attendees = [line for line in attendees if _address(line.value) == address.lower()]
    said = attendees[0].parameters.get("PARTSTAT", "").upper() if len(attendees) == 1 else ""
    return Answer(said) if said in Answer.__members__ else None


def _address(value: str) -> str:
    return value.strip().lower().removeprefix("mailto:")
