"""Registering, waiting, moving up: never more people than places, never a lost registration."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from kring.meetings import actions
from kring.meetings.models import Meeting, SignUp, SignUpState
from tests.domain.meetings.furniture import BEGINS, ENDS, members, planned, registers
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db


def states(meeting: Meeting) -> list[str]:
    return list(SignUp.objects.filter(meeting=meeting).order_by("asked_at", "pk").values_list("state", flat=True))


def leaves_it(world: World, name: str, meeting: Meeting) -> Callable[[], SignUp]:
    """What has a person give up her place, when called."""
    reader = world.reader(name)
    return lambda: actions.sign_off(actor=reader, meeting=meeting.pk, now=START)


def test_the_thirteenth_waits_and_moves_up_when_someone_leaves(world: World) -> None:
    meeting = planned(world, places=12)
    names = members(world, 14)
    for minute, name in enumerate(names):
        registers(world, name, meeting, now=START + timedelta(minutes=minute))()
    assert states(meeting) == ["going"] * 12 + ["waiting"] * 2
    left = actions.sign_off(actor=world.reader(names[3]), meeting=meeting.pk, now=START)
    assert left.state == SignUpState.OFF
    thirteenth = SignUp.objects.get(meeting=meeting, account=world.accounts[names[12]])
    assert (thirteenth.state, thirteenth.moved_up_at) == ("going", START)
    meeting.refresh_from_db()
    assert (meeting.taken, meeting.waiting) == (12, 1)
    assert Event.objects.filter(name="meetings.MovedUp", facts__sign_up=thirteenth.pk).count() == 1


def test_registering_twice_stays_one_and_coming_back_goes_behind_the_others(world: World) -> None:
    meeting = planned(world, places=1)
    one, two, three = members(world, 3)
    assert registers(world, one, meeting)().pk == registers(world, one, meeting)().pk
    registers(world, two, meeting)()
    actions.sign_off(actor=world.reader(one), meeting=meeting.pk, now=START)
    registers(world, three, meeting, now=START + timedelta(minutes=1))()
    registers(world, one, meeting, now=START + timedelta(minutes=2))()
    actions.sign_off(actor=world.reader(two), meeting=meeting.pk, now=START)
    assert SignUp.objects.get(meeting=meeting, state="going").account == world.accounts[three]
    assert Meeting.objects.values_list("taken", "waiting").get(pk=meeting.pk) == (1, 1)


def test_only_members_register_unless_it_is_open_to_all(world: World) -> None:
    closed, secret = planned(world), planned(world, slug="verborgen")
    with pytest.raises(RefusedError):
        registers(world, "stan", closed)()
    with pytest.raises(NotThereError):
        registers(world, "stan", secret)()
    assert registers(world, "stan", planned(world, open_to_all=True))().state == "going"


def test_registration_closes_and_giving_up_late_is_remembered(world: World) -> None:
    meeting = planned(world, register_hours=24, cancel_hours=48, most_no_shows=1)
    registers(world, "mees", meeting)()
    late = BEGINS - timedelta(hours=23)
    with pytest.raises(ConflictError) as told:
        registers(world, "hanna", meeting, now=late)()
    assert told.value.code == "too-late"
    assert actions.sign_off(actor=world.reader("mees"), meeting=meeting.pk, now=late).state == SignUpState.LATE
    another = planned(world, most_no_shows=1)
    with pytest.raises(RefusedError) as refused:
        registers(world, "mees", another)()
    assert refused.value.code == "stayed-away"
    assert (
        actions.give_place(actor=world.reader("hanna"), meeting=another.pk, handle="@mees", now=START).state == "going"
    )


def test_who_moves_up_too_late_to_sign_off_in_time_is_not_blamed_for_it(world: World) -> None:
    """She waited, and got a place when it was late already: that she doesn't come, said or not, counts for nothing."""
    mees = world.reader("mees")
    for signs_off in (True, False):
        meeting = planned(world, places=1, cancel_hours=48)
        registers(world, "hanna", meeting)()
        registers(world, "mees", meeting)()
        late = BEGINS - timedelta(hours=3)
        actions.sign_off(actor=world.reader("hanna"), meeting=meeting.pk, now=late)
        if signs_off:
            assert actions.sign_off(actor=mees, meeting=meeting.pk, now=late).state == SignUpState.OFF
        else:
            actions.close(actor=world.reader("hanna"), meeting=meeting.pk, now=ENDS)
            assert SignUp.objects.get(meeting=meeting, account=mees.account).stayed_away
    assert registers(world, "mees", planned(world, most_no_shows=1))().state == "going"


