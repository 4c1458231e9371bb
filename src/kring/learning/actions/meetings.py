"""Proposals out of meetings whose presence list is closed."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from kring.learning.actions.drafts import Proposal, propose
from kring.learning.rules.proposals import WAS_THERE, kind_of_part
from kring.meetings.models import PresenceList

_ONLINE: Final = "online"


def propose_meeting(*, closed: PresenceList, event: int, now: datetime) -> int:
    """What a meeting was to each who was there, and to who led it; how many are proposed. Once a person, whatever
    parts she had. Guests from outside have no ledger."""
    said = json.loads(closed.content)
    made = [
        propose(proposal=proposal, event=event, now=now) for proposal in _proposals(said, meeting=closed.meeting_id)
    ]
    return sum(draft is not None for draft in made)


def _proposals(said: Mapping[str, Any], *, meeting: int) -> Iterator[Proposal]:
    present = [who for who in said["people"] if who["minutes"] > 0]
    facts = facts_of_meeting(
        said["meeting"]["kind"],
        people=len(present),
        has_facilitator=any(part["role"] == "facilitator" for part in said["parts"]),
    )
    listed = {who["account"] for who in present}
    for who in present:
        if who["account"] is not None:
            yield _proposal(said, who, facts, meeting=meeting)
    for who in _others(said):
        if who["account"] not in listed:
            listed.add(who["account"])
            yield _proposal(said, who, facts, meeting=meeting)


def _others(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Who led it or had a part, and didn't register: such a person was there from beginning to end.

    Of someone who registered the list says whether she came.
    """
    registered = {who["account"] for who in said["people"]}
    starts, ends = _lasted(said)
    parts: dict[int, list[str]] = {said["host"]["account"]: ["host"]}
    for part in said["parts"]:
        if part["account"] is not None:
            parts.setdefault(part["account"], []).append(part["role"])
    for account, roles in parts.items():
        if account not in registered:
            minutes = int((ends - starts).total_seconds()) // 60
            yield {"account": account, "roles": roles, "came": None, "left": None, "how": None, "minutes": minutes}


def _proposal(said: Mapping[str, Any], who: Mapping[str, Any], facts: Mapping[str, Any], *, meeting: int) -> Proposal:
    about, (starts, ends) = said["meeting"], _lasted(said)
    came = max(starts, datetime.fromisoformat(who["came"])) if who["came"] else starts
    left = min(ends, datetime.fromisoformat(who["left"])) if who["left"] else ends
    is_online = who["how"] == _ONLINE or about["mode"] == _ONLINE
    closer = said["closed_by"]["account"]
    return Proposal(
        person=who["account"],
        about=f"meeting:{meeting}",
        title=about["title"],
        kind=kind_of_part(about["kind"], who["roles"]),
        at=left,
        lasted=(came, left),
        minutes=who["minutes"],
        reason=WAS_THERE,
        reason_facts={"meeting": meeting, "parts": who["roles"]},
        competences=about["competences"],
        facts={**facts, **({"online": "yes"} if is_online else {})},
        claims=about["claims"],
        attester=closer if closer != who["account"] else None,
    )


def _lasted(said: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(said["meeting"]["starts"]), datetime.fromisoformat(said["meeting"]["ends"])


def facts_of_meeting(kind: str, *, people: int, has_facilitator: bool) -> dict[str, Any]:
    """What registers ask about a meeting: its closed list is evidence; and about the group, for kinds where they do."""
    facts = {"evidence": "yes"}
    if kind in {"intervisie", "peer_group"}:
        facts |= {"group_size": str(people), "facilitator": "yes" if has_facilitator else "no"}
    return facts
