"""Words of peer consultation for people: where a round is, how a member stands, what a year is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.foundation.accounts.models import Account
from kring.meetings.consultations.models import Group, Round
from kring.meetings.consultations.queries import MemberYear, Opened, TurnRow, clock_of
from kring.meetings.consultations.rules.attending import Reach
from kring.meetings.consultations.rules.clock import Move, State, moves, seconds_left
from kring.meetings.consultations.rules.methods import Method
from kring.notifications.sentences import title_of
from kring.web.environment import day as day_words
from kring.web.meetings.words import meeting_url, span

REACHES: Final = {
    Reach.FINE: gettext_lazy("on course"),
    Reach.ALL: gettext_lazy("can miss no more"),
    Reach.LOST: gettext_lazy("out of reach"),
}
MOVES: Final = {
    Move.START: gettext_lazy("Start"),
    Move.GO_ON: gettext_lazy("Go on"),
    Move.NEXT: gettext_lazy("Next step"),
    Move.PAUSE: gettext_lazy("Pause"),
    Move.BACK: gettext_lazy("Step back"),
    Move.END: gettext_lazy("End the round"),
}


def said(texts: Any) -> str:
    """A text that there is in both languages ({"nl": …, "en": …}), in the reader's."""
    language = "nl" if translation.get_language() == "nl" else "en"
    return str(texts[language] if isinstance(texts, dict) else texts.said(language))


class StepLine(NamedTuple):
    """A step of a method or a round."""

    number: int
    title: str
    does: str
    speaks: str
    minutes: int
    is_present: bool = False
    is_done: bool = False


class Card(NamedTuple):
    """A method in a list."""

    key: str
    name: str
    about: str
    people: str
    minutes: int
    steps: int


def card(method: Method) -> Card:
    """A method as a list shows it."""
    return Card(method.key, said(method.name), said(method.about), people(method), method.minutes, len(method.steps))


def people(method: Method) -> str:
    """For how many people a method is."""
    return _("%(smallest)d to %(largest)d people") % {
        "smallest": method.group.smallest,
        "largest": method.group.largest,
    }


def steps_of(method: Method) -> list[StepLine]:
    """The steps of a method."""
    return [
        StepLine(number, said(step.title), said(step.does), said(step.speaks), step.minutes)
        for number, step in enumerate(method.steps, 1)
    ]


@dataclass(frozen=True, slots=True)
class Stage:
    """A round as everyone in it sees it. `ends_ms` is when the present step is over, in milliseconds since 1970; None
    while the clock doesn't run. `announced` is read out when it changes."""

    url: str
    method: str
    state: str
    state_words: str
    step: StepLine | None
    steps: Sequence[StepLine]
    left: int
    left_words: str
    ends_ms: int | None
    announced: str
    agreed: int
    version: int
    moves: Sequence[tuple[str, str]]
    may_add: bool


def stage(row: Round | None, *, key: int, agreed: int, may_lead: bool, is_closed: bool, now: datetime) -> Stage:
    """What a page shows of a round at a moment."""
    url = f"{meeting_url(key)}/round"
    if row is None:
        waits = _("The method isn’t chosen yet.")
        return Stage(url, "", "none", waits, None, (), 0, "", None, waits, agreed, 0, (), may_add=False)
    held = clock_of(row)
    left = seconds_left(held, at=now)
    lines = [_step(number, one, row) for number, one in enumerate(row.plan["steps"])]
    present = lines[row.step]
    known = moves(held) if may_lead and not is_closed else frozenset()
    running = held.since is not None and not is_closed
    return Stage(
        url=url,
        method=said(row.plan["name"]),
        state=row.state,
        state_words=str(row.get_state_display()),
        step=present,
        steps=lines,
        left=left,
        left_words=clock_words(left),
        ends_ms=int((now + timedelta(seconds=left)).timestamp() * 1000) if running else None,
        announced=_announced(row, present),
        agreed=agreed,
        version=row.version,
        moves=[(move.value, str(MOVES[move])) for move in MOVES if move in known],
        may_add=Move.ADD in known,
    )


