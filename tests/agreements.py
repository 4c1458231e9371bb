"""An agreement in the small world: hanna hosts `vakgroep`; noor owns the insurer and signs for it."""

from datetime import date, datetime, timedelta
from typing import Any

from kring.communities.agreements import actions
from kring.communities.agreements.actions import Wanted
from kring.communities.agreements.models import Agreement
from kring.communities.agreements.rules.terms import Side
from kring.people.models import Organisation
from tests.people import START, World

TODAY = START.date()
YEAR = Wanted(starts_on=TODAY, ends_on=TODAY + timedelta(days=365), seats=2, notice_days=30, grace_days=14)


def local(day: date, hour: int = 12) -> datetime:
    """A moment of a day, by the clocks of START."""
    return START.replace(year=day.year, month=day.month, day=day.day, hour=hour)


def drafted(
    world: World, at: Organisation, wanted: Wanted = YEAR, *, by: str = "noor", circle: str = "vakgroep", **more: Any
) -> Agreement:
    """A draft of the organisation."""
    return actions.begin(
        actor=world.reader(by), side=Side.ORGANISATION, community=world.key(circle), organisation=at.pk, wanted=wanted,
        now=START, **more,
    )  # fmt: skip


def signed(
    world: World, made: Agreement, number: int = 1, *, by: str = "noor", host: str = "hanna", now: datetime = START
) -> None:
    """Both sides sign a version, the organisation first."""
    for who, side in ((by, Side.ORGANISATION), (host, Side.COMMUNITY)):
        actions.sign(actor=world.reader(who), agreement=made.pk, version=number, side=side, now=now)


def agreed(world: World, at: Organisation, wanted: Wanted = YEAR, *, host: str = "hanna", **more: Any) -> Agreement:
    """An agreement that both signed."""
    made = drafted(world, at, wanted, **more)
    signed(world, made, by=more.get("by", "noor"), host=host)
    return made
