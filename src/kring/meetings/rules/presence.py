"""Who was there, and for how long: the code that the room shows, and the list that is closed. Pure."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

# Without signs that are read for one another on a screen at the back of a room.
SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 6
TURN: Final = timedelta(seconds=60)
# The code is shown from half an hour before the start, and taken until half an hour after the end.
MARGIN: Final = timedelta(minutes=30)
# So many codes may be given within so long: by guessing one finds none.
MOST_TRIES: Final = 10
TRIES_WITHIN: Final = timedelta(minutes=10)


def code(secret: bytes, at: datetime) -> str:
    """The code of six signs at a moment; the next minute has another."""
    return _code(secret, _turn(at))


def seconds_left(at: datetime) -> int:
    """For how many seconds the code of a moment is still shown, at least one."""
    return int(TURN.total_seconds()) - int(at.timestamp()) % int(TURN.total_seconds())


def accepts(secret: bytes, typed: str, at: datetime) -> bool:
    """Whether a code is the present one, or the one before: whoever types needs time. Spaces and small letters don't
    matter."""
    tidy = "".join(sign for sign in typed.upper() if not sign.isspace() and sign != "-")[: LENGTH + 1]
    shown = (_code(secret, _turn(at)), _code(secret, _turn(at) - 1))
    return any(hmac.compare_digest(tidy.encode(), one.encode()) for one in shown)


def is_open(*, starts: datetime, ends: datetime, at: datetime) -> bool:
    """Whether one can check in: from half an hour before the start to half an hour after the end."""
    return starts - MARGIN <= at <= ends + MARGIN


def minutes_there(*, starts: datetime, ends: datetime, came: datetime | None, left: datetime | None) -> int:
    """How many minutes of a meeting someone was there. Who came early gains nothing; who didn't check out stayed.

    >>> from datetime import UTC
    >>> ten, noon = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> minutes_there(starts=ten, ends=noon, came=ten - timedelta(minutes=9), left=None)
    120
    """
    if came is None:
        return 0
    last = ends if left is None else min(left, ends)
    return max(0, (last - max(came, starts)) // timedelta(minutes=1))


def who_was_there(said: Mapping[str, Any]) -> dict[int, int]:
    """For how many minutes each account was at a meeting, as its closed list says; who wasn't isn't in it.

    Whoever led it or had a part, and didn't register, was there from beginning to end.
    """
    registered = {who["account"]: who["minutes"] for who in said["people"] if who["account"] is not None}
    lasted = datetime.fromisoformat(said["meeting"]["ends"]) - datetime.fromisoformat(said["meeting"]["starts"])
    others = {said["host"]["account"], *(part["account"] for part in said["parts"])} - registered.keys() - {None}
    whole = dict.fromkeys(others, lasted // timedelta(minutes=1))
    return {account: minutes for account, minutes in (registered | whole).items() if minutes > 0}


def sealed(content: Mapping[str, Any]) -> tuple[str, str]:
    """A list as text that is always written the same way (sorted keys, UTF-8, no spaces), and its SHA-256."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()


def _turn(at: datetime) -> int:
    return int(at.timestamp()) // int(TURN.total_seconds())


def _code(secret: bytes, turn: int) -> str:
    digest = hmac.new(secret, turn.to_bytes(8, "big"), hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)
