"""Checking in, correcting, and a list that is closed once and stays as it was."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings import actions
from kring.meetings.actions.presence import Mark
from kring.meetings.models import Attendance, AttendanceChange, Meeting, PresenceList, SignUp, State
from kring.meetings.rules import presence
from tests.domain.meetings.furniture import BEGINS, ENDS, members, planned, registers
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db


def comes(world: World, name: str, meeting: Meeting, *, at: datetime = BEGINS) -> Attendance:
    shown = presence.code(bytes(meeting.secret), at)
    return actions.check_in(actor=world.reader(name), meeting=meeting.pk, code=shown, now=at)


def test_one_checks_in_with_the_code_and_out_again(world: World) -> None:
    meeting = planned(world)
    sign_up = registers(world, "mees", meeting)()
    assert comes(world, "mees", meeting).sign_up_id == sign_up.pk
    comes(world, "mees", meeting, at=BEGINS + timedelta(minutes=3))
    left = actions.check_out(actor=world.reader("mees"), meeting=meeting.pk, now=BEGINS + timedelta(minutes=50))
    assert (left.came_at, left.left_at) == (BEGINS, BEGINS + timedelta(minutes=50))
    assert comes(world, "mees", meeting, at=BEGINS + timedelta(minutes=60)).left_at is None
    with pytest.raises(NotThereError):
        actions.check_out(actor=world.reader("hanna"), meeting=meeting.pk, now=BEGINS)


def test_who_had_not_registered_takes_a_place_if_there_is_one(world: World) -> None:
    meeting = planned(world, places=1)
    comes(world, "mees", meeting)
    assert Meeting.objects.get(pk=meeting.pk).taken == 1
    with pytest.raises(ConflictError) as told:
        comes(world, "hanna", meeting)
    assert told.value.code == "full"
    with pytest.raises(RefusedError):
        comes(world, "stan", planned(world))


def test_a_code_is_not_guessed(world: World) -> None:
    """Of a million codes that one gives at once ten are looked at; then even the right one isn't."""
    meeting, mees = planned(world), world.reader("mees")
    registers(world, "mees", meeting)()
    for number in range(presence.MOST_TRIES):
        with pytest.raises(InvalidError):
            actions.check_in(actor=mees, meeting=meeting.pk, code=f"AAAA{number}{number}", now=BEGINS)
    with pytest.raises(RefusedError) as told:
        comes(world, "mees", meeting)
    assert told.value.code == "too-many-tries"
    later = BEGINS + presence.TRIES_WITHIN + timedelta(seconds=1)
    assert comes(world, "mees", meeting, at=later).came_at == later


def test_one_checks_in_during_the_meeting_only(world: World) -> None:
    meeting = planned(world)
    registers(world, "mees", meeting)()
    for at in (BEGINS - timedelta(minutes=31), ENDS + timedelta(minutes=31)):
        with pytest.raises(ConflictError):
            comes(world, "mees", meeting, at=at)


def test_the_link_is_for_who_has_a_place_and_counts_as_being_there(world: World) -> None:
    meeting = planned(world, mode="online", link="https://meet.example.org/hr")
    mees = world.reader("mees")
    with pytest.raises(NotThereError):
        actions.join_online(actor=mees, meeting=meeting.pk, now=BEGINS)
    registers(world, "mees", meeting)()
    assert actions.join_online(actor=mees, meeting=meeting.pk, now=START) == "https://meet.example.org/hr"
    assert not Attendance.objects.exists()
    actions.join_online(actor=mees, meeting=meeting.pk, now=BEGINS)
    assert Attendance.objects.get().how == "online"


