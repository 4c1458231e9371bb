"""Votes of members, and the agenda that a host makes of them."""

import pytest

from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings import actions
from kring.meetings.actions.agenda import Point
from kring.meetings.models import Item, Vote
from tests.domain.meetings.furniture import BEGINS, planned
from tests.people import START, World

pytestmark = pytest.mark.django_db


def test_members_vote_and_take_it_back(world: World) -> None:
    meeting, asked = planned(world), world.question
    assert asked

    def votes(name: str, *, wants: bool = True) -> None:
        actions.vote(actor=world.reader(name), meeting=meeting.pk, conversation=asked.pk, wants=wants, now=START)

    votes("mees")
    votes("mees")
    votes("hanna")
    assert Vote.objects.filter(meeting=meeting).count() == 2
    votes("mees", wants=False)
    assert Vote.objects.get().account == world.accounts["hanna"]
    with pytest.raises(RefusedError):
        votes("stan")


def test_one_votes_for_what_stands_in_the_circle(world: World) -> None:
    meeting, secret = planned(world), world.secret
    assert secret
    with pytest.raises(NotThereError):
        actions.vote(actor=world.reader("mees"), meeting=meeting.pk, conversation=secret.pk, wants=True, now=START)


def test_the_agenda_stands_once_the_meeting_began(world: World) -> None:
    meeting, asked = planned(world), world.question
    assert asked
    with pytest.raises(ConflictError):
        actions.vote(actor=world.reader("mees"), meeting=meeting.pk, conversation=asked.pk, wants=True, now=BEGINS)


def test_one_has_ten_votes_a_meeting(world: World) -> None:
    meeting, mees = planned(world), world.reader("mees")
    for number in range(10):
        asked = world.ask("mees", "vakgroep", f"Question {number}", "Who?")
        actions.vote(actor=mees, meeting=meeting.pk, conversation=asked.pk, wants=True, now=START)
    assert world.question
    with pytest.raises(ConflictError):
        actions.vote(actor=mees, meeting=meeting.pk, conversation=world.question.pk, wants=True, now=START)


def test_a_host_makes_points_of_them_and_says_what_came_of_each(world: World) -> None:
    meeting, asked, hanna = planned(world), world.question, world.reader("hanna")
    assert asked
    first = actions.draw_up(
        actor=hanna,
        meeting=meeting.pk,
        points=[Point(title="Welcome", minutes=10), Point(conversation=asked.pk, minutes=45)],
        version=1,
        now=START,
    )
    assert [item.title for item in first] == ["Welcome", "How do I run a hackathon?"]
    came_of_it = world.tell("mees", "vakgroep", "I ran one")
    again = actions.draw_up(
        actor=hanna,
        meeting=meeting.pk,
        points=[
            Point(item=first[1].pk, conversation=asked.pk, outcome=came_of_it.pk, notes="*Done*", title="Hackathons")
        ],
        version=2,
        now=BEGINS,
    )
    assert [item.pk for item in Item.objects.filter(meeting=meeting)] == [first[1].pk]
    assert (again[0].title, again[0].outcome) == ("Hackathons", came_of_it)
    assert again[0].notes_html == "<p><em>Done</em></p>\n"
    with pytest.raises(ConflictError):
        actions.draw_up(actor=hanna, meeting=meeting.pk, points=[], version=2, now=BEGINS)


def test_what_is_wrong_with_an_agenda_is_said_at_its_point(world: World) -> None:
    meeting, asked, hanna = planned(world), world.question, world.reader("hanna")
    assert asked
    with pytest.raises(InvalidError) as told:
        actions.draw_up(
            actor=hanna,
            meeting=meeting.pk,
            points=[Point(title=" "), Point(title="x", minutes=0)],
            version=1,
            now=START,
        )
    assert set(told.value.fields) == {"title_0", "minutes_1"}
    twice = [Point(conversation=asked.pk)] * 2
    with pytest.raises(InvalidError):
        actions.draw_up(actor=hanna, meeting=meeting.pk, points=twice, version=1, now=START)
    with pytest.raises(InvalidError):
        actions.draw_up(actor=hanna, meeting=meeting.pk, points=[Point(title="x")] * 51, version=1, now=START)


def test_notes_are_written_by_hosts_and_overwritten_by_nobody(world: World) -> None:
    meeting = planned(world)
    hanna = world.reader("hanna")
    actions.write_notes(actor=hanna, meeting=meeting.pk, notes="We **did** it.", version=1, now=BEGINS)
    meeting.refresh_from_db()
    assert "<strong>did</strong>" in meeting.notes_html
    with pytest.raises(ConflictError):
        actions.write_notes(actor=hanna, meeting=meeting.pk, notes="Else", version=1, now=BEGINS)
    with pytest.raises(RefusedError):
        actions.write_notes(actor=world.reader("mees"), meeting=meeting.pk, notes="Else", version=2, now=BEGINS)
