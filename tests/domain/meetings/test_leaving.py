"""Who leaves a circle, or Kring, keeps nobody from a place; and what was held isn't cancelled."""

from datetime import timedelta

import pytest

from kring.communities import actions as communities
from kring.communities.actions.leaving import leave_kring
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions
from kring.meetings.actions.leaving import leave_circle
from kring.meetings.models import Meeting, SignUp, State, Vote
from tests.domain.meetings.furniture import BEGINS, DAY, a_plan, members, planned, registers
from tests.people import START, World

pytestmark = pytest.mark.django_db


def deliver() -> None:
    while dispatch_due(clock=lambda: START):
        pass


def state(world: World, name: str, meeting: Meeting) -> str:
    return SignUp.objects.get(meeting=meeting, account=world.accounts[name]).state


def test_who_leaves_a_circle_gives_up_her_places_there_and_who_waits_moves_up(world: World) -> None:
    (other,) = members(world, 1)
    full, public, elsewhere = (
        planned(world, places=1), planned(world, open_to_all=True), planned(world, slug="voorbeeld")
    )  # fmt: skip
    for meeting in (full, public, elsewhere):
        registers(world, "mees", meeting)()
    registers(world, other, full)()
    communities.leave(actor=world.reader("mees"), community=world.key("vakgroep"), now=START)
    deliver()
    deliver()
    assert (state(world, "mees", full), state(world, other, full)) == ("off", "going")
    assert (state(world, "mees", public), state(world, "mees", elsewhere)) == ("going", "going")
    full.refresh_from_db()
    assert (full.taken, full.waiting) == (1, 0)


def test_who_waited_waits_no_longer_and_who_came_back_keeps_her_place(world: World) -> None:
    full = planned(world, places=1)
    registers(world, "hanna", full)()
    registers(world, "mees", full)()
    assert leave_circle(place=world.key("vakgroep"), person=world.accounts["mees"].pk, now=START) == 0
    communities.leave(actor=world.reader("mees"), community=world.key("vakgroep"), now=START)
    deliver()
    full.refresh_from_db()
    assert (state(world, "mees", full), full.taken, full.waiting) == ("off", 1, 0)


def test_what_someone_was_at_stays_when_she_leaves(world: World) -> None:
    held = planned(world)
    registers(world, "mees", held)()
    communities.leave(actor=world.reader("mees"), community=world.key("vakgroep"), now=START)
    assert leave_circle(place=world.key("vakgroep"), person=world.accounts["mees"].pk, now=BEGINS) == 0
    assert state(world, "mees", held) == "going"


def test_who_leaves_kring_keeps_no_place_and_no_vote(world: World) -> None:
    meeting = planned(world, open_to_all=True)
    assert world.question
    registers(world, "mees", meeting)()
    actions.vote(actor=world.reader("mees"), meeting=meeting.pk, conversation=world.question.pk, wants=True, now=START)
    leave_kring(actor=world.reader("mees"), now=START)
    deliver()
    meeting.refresh_from_db()
    assert (state(world, "mees", meeting), meeting.taken) == ("off", 0)
    assert not Vote.objects.exists()


def test_a_meeting_that_was_moved_forward_and_held_is_not_cancelled_with_those_that_follow(world: World) -> None:
    first, hanna = planned(world, rule="FREQ=WEEKLY;COUNT=4"), world.reader("hanna")
    second, third = Meeting.objects.filter(series=first.series).order_by("occurrence")[1:3]
    sooner = a_plan(starts=DAY - timedelta(days=5))
    actions.change(actor=hanna, meeting=third.pk, plan=sooner, version=1, now=START)
    now = BEGINS - timedelta(days=1)
    gone = actions.call_off(actor=hanna, meeting=first.pk, following=True, now=now)
    third.refresh_from_db()
    assert third.state == State.PLANNED
    assert third.pk not in {row.pk for row in gone}
    assert second.pk in {row.pk for row in gone}
