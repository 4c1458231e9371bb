"""Reading one message and giving its parts to who takes them.

Whatever comes in was written by others, hostile ones among them: its size, its parts and what is read of each are
bounded, and nothing in it is believed but what bears a signature of this installation.
"""

import email
import email.policy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from enum import IntEnum
from functools import cache
from itertools import islice
from typing import Any, Final, cast

from django.utils.module_loading import import_string

from kring.notifications.letters.tokens import letters_marked

# Bytes of a message; reports are far smaller, calendar replies too.
LARGEST: Final = 2_000_000
_MOST_PARTS: Final = 50
_DEEPEST: Final = 10
_LONGEST_HEADER: Final = 2_000
_LONGEST_PART: Final = 100_000
# Headers in which the address stands to which a message was delivered.
_TO: Final = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


class Outcome(IntEnum):
    """What became of a message, as exit codes for a mail server (sysexits)."""

    TAKEN = 0
    REFUSED = 65
    LATER = 75


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as takers see it: its parts, those of an enclosed message included; the letter that it is about, None
    where no number of a letter with our signature stands where one belongs; and the addresses to which it came."""

    message: Message
    parts: Sequence[Message]
    letter: int | None
    addressed: Sequence[str]

    def texts(self, *kinds: str) -> list[str]:
        """What the parts of these content types say, each cut off at 100,000 signs."""
        return [text_of(part) for part in self.parts if part.get_content_type() in kinds]


# A taker says whether the part was for it.
Taker = Callable[..., bool]


def take(data: bytes, *, takers: Mapping[str, str], now: datetime, delivered_to: str = "") -> Outcome:
    """Give a message to the first of its takers who says that it is for her: `takers` maps a content type to the
    dotted path of a function of an `Incoming`, the part, and `now`. `delivered_to` is the address to which it was
    delivered, where the mail server says so. Raises only what the database raises."""
    if len(data) > LARGEST:
        return Outcome.REFUSED
    incoming = read(data, delivered_to=delivered_to)
    if incoming is None:
        return Outcome.REFUSED
    for part in incoming.parts:
        path = takers.get(part.get_content_type())
        if path is not None and _taker(path)(incoming, part, now=now):
            return Outcome.TAKEN
    return Outcome.REFUSED


def read(data: bytes, *, delivered_to: str = "") -> Incoming | None:
    """A message with its parts; None where it can't be read."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(islice(_walk(message), _MOST_PARTS))
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError):
        return None
    addressed = [delivered_to, *(_value(message.get(name, "")) for name in _TO)]
    return Incoming(message, parts, _letter(parts, addressed), [one for one in addressed if one])


def text_of(part: Message) -> str:
    """What a part says, in any encoding that it claims and with signs replaced that aren't in it; a part that holds
    messages or headers alone says those."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(_headers(one) for one in payload[:_MOST_PARTS] if isinstance(one, Message))[:_LONGEST_PART]
    try:
        plain = cast("bytes", part.get_payload(decode=True) or b"")[:_LONGEST_PART]
        return plain.decode(part.get_content_charset("utf-8"), "replace")
    except (ValueError, TypeError, LookupError, AssertionError):
        return str(payload)[:_LONGEST_PART]


def _headers(message: Message) -> str:
    return "".join(f"{name}: {_value(value)}\n" for name, value in message.items()[:200]) + "\n"


def _value(value: Any) -> str:
    return str(value)[:_LONGEST_HEADER]


def _walk(message: Message, depth: int = 0) -> Iterator[Message]:
    """A message and its parts from the outside in; what lies too deep is left out."""
    yield message
    payload = message.get_payload()
    if isinstance(payload, list) and depth < _DEEPEST:
        for part in payload:
            if isinstance(part, Message):
                yield from _walk(part, depth + 1)


def _letter(parts: Sequence[Message], addressed: Sequence[str]) -> int | None:
    """The letter that a report is about: by the address it was sent to, else by the Message-ID of the letter that it
    encloses. When several are named, it is about none."""
    for texts in (addressed, list(_enclosed(parts))):
        found = letters_marked("\n".join(texts))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _enclosed(parts: Sequence[Message]) -> Iterator[str]:
    """The Message-IDs of letters that a report encloses, whole or their headers alone."""
    for part in parts[1:]:
        yield _value(part.get("Message-ID", ""))
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            yield _value(email.message_from_string(text_of(part)).get("Message-ID", ""))


@cache
def _taker(path: str) -> Taker:
    return cast("Taker", import_string(path))