def test_who_came_unannounced_is_given_a_place_until_the_list_is_closed(world: World) -> None:
    meeting = planned(world, places=2, register_hours=24)
    hanna, after = world.reader("hanna"), ENDS + timedelta(hours=3)
    assert actions.give_place(actor=hanna, meeting=meeting.pk, handle="mees", now=after).state == "going"
    guest = {"name": "Ada", "email": "ada@example.org", "now": after}
    assert actions.bring(actor=hanna, meeting=meeting.pk, **guest).state == "going"
    with pytest.raises(ConflictError) as told:
        actions.bring(actor=hanna, meeting=meeting.pk, **(guest | {"email": "bea@example.org"}))
    assert told.value.code == "full"
    actions.close(actor=hanna, meeting=meeting.pk, now=after)
    with pytest.raises(ConflictError):
        actions.give_place(actor=hanna, meeting=meeting.pk, handle="hanna", now=after)


def test_a_host_gives_no_more_places_than_there_are(world: World) -> None:
    meeting = planned(world, places=1)
    registers(world, "mees", meeting)()
    hanna = world.reader("hanna")
    with pytest.raises(ConflictError):
        actions.give_place(actor=hanna, meeting=meeting.pk, handle="hanna", now=START)
    with pytest.raises(RefusedError):
        actions.give_place(actor=world.reader("mees"), meeting=meeting.pk, handle="hanna", now=START)


def test_who_waits_is_given_a_place_without_being_counted_twice(world: World) -> None:
    meeting = planned(world, places=1)
    registers(world, "mees", meeting)()
    registers(world, "hanna", meeting)()
    Meeting.objects.filter(pk=meeting.pk).update(places=2)
    hanna = world.reader("hanna")
    actions.give_place(actor=hanna, meeting=meeting.pk, handle="hanna", now=START)
    assert Meeting.objects.values_list("taken", "waiting").get(pk=meeting.pk) == (2, 0)


def test_guests_come_with_who_brings_them(world: World) -> None:
    meeting = planned(world, places=1, open_to_all=True)
    mees = world.reader("mees")
    guest = actions.bring(actor=mees, meeting=meeting.pk, name="Ada  L.", email="Ada@Example.org", now=START)
    assert (guest.guest, guest.guest_email, guest.state) == ("Ada L.", "ada@example.org", "going")
    again = actions.bring(actor=mees, meeting=meeting.pk, name="Ada", email="ada@example.org", now=START)
    assert again.pk == guest.pk
    with pytest.raises(RefusedError):
        actions.sign_off(actor=world.reader("stan"), meeting=meeting.pk, sign_up=guest.pk, now=START)
    assert actions.sign_off(actor=mees, meeting=meeting.pk, sign_up=guest.pk, now=START).state == SignUpState.OFF
    with pytest.raises(InvalidError) as told:
        actions.bring(actor=mees, meeting=meeting.pk, name="", email="x\r\nBcc: y@z", now=START)
    assert set(told.value.fields) == {"name", "email"}
    with pytest.raises(RefusedError):
        actions.bring(actor=mees, meeting=planned(world).pk, name="Ada", email="ada@example.org", now=START)


def test_answers_are_bounded_and_fit_the_questions(world: World) -> None:
    meeting = planned(world, questions=["Diet?", "First time?"])
    mees = world.reader("mees")
    with pytest.raises(InvalidError) as told:
        actions.register(actor=mees, meeting=meeting.pk, answers=["x" * 501], now=START)
    assert list(told.value.fields) == ["answer_0"]
    sign_up = actions.register(actor=mees, meeting=meeting.pk, answers=["none", "yes", "more"], now=START)
    assert sign_up.answers == ["none", "yes"]


def test_a_cancelled_or_past_meeting_takes_nobody(world: World) -> None:
    meeting = planned(world)
    with pytest.raises(ConflictError) as told:
        registers(world, "mees", meeting, now=BEGINS + timedelta(days=1))()
    assert told.value.code == "over"


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_for_twelve_places(world: World) -> None:
    meeting = planned(world, places=12)
    names = members(world, 40)
    assert together(*(registers(world, name, meeting) for name in names)) == []
    assert sorted(states(meeting)) == ["going"] * 12 + ["waiting"] * 28
    assert Meeting.objects.values_list("taken", "waiting").get(pk=meeting.pk) == (12, 28)


@pytest.mark.django_db(transaction=True)
def test_leaving_and_registering_at_once_neither_loses_nor_doubles(world: World) -> None:
    meeting = planned(world, places=5)
    names = members(world, 20)
    for name in names[:10]:
        registers(world, name, meeting)()
    leaves = [leaves_it(world, name, meeting) for name in names[:5]]
    assert together(*leaves, *(registers(world, name, meeting) for name in names[10:])) == []
    found = states(meeting)
    assert (found.count("going"), found.count("waiting"), found.count("off")) == (5, 10, 5)
    assert Meeting.objects.values_list("taken", "waiting").get(pk=meeting.pk) == (5, 10)


@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_twice_at_once_has_one_place(world: World) -> None:
    meeting = planned(world)
    assert together(registers(world, "mees", meeting), registers(world, "mees", meeting)) == []
    assert (states(meeting), Meeting.objects.get(pk=meeting.pk).taken) == (["going"], 1)
