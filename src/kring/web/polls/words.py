"""Words of date polls for people: what was said of a date, and what stands in a list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from babel.dates import format_date
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.meetings.polls.models import Poll, Value
from kring.meetings.polls.queries import NAMES, Clash, OptionRow, PollRow, Said
from kring.meetings.polls.rules import Tally
from kring.web.meetings.words import KINDS, meeting_url, span, where


class Row(NamedTuple):
    """An open poll in a list."""

    url: str
    title: str
    dates: str
    until: str
    waits: bool
    circle: str | None
    circle_url: str | None


class Answer(NamedTuple):
    """One of the three answers to a date, and who gave it: names with their addresses, and how many more there are."""

    value: str
    label: str
    people: Sequence[tuple[str, str]]
    more: str


class Date(NamedTuple):
    """A date of a poll as its page shows it."""

    key: int
    when: str
    total: str
    mine: str
    is_best: bool
    is_past: bool
    answers: Sequence[Answer]
    clashes: Sequence[tuple[str, str]]
    is_chosen: bool


def poll_url(key: int) -> str:
    """The address of a poll."""
    return f"/polls/{key}"


def row(found: PollRow, *, with_circle: bool = True) -> Row:
    """A poll as a list shows it."""
    return Row(
        url=poll_url(found.id),
        title=found.title,
        dates=_dates(found),
        until=_("Answer until %(moment)s") % {"moment": moment(found.answer_until)} if found.answer_until else "",
        waits=found.waits,
        circle=found.circle_name if with_circle else None,
        circle_url=f"/circles/{found.circle}" if with_circle and found.circle else None,
    )


def date(found: OptionRow, poll: Poll) -> Date:
    """A date as the page shows it, in the reader's own zone."""
    return Date(
        key=found.id,
        when=span(found.starts_at, found.ends_at, poll.zone),
        total=total(found.tally),
        mine=found.mine,
        is_best=found.is_best,
        is_past=found.is_past,
        answers=[_answer(found, value) for value in Value if found.people.get(value)],
        clashes=[_clash(one) for one in found.clashes],
        is_chosen=poll.chosen_id == found.id,
    )


def total(tally: Tally) -> str:
    """What was said of a date: "5 yes, 2 if need be, 1 no"."""
    said = (
        (ngettext("%(num)d yes", "%(num)d yes", tally.yes), tally.yes),
        (ngettext("%(num)d if need be", "%(num)d if need be", tally.if_need_be), tally.if_need_be),
        (ngettext("%(num)d no", "%(num)d no", tally.no), tally.no),
    )
    return ", ".join(words % {"num": number} for words, number in said)


def moment(at: datetime) -> str:
    """A moment in the reader's zone: "Tuesday 24 March 2026, 15:00"."""
    local = at.astimezone(timezone.get_current_timezone())
    return f"{_day(local, 'EEEE d MMMM y')}, {local:%H:%M}"


def lasts(minutes: int) -> str:
    """How long it takes: "2 hours", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    said = [ngettext("%(num)d hour", "%(num)d hours", hours) % {"num": hours}] if hours else []
    if rest:
        said.append(ngettext("%(num)d minute", "%(num)d minutes", rest) % {"num": rest})
    return " ".join(said)


def facts_of(poll: Poll, *, answers: int) -> list[tuple[str, Any]]:
    """What one wants to know before one answers, as label and text."""
    return [
        (_("How long"), lasts(poll.minutes)),
        (_("Where"), where(poll.mode, poll.location) if poll.location or poll.mode == "online" else ""),
        (_("What kind"), KINDS.get(poll.kind, poll.kind)),
        (_("Answer until"), moment(poll.answer_until) if poll.answer_until else ""),
        (_("Answers so far"), ngettext("%(num)d person", "%(num)d people", answers) % {"num": answers}),
    ]


def _dates(found: PollRow) -> str:
    zone = timezone.get_current_timezone()
    first, last = found.first.astimezone(zone), found.last.astimezone(zone)
    if first.date() == last.date():
        said = ngettext("%(num)d date on %(first)s", "%(num)d dates on %(first)s", found.dates)
    else:
        said = ngettext(
            "%(num)d date from %(first)s to %(last)s", "%(num)d dates from %(first)s to %(last)s", found.dates
        )
    return said % {"num": found.dates, "first": _day(first, "d MMMM"), "last": _day(last, "d MMMM")}


def _answer(found: OptionRow, value: Value) -> Answer:
    counts = {Value.YES: found.tally.yes, Value.IF_NEED_BE: found.tally.if_need_be, Value.NO: found.tally.no}
    people: Sequence[Said] = found.people[value]
    more = counts[value] - len(people) if len(people) >= NAMES else 0
    said = ngettext("and %(num)d more", "and %(num)d more", more) % {"num": more} if more else ""
    return Answer(value, str(value.label), [(f"/people/{one.handle}", one.name) for one in people], said)


def _clash(clash: Clash) -> tuple[str, str]:
    return meeting_url(clash.id), clash.title


def _day(local: datetime, form: str) -> str:
    return format_date(local.date(), form, locale=translation.get_language() or "en")
