"""A closed presence list becomes a proposal to each who was there, of the right kind, once."""

from datetime import timedelta
from typing import Any

import pytest

from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.learning import actions, handlers
from kring.learning.models import Draft, Entry
from kring.meetings import actions as meetings
from kring.meetings.actions.presence import Mark
from kring.meetings.events import PresenceClosed
from kring.meetings.models import Meeting
from tests.domain.meetings.furniture import BEGINS, ENDS, members, planned, registers
from tests.people import World

pytestmark = pytest.mark.django_db
LATER = ENDS + timedelta(hours=1)


def closed(world: World, *, names: tuple[str, ...] = ("mees",), minutes: int = 120, **changed: Any) -> Meeting:
    """A meeting that was held, with these people there for so many minutes, and its list closed."""
    meeting, hanna = planned(world, **changed), world.reader("hanna")
    sign_ups = [registers(world, name, meeting)().pk for name in names]
    left = BEGINS + timedelta(minutes=minutes) if minutes < 120 else None
    marks = [Mark(sign_up=key, came=BEGINS, left=left) for key in sign_ups]
    meetings.correct(actor=hanna, meeting=meeting.pk, marks=marks, now=ENDS)
    return meeting


def close(world: World, meeting: Meeting) -> None:
    meetings.close(actor=world.reader("hanna"), meeting=meeting.pk, now=LATER)
    while dispatch_due(clock=lambda: LATER):
        pass


def draft_of(world: World, name: str) -> Draft:
    return Draft.objects.get(person=world.accounts[name])


def test_who_was_there_is_proposed_what_it_was(world: World) -> None:
    meeting = closed(world, minutes=90)
    (absent,) = members(world, 1)
    registers(world, absent, meeting)()
    close(world, meeting)
    draft = draft_of(world, "mees")
    assert (draft.title, draft.kind, draft.way, draft.minutes) == (meeting.title, "peer_group", "exchange", 90)
    assert (draft.started_at, draft.ended_at) == (BEGINS, BEGINS + timedelta(minutes=90))
    assert draft.facts == {"evidence": "yes", "group_size": "1", "facilitator": "no"}
    assert draft.attester == world.accounts["hanna"]
    assert not Draft.objects.filter(person=world.accounts[absent]).exists()
    entry = actions.confirm(actor=world.reader("mees"), draft=draft.pk, now=LATER)
    assert (entry.minutes, entry.started_at, entry.way) == (90, BEGINS, "exchange")


def test_who_led_it_is_proposed_it_too_without_having_registered(world: World) -> None:
    close(world, closed(world))
    draft = draft_of(world, "hanna")
    assert (draft.minutes, draft.attester, draft.reason_facts["parts"]) == (120, None, ["host"])


@pytest.mark.parametrize(
    ("kind", "role", "expected"),
    [
        ("seminar", "speaker", ("giving_talk", "doing")),
        ("training", "facilitator", ("giving_workshop", "doing")),
        ("intervisie", "facilitator", ("intervisie", "exchange")),
        ("intervisie", "case", ("intervisie", "exchange")),
    ],
)
def test_a_part_makes_its_kind(world: World, kind: str, role: str, expected: tuple[str, str]) -> None:
    meeting = closed(world, kind=kind)
    meetings.give_part(actor=world.reader("hanna"), meeting=meeting.pk, role=role, handle="mees", now=ENDS)
    close(world, meeting)
    draft = draft_of(world, "mees")
    assert (draft.kind, draft.way, draft.reason_facts["parts"]) == (*expected, [role])
    assert Draft.objects.filter(person=world.accounts["mees"]).count() == 1


def test_a_speaker_who_had_registered_and_stayed_away_is_proposed_nothing(world: World) -> None:
    meeting = closed(world, kind="seminar")
    (absent,) = members(world, 1)
    registers(world, absent, meeting)()
    meetings.give_part(actor=world.reader("hanna"), meeting=meeting.pk, role="speaker", handle=absent, now=ENDS)
    close(world, meeting)
    assert not Draft.objects.filter(person=world.accounts[absent]).exists()


def test_an_event_that_comes_twice_proposes_once_and_guests_have_no_ledger(world: World) -> None:
    meeting = closed(world, open_to_all=True)
    guest = meetings.bring(
        actor=world.reader("mees"), meeting=meeting.pk, name="Ada", email="ada@example.org", now=BEGINS
    )
    mark = Mark(sign_up=guest.pk, came=BEGINS)
    meetings.correct(actor=world.reader("hanna"), meeting=meeting.pk, marks=[mark], now=ENDS)
    close(world, meeting)
    event = Event.objects.get(name="meetings.PresenceClosed")
    handlers.presence_closed(PresenceClosed(meeting=meeting.pk), event=event.pk, now=LATER)
    assert Draft.objects.count() == 2
    assert draft_of(world, "mees").facts["group_size"] == "2"


def test_what_the_meeting_gives_in_registers_goes_into_the_line(world: World) -> None:
    meeting = closed(world, kind="training")
    Meeting.objects.filter(pk=meeting.pk).update(claims={"nivre": {"points": "2"}})
    close(world, meeting)
    actions.confirm(actor=world.reader("mees"), draft=draft_of(world, "mees").pk, now=LATER)
    assert Entry.objects.get().claims == {"nivre": {"points": "2"}}
