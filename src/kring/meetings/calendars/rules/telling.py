"""Which message a calendar is sent about a meeting, and with which sequence number (RFC 5546). Pure."""

from enum import StrEnum
from typing import NamedTuple


class Method(StrEnum):
    """What a message does with the event in a calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Standing(NamedTuple):
    """How things are: whether she has a place or waits for one, whether the meeting was cancelled, and its number."""

    comes: bool
    waits: bool
    cancelled: bool
    of_meeting: int


class Before(NamedTuple):
    """What a calendar was told last: how, with which number, at which number of the meeting itself, and whether she
    waited then; and whether she declined since, so that it knows by itself that she doesn't come."""

    method: Method
    sequence: int
    of_meeting: int
    waits: bool = False
    declined: bool = False


def method(now: Standing, before: Before | None) -> Method | None:
    """What a calendar is to be told; None where it knows, or never heard of a meeting to which she doesn't come.

    >>> method(Standing(comes=False, waits=False, cancelled=False, of_meeting=0), None) is None
    True
    """
    if now.comes and not now.cancelled:
        told = Before(Method.REQUEST, 0, now.of_meeting, now.waits)
        return None if before is not None and before._replace(sequence=0) == told else Method.REQUEST
    knows = before is None or before.method is Method.CANCEL or (before.declined and not now.comes)
    return None if knows else Method.CANCEL


def sequence(*, of_meeting: int, method: Method, before: Before | None) -> int:
    """The number of a message: that of the meeting, and one more for each time that this calendar alone was told of
    another state, by which a program that dropped the event takes it in again.

    >>> sequence(of_meeting=3, method=Method.REQUEST, before=Before(Method.CANCEL, 3, 3))
    4
    >>> sequence(of_meeting=4, method=Method.CANCEL, before=Before(Method.REQUEST, 4, 3))
    5
    """
    if before is None:
        return of_meeting
    switched = before.declined or method is not before.method
    return before.sequence + max(of_meeting - before.of_meeting, int(switched))
