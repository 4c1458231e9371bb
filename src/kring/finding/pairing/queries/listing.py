"""Programmes as their readers see them: members their own part, hosts counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from kring.finding.pairing.access import ENROLMENT, LEFT_OUT, MATCH_PERSON, PROGRAMME
from kring.finding.pairing.models import Conflict, Enrolment, LeftOut, MatchPerson, Programme, Round
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.people.models import Organisation
from kring.people.organisations.access import ORGANISATION


class Seen(NamedTuple):
    """A programme with what the reader may do, and her own enrolment while it runs."""

    programme: Programme
    is_member: bool
    is_host: bool
    enrolment: Enrolment | None


class Line(NamedTuple):
    """A programme in a list: how many take part, and whether the reader does."""

    programme: Programme
    people: int
    takes_part: bool


class Other(NamedTuple):
    """Someone whom the reader meets, with what speaks for it: names of parts, and what they are about."""

    account: int
    handle: str
    name: str
    photo: str
    is_gone: bool
    why: Sequence[tuple[str, Sequence[Any]]]


class Meeting(NamedTuple):
    """Whom the reader meets in a round, and whether they met, as she says."""

    match: int
    number: int
    day: date
    others: Sequence[Other]
    met: bool | None


class RoundLine(NamedTuple):
    """A round in counts. `met`: how many said that they met; `said`: how many said anything."""

    number: int
    day: date
    asked: int
    placed: int
    again: int
    left: Mapping[str, int]
    said: int
    met: int
    gap: int | None
    score: int


def programmes(reader: Reader, place: int) -> list[Line]:
    """The running programmes of a circle, oldest first. One query."""
    rows = Programme.objects.filter(PROGRAMME.filter(reader, "read"), place=place, ended_at=None)
    running = Q(enrolments__ended_at=None)
    counted = rows.annotate(
        people=Count("enrolments", filter=running),
        mine=Count("enrolments", filter=running & Q(enrolments__account=reader.account or 0)),
    )
    return [Line(one, one.people, one.mine > 0) for one in counted.order_by("pk")[:50]]


def seen(reader: Reader, key: int) -> Seen:
    """A programme that the reader may read, with its circle. Two queries. Raises NotThereError."""
    rows = Programme.objects.select_related("place__community").filter(PROGRAMME.filter(reader, "read"))
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThereError
    mine = Enrolment.objects.filter(ENROLMENT.filter(reader, "read"), programme=found, ended_at=None).first()
    is_member, is_host = (PROGRAMME.allows(reader, action, found) for action in ("join", "host"))
    return Seen(found, is_member, is_host, mine)


def meetings(reader: Reader, programme: int, *, size: int = 20) -> list[Meeting]:
    """Whom the reader was to meet in the rounds of a programme, latest first. Two queries."""
    rows = MatchPerson.objects.filter(MATCH_PERSON.filter(reader, "read"), match__round__programme=programme)
    columns = ("match_id", "match__round__number", "match__round__day", "why", "met")
    mine = list(rows.order_by("-match__round__number", "match_id").values_list(*columns)[:size])
    others = _others(reader, [match for match, *_ in mine])
    return [
        Meeting(match, number, day, [_with_why(one, why) for one in others.get(match, ())], met)
        for match, number, day, why, met in mine
    ]


def _others(reader: Reader, matches: Sequence[int]) -> dict[int, list[Other]]:
    rows = MatchPerson.objects.filter(match__in=matches).exclude(account=reader.account).order_by("pk")
    columns = ("match_id", "account_id", "account__handle", "account__name", "account__photo", "gone_at")
    found: dict[int, list[Other]] = {}
    for match, *who, gone_at in rows.values_list(*columns):
        found.setdefault(match, []).append(Other._make((*who, gone_at is not None, ())))
    return found


def _with_why(other: Other, why: Mapping[str, Any]) -> Other:
    return other._replace(why=[(name, about) for name, about in why.get(str(other.account), ())])


def left_out(reader: Reader, programme: int) -> tuple[int, str] | None:
    """In which round the reader met nobody last, and why; None where she never did."""
    rows = LeftOut.objects.filter(LEFT_OUT.filter(reader, "read"), round__programme=programme)
    return rows.order_by("-round__number").values_list("round__number", "why").first()


def latest_number(programme: int) -> int:
    """The number of the latest round; 0 where there was none."""
    return Round.objects.filter(programme=programme).order_by("-number").values_list("number", flat=True).first() or 0


def rounds(reader: Reader, programme: Programme, *, size: int = 30) -> list[RoundLine]:
    """The rounds of a programme in counts, latest first; for its hosts."""
    if not PROGRAMME.allows(reader, "host", programme):
        return []
    people = "matches__people"
    rows = Round.objects.filter(programme=programme).annotate(
        said=Count(people, filter=Q(**{f"{people}__said_at__isnull": False})),
        met=Count(people, filter=Q(**{f"{people}__met": True})),
    )
    columns = ("number", "day", "asked", "placed", "again", "left", "said", "met", "gap", "score")
    return [RoundLine._make(row) for row in rows.order_by("-number").values_list(*columns)[:size]]


def conflicts(reader: Reader, place: Place) -> list[Conflict]:
    """The organisations that a circle keeps apart, with their names; for its hosts."""
    if not PROGRAMME.allows(reader, "host", Programme(place=place)):
        return []
    rows = Conflict.objects.filter(place=place).select_related("one", "other")
    return list(rows.order_by("one__name", "other__name")[:200])


def organisations(reader: Reader) -> "QuerySet[Organisation, tuple[str, str]]":
    """The organisations of which the reader may know, by name: (slug, name)."""
    rows = Organisation.objects.filter(ORGANISATION.filter(reader, "see")).order_by("name", "pk")
    return rows.values_list("slug", "name")[:1_000]