def test_a_host_corrects_the_list_and_each_change_is_logged(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    sign_up = registers(world, "mees", meeting)()
    half = BEGINS + timedelta(minutes=60)

    def say(came: datetime | None, left: datetime | None = None) -> int:
        mark = Mark(sign_up=sign_up.pk, came=came, left=left)
        return actions.correct(actor=hanna, meeting=meeting.pk, marks=[mark], now=ENDS)

    assert [say(BEGINS), say(BEGINS), say(BEGINS, half), say(None)] == [1, 0, 1, 1]
    log = list(AttendanceChange.objects.order_by("pk").values_list("before", "after"))
    assert [before is None for before, _ in log] == [True, False, False]
    assert log[2] == ({"came": BEGINS.isoformat(), "left": half.isoformat()}, None)
    with pytest.raises(InvalidError):
        say(half, BEGINS)
    with pytest.raises(InvalidError):
        say(BEGINS - timedelta(days=1))
    with pytest.raises(RefusedError):
        actions.correct(actor=world.reader("mees"), meeting=meeting.pk, marks=[], now=ENDS)


def test_a_closed_list_holds_what_registers_ask_and_its_hash(world: World) -> None:
    meeting, hanna = planned(world, kind="intervisie"), world.reader("hanna")
    registers(world, "mees", meeting)()
    (absent,) = members(world, 1)
    registers(world, absent, meeting)()
    comes(world, "mees", meeting)
    actions.check_out(actor=world.reader("mees"), meeting=meeting.pk, now=BEGINS + timedelta(minutes=90))
    actions.give_part(
        actor=hanna, meeting=meeting.pk, role="facilitator", name="Ada L.", credential="LVSC 123", now=BEGINS
    )
    actions.give_part(actor=hanna, meeting=meeting.pk, role="case", handle="mees", now=BEGINS)
    mark = Mark(sign_up=SignUp.objects.get(account=world.accounts["mees"]).pk, came=BEGINS, left=ENDS)
    actions.correct(actor=hanna, meeting=meeting.pk, marks=[mark], now=ENDS)
    actions.correct(
        actor=hanna, meeting=meeting.pk, marks=[replace(mark, left=BEGINS + timedelta(minutes=90))], now=ENDS
    )
    closed = actions.close(actor=hanna, meeting=meeting.pk, now=ENDS)
    said = json.loads(closed.content)
    assert [(one["name"], one["by"]["name"]) for one in said["corrections"]] == [("Mees Member", "Hanna Host")] * 2
    assert said["corrections"][1]["before"]["left"] == ENDS.isoformat()
    assert hashlib.sha256(closed.content.encode()).hexdigest() == closed.sha256
    assert [(who["name"], who["roles"], who["minutes"]) for who in said["people"]] == [
        ("Mees Member", ["case"], 90),
        (absent, [], 0),
    ]
    assert said["parts"][0] == {"role": "facilitator", "credential": "LVSC 123", "account": None, "name": "Ada L."}
    assert said["host"]["name"] == "Hanna Host"
    assert SignUp.objects.get(stayed_away=True).account == world.accounts[absent]
    assert Meeting.objects.get(pk=meeting.pk).state == State.CLOSED


def test_nothing_changes_a_closed_list(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    sign_up = registers(world, "mees", meeting)()
    actions.close(actor=hanna, meeting=meeting.pk, now=ENDS)
    mark = Mark(sign_up=sign_up.pk, came=BEGINS)
    for act in (
        lambda: actions.correct(actor=hanna, meeting=meeting.pk, marks=[mark], now=ENDS),
        lambda: actions.close(actor=hanna, meeting=meeting.pk, now=ENDS),
        lambda: comes(world, "mees", meeting),
        lambda: actions.call_off(actor=hanna, meeting=meeting.pk, now=BEGINS),
    ):
        with pytest.raises(ConflictError):
            act()
    for sql in ("UPDATE meeting_presence_list SET content = ''", "DELETE FROM meeting_presence_list"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_list_is_not_closed_before_the_start_nor_by_a_member(world: World) -> None:
    meeting = planned(world)
    with pytest.raises(ConflictError):
        actions.close(actor=world.reader("hanna"), meeting=meeting.pk, now=START)
    with pytest.raises(RefusedError):
        actions.close(actor=world.reader("mees"), meeting=meeting.pk, now=ENDS)


@pytest.mark.django_db(transaction=True)
def test_two_hosts_closing_at_once_close_it_once(world: World) -> None:
    meeting, hanna = planned(world), world.reader("hanna")
    registers(world, "mees", meeting)()
    comes(world, "mees", meeting)
    refused = together(*[lambda: actions.close(actor=hanna, meeting=meeting.pk, now=ENDS)] * 3)
    assert refused == ["closed", "closed"]
    assert PresenceList.objects.count() == 1
