"""How people want their letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from kring.communities.access import COMMUNITY
from kring.communities.models import Community
from kring.foundation.access.readers import ANYONE, Reader
from kring.foundation.accounts.models import Account
from kring.foundation.prepared import prepared
from kring.notifications.models import CircleRhythm
from kring.notifications.rules import USUAL_HOUR, USUAL_WEEKDAY, Choices, Rhythm

_CHOICES = (
    "pk",
    "time_zone",
    *(f"letter_choices__{name}" for name in ("own", "circles", "hour", "weekday", "quiet_from", "quiet_to",
                                             "quiet_weekend", "digests", "invitations")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose, for all and for the circles that were asked about."""

    choices: Choices
    circles: Mapping[int, Rhythm] = field(default_factory=dict)


def wishes_of(accounts: Sequence[int], *, place: int | None) -> dict[int, Wish]:
    """How these people want to hear of what happens in a circle. Whoever has no open account or no address that takes
    letters is left out. One query."""
    if not accounts:
        return {}
    rows = _wishes(ANYONE, accounts=list(accounts), place=place or 0)
    return {row[0]: Wish(_choices(row), _here(place, row[-1])) for row in rows}


def _here(place: int | None, chosen: int | None) -> dict[int, Rhythm]:
    return {} if place is None or chosen is None else {place: Rhythm(chosen)}


@prepared()
def _wishes(_: Reader, *, accounts: list[int], place: int) -> "QuerySet[Account, Any]":
    here = CircleRhythm.objects.filter(account=OuterRef("pk"), place=place).values("rhythm")
    return _addressed(accounts).values_list(*_CHOICES, Subquery(here))


def wishes_in(accounts: Sequence[int]) -> dict[int, Wish]:
    """How these people want to hear of anything, in each circle; others are left out as above. Two queries."""
    if not accounts:
        return {}
    chosen: dict[int, dict[int, Rhythm]] = {}
    for account, place, rhythm in _rhythms(ANYONE, accounts=list(accounts)):
        chosen.setdefault(account, {})[place] = Rhythm(rhythm)
    rows = _choosers(ANYONE, accounts=list(accounts))
    return {row[0]: Wish(_choices(row), chosen.get(row[0], {})) for row in rows}


@prepared()
def _choosers(_: Reader, *, accounts: list[int]) -> "QuerySet[Account, Any]":
    return _addressed(accounts).values_list(*_CHOICES)


@prepared()
def _rhythms(_: Reader, *, accounts: list[int]) -> "QuerySet[CircleRhythm, Any]":
    return CircleRhythm.objects.filter(account__pk__any=accounts).values_list("account_id", "place_id", "rhythm")


def _addressed(accounts: Sequence[int]) -> "QuerySet[Account]":
    return Account.objects.filter(pk__any=accounts, is_active=True, email__isnull=False)


def _choices(row: Sequence[Any]) -> Choices:
    _key, zone, own, circles, hour, weekday, quiet_from, quiet_to, quiet_weekend, digests, invitations = row[:11]
    return Choices(
        own=_rhythm(own),
        circles=_rhythm(circles),
        zone=zone,
        hour=USUAL_HOUR if hour is None else hour,
        weekday=USUAL_WEEKDAY if weekday is None else weekday,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        quiet_weekend=bool(quiet_weekend),
        digests=digests is not False,
        invitations=invitations is not False,
    )


def _rhythm(value: int | None) -> Rhythm | None:
    return None if value is None else Rhythm(value)


class CircleChoice(NamedTuple):
    """One of a person's circles, and what she chose for letters about it; None for what she chose for all."""

    place: int
    slug: str
    name: str
    rhythm: Rhythm | None


def choices_of(account: int) -> Choices:
    """How a person wants her letters, whether or not she can get any now. One query."""
    rows = Account.objects.filter(pk=account).values_list(*_CHOICES)
    return _choices(rows.get())


def circle_choices(reader: Reader) -> list[CircleChoice]:
    """The reader's circles by name, each with what she chose there. One query."""
    here = CircleRhythm.objects.filter(account=reader.account, place=OuterRef("pk")).values("rhythm")
    rows = Community.objects.filter(COMMUNITY.filter(reader, "see"), pk__in=list(reader.roles), archived_at=None)
    found = rows.order_by("sort_name", "pk").values_list("pk", "slug", "name", Subquery(here))
    return [CircleChoice(place, slug, name, _rhythm(rhythm)) for place, slug, name, rhythm in found]


def circle_name(reader: Reader, place: int) -> str:
    """What a circle is called; empty where the reader doesn't see it."""
    seen = Community.objects.filter(COMMUNITY.filter(reader, "see"), pk=place).values_list("name", flat=True)
    return seen.first() or ""
