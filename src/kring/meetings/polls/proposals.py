"""What someone gives when she proposes dates, checked: bounded, with what is wrong said at its own field."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kring.conversations.drafts import Checked
from kring.foundation.accounts.queries import zones
from kring.foundation.text import markup
from kring.meetings.models import Mode
from kring.meetings.plans import KINDS, LONGEST_ABOUT, MOST_MINUTES, read_moment

FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 30


@dataclass(frozen=True, slots=True)
class Time:
    """A date as it was written: the local time in the zone of the poll, naive; `second` takes the later of a time
    that comes twice."""

    local: datetime
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A date poll as its host describes it. `times` are dates to add, `answer_until` a local time in the zone."""

    title: str
    minutes: int
    zone: str
    times: Sequence[Time] = ()
    about: str = ""
    language: str = "nl"
    kind: str = "peer_group"
    mode: str = Mode.ONSITE.value
    location: str = ""
    answer_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal that was checked: the moments to add, soonest first, how many were there already, and the columns."""

    starts: Sequence[datetime]
    merged: int
    columns: dict[str, Any] = field(default_factory=dict)


def checked(
    proposal: Proposal, *, now: datetime, known: Collection[datetime] = (), until: datetime | None = None
) -> Proposed:
    """The proposal with everything tidied. `known` are the dates that stay, `until` is when the poll closed so far.

    Raises InvalidError with what is wrong by field: of a date at "time_<its number>".
    """
    check = Checked()
    columns = _described(check, proposal)
    has_zone = proposal.zone in zones()
    if not has_zone:
        check.wrong["zone"] = _("There is no such time zone.")
    starts = _moments(check, proposal, now=now) if has_zone else []
    new = sorted(set(starts) - set(known))
    if has_zone:
        _enough(check, len(new) + len(known))
        columns["answer_until"] = _deadline(check, proposal, [*known, *new], until, now=now)
    check.done()
    return Proposed(starts=new, merged=len(starts) - len(new), columns=columns)


def _described(check: Checked, proposal: Proposal) -> dict[str, Any]:
    about = check.text("about", proposal.about, longest=LONGEST_ABOUT, needed=False)
    for name, given, known in (("kind", proposal.kind, KINDS), ("mode", proposal.mode, Mode.values)):
        if given not in known:
            check.wrong[name] = _("Choose one of these.")
    if not 5 <= proposal.minutes <= MOST_MINUTES:
        check.wrong["minutes"] = _("Give a number from %(least)d to %(most)d.") % {"least": 5, "most": MOST_MINUTES}
    return {
        "title": check.line("title", proposal.title, longest=200),
        "about": about,
        "html": markup.render(about) if about else "",
        "language": "nl" if proposal.language == "nl" else "en",
        "minutes": proposal.minutes,
        "zone": proposal.zone,
        "kind": proposal.kind,
        "mode": proposal.mode,
        "location": check.line("location", proposal.location, longest=300, needed=False),
    }


def _moments(check: Checked, proposal: Proposal, *, now: datetime) -> list[datetime]:
    """The moments of the dates; what is wrong with one is said at its row."""
    found = []
    for number, time in enumerate(proposal.times[: MOST_OPTIONS * 4]):
        starts, wrong = read_moment(time.local, proposal.zone, second=time.second, now=now)
        if wrong:
            check.wrong[f"time_{number}"] = wrong
        found.append(starts)
    return found


def _enough(check: Checked, count: int) -> None:
    if any(name.startswith("time_") for name in check.wrong):
        return
    if count < FEWEST_OPTIONS:
        check.wrong["times"] = _("Propose at least two different dates, so that there is something to choose.")
    elif count > MOST_OPTIONS:
        check.wrong["times"] = _("At most %(most)d dates.") % {"most": MOST_OPTIONS}


def _deadline(
    check: Checked, proposal: Proposal, starts: Sequence[datetime], until: datetime | None, *, now: datetime
) -> datetime | None:
    if proposal.answer_until is None:
        return None
    at, wrong = read_moment(proposal.answer_until, proposal.zone, now=now)
    if at == until:
        return until
    if not wrong and starts and at > max(starts):
        wrong = _("This is after the last of the dates.")
    if wrong:
        check.wrong["answer_until"] = wrong
    return at
