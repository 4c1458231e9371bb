"""A group as its page shows it: what it is, its year, whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch

from kring.communities.models import Membership
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError
from kring.meetings.consultations.access import GROUP
from kring.meetings.consultations.models import Group, YearPlan
from kring.meetings.consultations.rules.limits import Limits, limits_of
from kring.meetings.consultations.rules.methods import Method
from kring.meetings.consultations.shelf import shelf
from kring.meetings.models import Meeting, Part, PartRole, SignUp, SignUpState, State
from kring.registers.queries import schemes

# So many meetings to come a rota is about.
MOST_TURNS = 24


@dataclass(frozen=True, slots=True)
class Opened:
    """A group that the reader may look into, with who is in it, by name."""

    group: Group
    members: Sequence[Account]
    is_host: bool
    oversees: bool

    @property
    def bringers(self) -> list[Account]:
        """Who brings cases by turns: everyone but the facilitator, unless there is nobody else."""
        others = [one for one in self.members if one.pk != self.group.facilitator_id]
        return others or list(self.members)


class TurnRow(NamedTuple):
    """A meeting to come, who brings a case, and who of the members signed off."""

    meeting: Meeting
    bringers: Sequence[Account]
    away: frozenset[int]

    @property
    def chosen(self) -> int | None:
        """The account of who brings it, where there is one."""
        return self.bringers[0].pk if self.bringers else None


def group_at(place: int) -> Group | None:
    """What makes the circle at a place a group, None where it is none. For who may see the circle. One query."""
    return Group.objects.select_related("community", "facilitator").filter(community=place).first()


def opened(reader: Reader, place: int) -> Opened:
    """The group of a circle. Raises NotThereError for who isn't in it or keeps house for it. Two queries."""
    rows = Group.objects.select_related("community__place", "facilitator").filter(GROUP.filter(reader, "read"))
    group = rows.filter(community=place).first()
    if group is None:
        raise NotThereError
    return Opened(
        group=group,
        members=members_of(group.pk),
        is_host=GROUP.allows(reader, "host", group),
        oversees=GROUP.allows(reader, "oversee", group),
    )


def members_of(group: int) -> list[Account]:
    """Who is in a group now, by name."""
    rows = Membership.objects.filter(community=group, left_at=None, account__is_active=True)
    return [row.account for row in rows.select_related("account").order_by("account__sort_name", "account_id")]


def year_plan(group: Group, year: int) -> YearPlan | None:
    """What the group means to do in a year; the caller has opened it."""
    return YearPlan.objects.select_related("written_by").filter(group=group, year=year).first()


def turns(group: Group, *, now: datetime, most: int = MOST_TURNS) -> list[TurnRow]:
    """The meetings to come, the soonest first, with whose turn it is; the caller opened the group. Three queries."""
    cases = Part.objects.filter(role=PartRole.CASE, account__isnull=False).select_related("account").order_by("pk")
    off = SignUp.objects.filter(state__in=(SignUpState.OFF, SignUpState.LATE), account__isnull=False)
    rows = Meeting.objects.filter(place=group.pk, state=State.PLANNED, starts_at__gt=now).order_by("starts_at", "pk")
    found = rows.prefetch_related(Prefetch("parts", cases), Prefetch("sign_ups", off))[:most]
    return [
        TurnRow(
            one,
            [part.account for part in one.parts.all() if part.account is not None],
            frozenset(row.account_id for row in one.sign_ups.all() if row.account_id is not None),
        )
        for one in found
    ]


def methods() -> Mapping[str, Method]:
    """The methods to choose from, by key: those that ship, and the operator's own."""
    return shelf(settings.METHODS).methods


def limits_for(scheme: str, *, on: date) -> Limits:
    """What a scheme asks of a group on a day, by the version that applies then; ours without a scheme."""
    versions = schemes().get(scheme, ())
    applies = (one.scheme for one in versions if one.scheme.applies.first <= on)
    chosen = next(applies, versions[-1].scheme if versions else None)
    return limits_of(chosen) if chosen is not None else Limits()
