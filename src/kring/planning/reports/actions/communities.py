"""What a report says of communities: where people learned, and what agreements let be counted of those with their
seats.

What happened in a circle is counted once, in the lowest one with an agreement above it. Where nothing was agreed only
how many learned there is told, and only of circles that the network knows of.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from random import SystemRandom
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models.functions import Coalesce

from kring.communities.agreements.queries import Countable, countable
from kring.communities.models import Community
from kring.conversations.models import Kind, Post, PostKind
from kring.foundation.access.models import Kind as PlaceKind
from kring.foundation.access.rules import NETWORK, PUBLIC
from kring.learning.models import DraftState, Entry
from kring.meetings.models import Attendance, Meeting
from kring.planning.reports.models import Report, ReportCommunity
from kring.planning.reports.rules.communities import LEARNING, Done, Told, home, told
from kring.planning.reports.rules.figures import BASE, rounded
from kring.planning.reports.rules.grouping import SMALLEST
from kring.planning.reports.rules.periods import was_there_throughout

Draws = Callable[[], float]
BY_CHANCE: Final[Draws] = SystemRandom().random


class Learned(NamedTuple):
    """Minutes that someone took into her ledger out of the circle at the end of a path."""

    person: int
    path: Sequence[int]
    minutes: int


def about_communities(
    report: Report, people: Sequence[int], *, minutes_a_day: int, draws: Draws
) -> Iterator[ReportCommunity]:
    """What the report says of communities, for its people. At most nine queries, however many."""
    agreed = countable(report.organisation, report.first, report.until)
    learned = list(_learned(people, report.first, report.until))
    yield from _where_people_learned(report, [one for one in learned if home(one.path, agreed) is None], draws)
    if not agreed:
        return
    seated = {key: _seated(one, people, report) for key, one in agreed.items()}
    done = _done(report, {one for group in seated.values() for one in group}, agreed, learned)
    for key, one in sorted(agreed.items()):
        said = told(
            seated[key], done.get(key, Done()), counted=one.allowed.counted, smallest=one.allowed.smallest,
            minutes_a_day=minutes_a_day, draws=draws,
        )  # fmt: skip
        if said is not None:
            yield _row(report, key, said, one)


def _row(report: Report, community: int, said: Told, one: Countable) -> ReportCommunity:
    deeds = dict(said.deeds)
    return ReportCommunity(
        report=report, community_id=community, seated=said.seated, counted=sorted(one.allowed.counted),
        people=deeds.pop(LEARNING, None), days=said.days, **deeds,
    )  # fmt: skip


def _where_people_learned(report: Report, learned: Sequence[Learned], draws: Draws) -> Iterator[ReportCommunity]:
    """The circles without an agreement in which ten people or more learned. Only those that the network knows of."""
    places: dict[int, set[int]] = {}
    for one in learned:
        places.setdefault(one.path[-1], set()).add(one.person)
    shown = Community.objects.filter(pk__in=places, place__listing_scope__in=(PUBLIC, NETWORK))
    for key in shown.order_by("pk").values_list("pk", flat=True):
        many = rounded(len(places[key]), draw=draws()) if len(places[key]) >= SMALLEST else 0
        if many >= 2 * BASE:
            yield ReportCommunity(report=report, community_id=key, people=many)


def _seated(one: Countable, people: Sequence[int], report: Report) -> list[int]:
    """Those of the report's people who had a seat on each day of the quarter."""
    return [person for person in people if was_there_throughout(one.seats.get(person, ()), report.first, report.until)]


def _done(
    report: Report, people: Iterable[int], agreed: Mapping[int, Countable], learned: Sequence[Learned]
) -> dict[int, Done]:
    """What these people did in the quarter, by the circle with an agreement that it counts in. Two queries."""
    done: dict[int, Done] = {key: Done() for key in agreed}
    zone = ZoneInfo(report.organisation.time_zone)
    span = tuple(datetime.combine(day, time.min, zone) for day in (report.first, report.until))
    for deed, person, path in (*_meetings(people, span), *_posts(people, span)):
        where = home(path, agreed)
        if where is not None:
            done[where].by.setdefault(deed, set()).add(person)
    for one in learned:
        where = home(one.path, agreed)
        if where is not None:
            minutes = done[where].minutes
            minutes[one.person] = minutes.get(one.person, 0) + one.minutes
    return done


def _meetings(people: Iterable[int], span: Sequence[datetime]) -> Iterator[tuple[str, int, Sequence[int]]]:
    rows = Attendance.objects.filter(
        sign_up__account__in=people, sign_up__meeting__starts_at__gte=span[0], sign_up__meeting__starts_at__lt=span[1]
    )
    for person, path in rows.values_list("sign_up__account", "sign_up__meeting__place__path").distinct():
        yield "meetings", person, path


def _posts(people: Iterable[int], span: Sequence[datetime]) -> Iterator[tuple[str, int, Sequence[int]]]:
    """Who asked, answered or told in a circle; a private case is nobody's to count."""
    rows = Post.objects.filter(
        author__in=people, created_at__gte=span[0], created_at__lt=span[1], withdrawn_at=None,
        conversation__withdrawn_at=None, conversation__place__kind=PlaceKind.COMMUNITY,
        kind__in=(PostKind.OPENING, PostKind.ANSWER), conversation__kind__in=(Kind.QUESTION, Kind.EXPERIENCE),
    )  # fmt: skip
    deeds = {Kind.QUESTION.value: "questions", Kind.EXPERIENCE.value: "experiences"}
    for person, path, kind in rows.values_list("author", "conversation__place__path", "conversation__kind").distinct():
        yield deeds[kind], person, path


def _learned(people: Sequence[int], first: date, until: date) -> Iterator[Learned]:
    """What people took into their ledgers out of circles, as it stands now. Three queries."""
    rows = Entry.objects.filter(
        person__in=people, replaced_by=None, struck=False, day__gte=first, day__lt=until
    ).annotate(about=Coalesce("line__draft__about", "draft__about"), of=Coalesce("line__draft__state", "draft__state"))
    found = list(rows.filter(of=DraftState.CONFIRMED).values_list("person", "about", "minutes"))
    paths = _paths({about for _person, about, _minutes in found})
    for person, about, minutes in found:
        if about in paths:
            yield Learned(person, paths[about], minutes)


def _paths(found: Iterable[str]) -> dict[str, Sequence[int]]:
    """Where what was proposed is: "post:17" is a post, "meeting:3" a meeting."""
    keys: dict[str, list[int]] = {"post": [], "meeting": []}
    for about in found:
        kind, _colon, key = about.partition(":")
        keys.setdefault(kind, []).append(int(key) if key.isdigit() else 0)
    posts: Any = Post.objects.filter(pk__in=keys["post"], conversation__place__kind=PlaceKind.COMMUNITY)
    meetings: Any = Meeting.objects.filter(pk__in=keys["meeting"])
    where = {f"post:{key}": path for key, path in posts.values_list("pk", "conversation__place__path")}
    return where | {f"meeting:{key}": path for key, path in meetings.values_list("pk", "place__path")}
