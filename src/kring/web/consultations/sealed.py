"""What a closed presence list says of peer consultation, put into words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.notifications.sentences import title_of
from kring.web.consultations.words import clock_words, said
from kring.web.environment import day

_ROLES: Final = {
    "member": gettext_lazy("member"),
    "host": gettext_lazy("host"),
    "facilitator": gettext_lazy("facilitator"),
}


class Held(NamedTuple):
    """The part of a closed list that is about peer consultation."""

    facts: Sequence[tuple[str, str]]
    year: int | None
    aims: str
    members: Sequence[tuple[str, str, str]]
    points: Sequence[tuple[str, str]]
    method: str
    steps: Sequence[tuple[str, str, str]]
    summary: str


def closed_consultation(found: Mapping[str, Any] | None, zone: str) -> Held | None:
    """As the page of a closed list shows it; None where it was no peer consultation."""
    if found is None:
        return None
    plan, method, summary = found["year_plan"], found["method"], found["summary"]
    return Held(
        facts=_facts(found),
        year=plan["year"] if plan else None,
        aims="\n".join(filter(None, (plan["aims"], plan["themes"]))) if plan else "",
        members=_people(found, zone),
        points=[(one["name"], one["text"]) for one in found["learning_points"]],
        method=said(method["name"]) if method else "",
        steps=[
            (said(step["title"]), clock_words(step["seconds"]), clock_words(step["took"])) for step in method["steps"]
        ]
        if method
        else [],
        summary=summary["text"] if summary else "",
    )


def _facts(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    group, facilitator = found["group"], found["facilitator"]
    return [
        (_("Group"), group["name"]),
        (_("Register"), title_of(group["scheme"]) if group["scheme"] else ""),
        (_("Number of the group"), group["registration"]),
        (_("Facilitator"), facilitator["name"] if facilitator else ""),
        (_("Credential"), _credential(facilitator) if facilitator else ""),
        (_("Brought a case"), ", ".join(one["name"] for one in found["cases"])),
    ]


def _credential(facilitator: Mapping[str, Any]) -> str:
    until = facilitator["valid_until"]
    if until is None:
        return str(facilitator["credential"])
    facts = {"credential": facilitator["credential"], "day": day(date.fromisoformat(until))}
    if facilitator["valid"]:
        return _("%(credential)s, valid until %(day)s") % facts
    return _("%(credential)s, which was valid until %(day)s") % facts


def _people(found: Mapping[str, Any], zone: str) -> list[tuple[str, str, str]]:
    """Each member, and whoever else agreed, with her roles and when she agreed."""
    agreed = {one["account"]: one["at"] for one in found["agreements"]}
    known = {one["account"]: (one["name"], one["roles"]) for one in found["members"]}
    for one in found["agreements"]:
        known.setdefault(one["account"], (one["name"], ()))
    return [
        (
            name,
            ", ".join(str(_ROLES[role]) for role in roles),
            f"{datetime.fromisoformat(agreed[account]).astimezone(ZoneInfo(zone)):%H:%M}" if account in agreed else "–",
        )
        for account, (name, roles) in known.items()
    ]
