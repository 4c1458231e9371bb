"""How much a caller may ask, what counts as the same request, and which version a client saw. Pure."""

import hashlib
import ipaddress
import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=1)
# What a call costs in units: finding reads the whole index, a write makes others be told.
READING, FINDING, WRITING = 1, 5, 5
KEPT_FOR: Final = timedelta(hours=24)
LARGEST_BODY: Final = 1_000_000

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_VERSIONED = re.compile(r'"v([1-9][0-9]{0,8})-[0-9a-f]+"')


@dataclass(frozen=True, slots=True)
class Quota:
    """What a caller has left: `limit` units a minute, `remaining` now, all of them again after `reset` seconds."""

    limit: int
    remaining: int
    reset: int


def price(units: int, *, limit: int) -> timedelta:
    """How much of the window a call takes: with `limit` units in it, one unit is its share.

    >>> price(5, limit=600)
    datetime.timedelta(microseconds=500000)
    """
    return WINDOW * units / limit


def quota(spent_until: datetime, *, limit: int, now: datetime) -> Quota:
    """What is left when the window is spent up to a moment; it refills steadily, so there are no edges to wait for."""
    spent = max(spent_until - now, timedelta(0))
    left = math.floor(limit * (1 - spent / WINDOW) + 1e-9)
    return Quota(limit, max(0, left), math.ceil(spent.total_seconds()))


def retry_after(spent_until: datetime, *, cost: timedelta, now: datetime) -> int:
    """Whole seconds until a call of this price fits again, at least 1."""
    return max(1, math.ceil((spent_until + cost - WINDOW - now).total_seconds()))


def caller_s_network(address: str) -> str:
    """By what strangers are told apart: an IPv4 address, or the /64 that one IPv6 customer has.

    >>> caller_s_network("192.0.2.7"), caller_s_network("2001:db8:1:2:3::4"), caller_s_network("somewhere")
    ('192.0.2.7', '2001:db8:1:2::', 'unknown')
    """
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)).network_address)


def is_key(text: str) -> bool:
    """Whether an Idempotency-Key can be one: 1 to 200 visible ASCII characters.

    >>> is_key("8e03978e-40d5-43dd-bc93-6894a57f9324"), is_key(""), is_key("two words")
    (True, False, False)
    """
    return _KEY.fullmatch(text) is not None


def fingerprint(method: str, path: str, body: bytes) -> str:
    """By which a repeated request is known to be the same one."""
    return hashlib.sha256(b"\0".join((method.encode(), path.encode("utf-8", "replace"), body))).hexdigest()


def etag(body: bytes, *, version: int | None = None) -> str:
    """The entity tag of a body; where a text has versions it says which, so that an edit can name it in If-Match.

    >>> etag(b"", version=3).startswith('"v3-')
    True
    """
    made = hashlib.blake2b(body, digest_size=12).hexdigest()
    return f'"{made}"' if version is None else f'"v{version}-{made}"'


def seen_version(if_match: str) -> int | None:
    """The version that the tag of an If-Match names; None for a tag that never was one of a versioned text.

    Only the text counts: a reaction that came in since changes the body, and stands in nobody's way.

    >>> seen_version('"v12-0a1b"'), seen_version('"0a1b"'), seen_version('W/"v12-0a1b"')
    (12, None, None)
    """
    found = _VERSIONED.fullmatch(if_match.strip())
    return int(found[1]) if found else None