def clock_words(seconds: int) -> str:
    """How long a step lasts still, as a clock: "12:05"; below zero with a minus.

    >>> clock_words(725), clock_words(-65)
    ('12:05', '−1:05')
    """
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"


def _step(number: int, step: Any, row: Round) -> StepLine:
    is_over = row.state == State.ENDED
    return StepLine(
        number + 1,
        said(step["title"]),
        said(step["does"]),
        said(step["speaks"]),
        -(-(row.given[number] + row.added[number]) // 60),
        is_present=number == row.step and not is_over,
        is_done=not is_over and number < row.step,
    )


def _announced(row: Round, present: StepLine) -> str:
    if row.state == State.ENDED:
        return _("The round has ended.")
    if row.state == State.READY:
        return _("The method is chosen; the round hasn’t begun.")
    step = _("Step %(number)d: %(title)s.") % {"number": present.number, "title": present.title}
    return _("%(step)s Paused.") % {"step": step} if row.state == State.PAUSED else step


class TurnLine(NamedTuple):
    """A meeting to come, with whose turn it is."""

    key: int
    url: str
    title: str
    when: str
    bringers: str
    chosen: int | None
    away: str


def turn_line(row: TurnRow, members: Sequence[Account]) -> TurnLine:
    """A meeting of the rota as pages show it."""
    return TurnLine(
        row.meeting.pk,
        meeting_url(row.meeting.pk),
        row.meeting.title,
        span(row.meeting.starts_at, row.meeting.ends_at, row.meeting.zone),
        ", ".join(one.name for one in row.bringers),
        row.chosen,
        ", ".join(one.name for one in members if one.pk in row.away),
    )


def attendance_row(one: MemberYear) -> tuple[str, str, str, str]:
    """A member's year as a line of a table."""
    return (
        one.account.name,
        _("%(attended)d of %(held)d") % {"attended": one.attended, "held": one.held},
        hours(one.minutes),
        str(REACHES[one.reach]),
    )


def hours(minutes: int) -> str:
    """Minutes as hours and minutes: "3:30"."""
    return f"{minutes // 60}:{minutes % 60:02}"


def minimum(group: Group) -> str:
    """What is asked of each a year, as a sentence; empty where nothing is."""
    asked = []
    if group.least_meetings:
        count = group.least_meetings
        asked.append(ngettext("%(num)d meeting", "%(num)d meetings", count) % {"num": count})
    if group.least_hours:
        asked.append(ngettext("%(num)d hour", "%(num)d hours", group.least_hours) % {"num": group.least_hours})
    return _(" and ").join(asked)


def warnings(found: Opened, turns: Sequence[TurnRow]) -> list[str]:
    """What a host has to see to: too few people, no facilitator, a credential that ends before a meeting."""
    group, made = found.group, []
    if len(found.members) < group.smallest:
        facts = {"members": len(found.members), "smallest": group.smallest, "scheme": scheme_name(group)}
        made.append(
            (_("%(scheme)s asks at least %(smallest)d people in a group; there are %(members)d.") if group.scheme else
             _("A group has at least %(smallest)d people; there are %(members)d.")) % facts
        )  # fmt: skip
    if group.facilitator is None:
        made.append(_("This group has no facilitator."))
    late = _first_after(group.valid_until, turns)
    if late is not None and group.valid_until is not None:
        facts = {"until": day_words(group.valid_until), "day": day_words(late)}
        made.append(_("The facilitator’s credential is valid until %(until)s; you meet on %(day)s.") % facts)
    return made


def scheme_name(group: Group) -> str:
    """What the group's scheme is called, empty where it has none."""
    return title_of(group.scheme) if group.scheme else ""


def _first_after(last: date | None, turns: Sequence[TurnRow]) -> date | None:
    """The day of the first meeting after a day."""
    days = (row.meeting.starts_at.astimezone(ZoneInfo(row.meeting.zone)).date() for row in turns)
    return next((day for day in days if last is not None and day > last), None)
