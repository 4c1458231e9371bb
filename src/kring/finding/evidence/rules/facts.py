"""What of the community is evidence, and of which kind. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from kring.finding.evidence.rules.kinds import ONESELF, Kind
from kring.learning.rules.kinds import USUAL_WAY, Way, usual_way
from kring.meetings.rules.presence import who_was_there

TRAININGS: Final = frozenset(kind for kind, way in USUAL_WAY.items() if way is Way.COURSE) - {"reading"}
"""Kinds of the ledger that are training. What was only read shows little of what one is able to do."""

_LEADING: Final = frozenset({"host", "speaker", "facilitator"})


def kind_of_answer(*, accepted: bool, private: bool) -> Kind:
    """What an answer to somebody else's question is.

    >>> [kind_of_answer(accepted=accepted, private=True).value for accepted in (False, True)]
    ['help', 'accepted']
    """
    if accepted:
        return Kind.ACCEPTED
    return Kind.HELP if private else Kind.ANSWER


def voice_of_answer(kind: Kind, *, asker: int) -> str:
    """Who speaks by an answer: the asker, who accepted it or asked her for it; else nobody but herself."""
    return ONESELF if kind is Kind.ANSWER else voice_of(asker)


def voice_of(account: int) -> str:
    """The voice of another person."""
    return f"account:{account}"


def kinds_at_meeting(said: Mapping[str, Any]) -> dict[int, Kind]:
    """What a meeting shows of each who was there, as its closed list says: she led it or had a part, was taught, or
    came."""
    parts: dict[int, set[str]] = {said["host"]["account"]: {"host"}}
    for part in said["parts"]:
        if part["account"] is not None:
            parts.setdefault(part["account"], set()).add(part["role"])
    came = Kind.TRAINING if usual_way(said["meeting"]["kind"]) is Way.COURSE else Kind.ATTENDED
    there = who_was_there(said)
    return {account: Kind.LED if parts.get(account, set()) & _LEADING else came for account in there}
