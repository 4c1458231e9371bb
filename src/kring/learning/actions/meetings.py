"""Proposals out of meetings whose presence list is closed."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from kring.learning.actions.drafts import Proposal, propose
from kring.learning.rules.proposals import WAS_THERE, kind_of_part
from kring.meetings.consultations.rules.limits import asks
from kring.meetings.models import PresenceList
from kring.meetings.rules.presence import who_was_there
from kring.registers.queries import schemes

_ONLINE: Final = "online"
# Facts by which schemes ask whether a group is registered, and whether its facilitator is by a credential.
_REGISTERED: Final = "accredited"
_CREDENTIAL: Final = "quality_facilitator"


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
        said["meeting"]["kind"], people=len(present), has_facilitator=_has_facilitator(said)
    ) | facts_of_consultation(said)
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
        claims=_claims(said),
        attester=closer if closer != who["account"] else None,
        learned=_learned(said, who["account"]),
    )


def _lasted(said: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(said["meeting"]["starts"]), datetime.fromisoformat(said["meeting"]["ends"])


def facts_of_meeting(kind: str, *, people: int, has_facilitator: bool) -> dict[str, Any]:
    """What registers ask about a meeting: its closed list is evidence; and about the group, for kinds where they do."""
    facts = {"evidence": "yes"}
    if kind in {"intervisie", "peer_group"}:
        facts |= {"group_size": str(people), "facilitator": "yes" if has_facilitator else "no"}
    return facts


def facts_of_consultation(said: Mapping[str, Any]) -> dict[str, str]:
    """What registers ask beside of a group for peer consultation: which it is, that it met in one stretch, and that
    everyone who was there agreed to confidentiality."""
    held = said.get("consultation")
    if held is None:
        return {}
    agreed = {one["account"] for one in held["agreements"]}
    is_agreed = bool(agreed) and who_was_there(said).keys() <= agreed
    return {
        "group": held["group"]["registration"] or held["group"]["name"],
        "contiguous": "yes",
        "agreement": "yes" if is_agreed else "no",
    }


def _has_facilitator(said: Mapping[str, Any]) -> bool:
    """Whether someone had that part, or the group's facilitator was there."""
    own = (said.get("consultation") or {}).get("facilitator") or {}
    is_there = own.get("account") in who_was_there(said)
    return is_there or any(part["role"] == "facilitator" for part in said["parts"])


def _claims(said: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What a meeting gives in registers, as its host said; and in that of a group what only its own scheme asks:
    whether it is registered there, and whether its facilitator's credential was valid."""
    claims: Mapping[str, Mapping[str, Any]] = said["meeting"]["claims"]
    held = said.get("consultation")
    versions = schemes().get(held["group"]["scheme"], ()) if held is not None else ()
    if held is None or not versions:
        return claims
    own = {}
    if held["group"]["registration"] and asks(versions[0].scheme, _REGISTERED):
        own[_REGISTERED] = "yes"
    facilitator = held["facilitator"] or {}
    if asks(versions[0].scheme, _CREDENTIAL) and _has_facilitator(said) and facilitator.get("valid") is not None:
        own[_CREDENTIAL] = "yes" if facilitator["valid"] else "no"
    name = held["group"]["scheme"]
    return {**claims, name: {**own, **claims.get(name, {})}} if own else claims


def _learned(said: Mapping[str, Any], account: int) -> str:
    """What someone said that she takes from it."""
    points = (said.get("consultation") or {}).get("learning_points", ())
    return next((point["text"] for point in points if point["account"] == account), "")
