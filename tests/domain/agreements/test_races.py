"""Two at once: the last seat, and an agreement that ends while seats are being taken."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from kring.communities.agreements import actions
from kring.communities.agreements.models import Agreement, Seat
from kring.communities.agreements.rules.terms import Side
from kring.communities.models import Membership
from kring.foundation.access.models import Reason, Standing
from tests.agreements import YEAR, agreed, local
from tests.organisations import employed, founded
from tests.people import START, World, small_world
from tests.together import together, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("stan", "mees", "olga")


@pytest.fixture
def at_once() -> World:
    small = small_world()
    insurer = founded(small, "Zuiderkruis", by="noor", shown=True)
    for name in NAMES:
        employed(small, name, insurer)
    small.extra["agreement"] = agreed(small, insurer, replace(YEAR, seats=1, grace_days=0))
    return small


def test_the_last_seat_is_one_persons(at_once: World) -> None:
    key = at_once.extra["agreement"].pk  # type: ignore[attr-defined]
    acts = [partial(actions.take, actor=at_once.reader(name), agreement=key, now=START) for name in NAMES]
    assert together(*acts) == ["full", "full"]
    assert Seat.objects.filter(until=None).count() == Agreement.objects.get().taken == 1


def test_whoever_takes_a_seat_while_it_ends_is_told_so(at_once: World) -> None:
    key = at_once.extra["agreement"].pk  # type: ignore[attr-defined]
    end = local(YEAR.ends_on)
    told = while_uncommitted(
        partial(actions.mind_due, now=end), partial(actions.take, actor=at_once.reader("stan"), agreement=key, now=end)
    )
    assert told == ["", "ended"]
    assert not Seat.objects.filter(until=None).exists()


def test_a_seat_taken_in_the_last_moment_ends_with_the_agreement(at_once: World) -> None:
    key = at_once.extra["agreement"].pk  # type: ignore[attr-defined]
    end = local(YEAR.ends_on)
    last = end - timedelta(days=1)
    told = while_uncommitted(
        partial(actions.take, actor=at_once.reader("stan"), agreement=key, now=last), partial(actions.mind_due, now=end)
    )
    assert told == ["", ""]
    assert not Standing.objects.filter(reason=Reason.AGREEMENT).exists()
    assert not Membership.objects.filter(account=at_once.accounts["stan"], left_at=None).exists()


def test_fewer_seats_and_one_more_taken_at_once(at_once: World) -> None:
    made = at_once.extra["agreement"]
    assert isinstance(made, Agreement)
    noor, hanna = at_once.reader("noor"), at_once.reader("hanna")
    for number, seats in ((2, 2), (3, 1)):
        wanted = replace(YEAR, seats=seats, grace_days=0)
        actions.draft(actor=noor, agreement=made.pk, side=Side.ORGANISATION, wanted=wanted, now=START)
        actions.sign(actor=noor, agreement=made.pk, version=number, side=Side.ORGANISATION, now=START)
        if number == 2:
            actions.sign(actor=hanna, agreement=made.pk, version=2, side=Side.COMMUNITY, now=START)
    actions.take(actor=at_once.reader("stan"), agreement=made.pk, now=START)
    told = together(
        partial(actions.take, actor=at_once.reader("mees"), agreement=made.pk, now=START),
        partial(actions.sign, actor=hanna, agreement=made.pk, version=3, side=Side.COMMUNITY, now=START),
    )
    assert told in (["full"], ["fewer-than-taken"])
    now = Agreement.objects.get()
    assert now.taken <= now.seats
