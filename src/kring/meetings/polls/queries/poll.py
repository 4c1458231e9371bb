"""One poll: its dates, what was said of each, and what stands in the reader's way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.meetings.access import MEETING
from kring.meetings.models import Meeting, SignUp, SignUpState
from kring.meetings.models import State as MeetingState
from kring.meetings.polls.access import POLL
from kring.meetings.polls.models import Mark, Option, Poll, State, Value
from kring.meetings.polls.queries.counting import counted
from kring.meetings.polls.rules import Closed, Tally, best, closed, overlaps
from kring.meetings.queries.listing import takes_part

# So many names are told of each answer to each date; the others are counted.
NAMES = 40


class Said(NamedTuple):
    """Someone who said something of a date."""

    handle: str
    name: str


class Clash(NamedTuple):
    """A meeting at which the reader has a place, that she leads or in which she has a part, at the time of a date."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A date as the page shows it. `mine` is what the reader said, empty for nothing; `people` is who said what, for
    whoever may see it."""

    id: int
    starts_at: datetime
    ends_at: datetime
    tally: Tally
    mine: str
    is_best: bool
    is_past: bool
    people: Mapping[str, Sequence[Said]]
    clashes: Sequence[Clash]


@dataclass(frozen=True, slots=True)
class Seen:
    """A poll as its page shows it. `why_closed` is None while one can answer."""

    poll: Poll
    options: Sequence[OptionRow]
    why_closed: Closed | None
    may_mark: bool
    may_see_names: bool
    may_change: bool
    may_choose: bool
    answers: int


def bare(reader: Reader, key: int) -> Poll:
    """A poll that the reader may read, with its circle. Raises NotThereError. One query."""
    rows = Poll.objects.select_related("place__community", "made_by", "chosen")
    poll = rows.filter(POLL.filter(reader, "read"), pk=key).first()
    if poll is None:
        raise NotThereError
    return poll


def may_propose(reader: Reader, place: Place) -> bool:
    """Whether the reader may propose dates in a place. At most one query."""
    return POLL.allows(reader, "propose", Poll(place=place))


def starts_of(poll: Poll, option: int) -> datetime | None:
    """When one of the dates of a poll begins; None for a date that is none of its."""
    return Option.objects.filter(poll=poll, pk=option).values_list("starts_at", flat=True).first()


def seen(reader: Reader, key: int, *, now: datetime) -> Seen:
    """A poll that the reader may read, its dates the soonest first. Raises NotThereError. At most seven queries."""
    poll = bare(reader, key)
    may_see_names = POLL.allows(reader, "names", poll)
    return Seen(
        poll=poll,
        options=_options(reader, poll, with_names=may_see_names, now=now),
        why_closed=closed(
            is_chosen=poll.state == State.CHOSEN,
            is_withdrawn=poll.state == State.WITHDRAWN,
            answer_until=poll.answer_until,
            now=now,
        ),
        may_mark=POLL.allows(reader, "mark", poll),
        may_see_names=may_see_names,
        may_change=POLL.allows(reader, "change", poll),
        may_choose=poll.state == State.OPEN and MEETING.allows(reader, "plan", Meeting(place=poll.place)),
        answers=counted(poll).aggregate(people=Count("account", distinct=True))["people"],
    )


def _options(reader: Reader, poll: Poll, *, with_names: bool, now: datetime) -> list[OptionRow]:
    rows = list(Option.objects.filter(poll=poll).order_by("starts_at"))
    tallies = _tallies(poll, rows)
    mine = dict(Mark.objects.filter(option__poll=poll, account=reader.account or 0).values_list("option", "value"))
    people = _people(poll) if with_names else {}
    lasts = timedelta(minutes=poll.minutes)
    busy = _busy(reader, rows[0].starts_at, rows[-1].starts_at + lasts) if rows and poll.state == State.OPEN else []
    marked = best(tallies[row.pk] for row in rows if row.starts_at > now)
    return [
        OptionRow(
            id=row.pk,
            starts_at=row.starts_at,
            ends_at=row.starts_at + lasts,
            tally=tallies[row.pk],
            mine=mine.get(row.pk, ""),
            is_best=row.pk in marked,
            is_past=row.starts_at <= now,
            people=people.get(row.pk, {}),
            clashes=_clashes(busy, row.starts_at, row.starts_at + lasts),
        )
        for row in rows
    ]


def _tallies(poll: Poll, options: Sequence[Option]) -> dict[int, Tally]:
    found: dict[tuple[int, str], int] = {
        (option, value): number
        for option, value, number in counted(poll).values_list("option", "value").annotate(number=Count("pk"))
    }
    return {
        row.pk: Tally(
            row.pk,
            row.starts_at,
            yes=found.get((row.pk, Value.YES), 0),
            if_need_be=found.get((row.pk, Value.IF_NEED_BE), 0),
            no=found.get((row.pk, Value.NO), 0),
        )
        for row in options
    }


def _people(poll: Poll) -> dict[int, dict[str, list[Said]]]:
    """Who said what of which date, by name; the first of them of each."""
    place = Window(RowNumber(), partition_by=[F("option"), F("value")], order_by=["account__name", "pk"])
    rows = counted(poll).annotate(place=place).filter(place__lte=NAMES).order_by("account__name", "pk")
    found: dict[int, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for option, value, handle, name in rows.values_list("option", "value", "account__handle", "account__name"):
        found[option][value].append(Said(handle, name))
    return found


def _busy(reader: Reader, first: datetime, last: datetime) -> list[tuple[int, str, datetime, datetime]]:
    """The reader's meetings between two moments."""
    if reader.account is None:
        return []
    going = SignUp.objects.filter(account=reader.account, state=SignUpState.GOING)
    rows = Meeting.objects.filter(
        MEETING.filter(reader, "read"),
        Q(pk__in=going.values("meeting")) | takes_part(reader),
        state=MeetingState.PLANNED,
        starts_at__lt=last,
        ends_at__gt=first,
    )
    return list(rows.order_by("starts_at", "pk").values_list("pk", "title", "starts_at", "ends_at")[:200])


def _clashes(busy: Sequence[tuple[int, str, datetime, datetime]], starts: datetime, ends: datetime) -> list[Clash]:
    return [Clash(key, title) for key, title, begins, until in busy if overlaps(starts, ends, begins, until)]
