"""A round: agreed to by each, run by who facilitates, seen by who is in it, and what is written of it."""

from datetime import timedelta
from typing import Any

import pytest

from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings import actions as meetings
from kring.meetings.consultations import actions, queries
from kring.meetings.consultations.models import Agreement, LearningPoint, Round
from kring.meetings.consultations.rules import clock
from kring.people.actions import leave as leave_people
from tests.domain.consultations.furniture import BEGINS, ENDS, a_group, a_meeting, a_round, agree, close, there
from tests.domain.meetings.furniture import planned
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def press(world: World, name: str, row: Round, move: str, *, version: int | None = None, **given: Any) -> Round:
    return actions.press(
        actor=world.reader(name),
        meeting=row.meeting_id,
        move=move,
        version=row.version if version is None else version,
        **({"now": BEGINS + 5 * MINUTE} | given),
    )


def test_nobody_sees_case_or_round_or_notes_before_she_agreed(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    row = a_round(world, meeting)
    actions.write_notes(
        actor=world.reader("mees"), meeting=meeting.pk, question="Do I stay?", notes="", version=0, now=BEGINS
    )
    noor = world.reader("noor")
    found = queries.sitting(noor, meeting.pk)
    assert (found.agreed, found.round, found.notes, found.summary) == (False, None, None, None)
    with pytest.raises(NotThereError):
        queries.pulse(noor, meeting.pk)
    with pytest.raises(RefusedError):
        actions.write_notes(actor=noor, meeting=meeting.pk, question="", notes="", version=1, now=BEGINS)
    with pytest.raises(RefusedError):
        actions.write_point(actor=noor, meeting=meeting.pk, text="This.", now=ENDS)
    agree(world, meeting, "noor")
    found = queries.sitting(noor, meeting.pk)
    assert found.round == row
    assert found.notes is not None
    assert found.notes.question == "Do I stay?"
    assert queries.pulse(noor, meeting.pk) == (row, 3, meeting)


def test_the_first_agreement_counts_and_names_its_text(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "mees", now=BEGINS)
    agree(world, meeting, "mees", now=ENDS)
    one = Agreement.objects.get()
    assert (one.at, one.text) == (BEGINS, 1)


def test_whoever_is_not_in_the_group_is_told_so_or_sees_nothing(world: World) -> None:
    a_group(world, facilitator="mees")
    meeting = a_meeting(world)
    elsewhere = planned(world)
    for name, key, error in (
        ("stan", meeting.pk, NotThereError),
        ("mees", elsewhere.pk, NotThereError),
        ("", meeting.pk, NotThereError),
    ):
        with pytest.raises(error):
            queries.sitting(world.reader(name), key)
        with pytest.raises(error):
            actions.agree(actor=world.reader(name), meeting=key, now=BEGINS)


def test_who_facilitates_runs_it_and_nobody_else(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    row = a_round(world, meeting)
    with pytest.raises(RefusedError) as member:
        press(world, "mees", row, "pause")
    assert member.value.code == "may-not-lead"
    meetings.give_part(actor=world.reader("hanna"), meeting=meeting.pk, role="facilitator", handle="mees", now=BEGINS)
    assert queries.sitting(world.reader("mees"), meeting.pk).may_lead
    assert press(world, "mees", row, "pause").state == "paused"


def test_a_round_waits_for_everyone_who_is_there_to_agree(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    there(world, meeting, "mees", "noor")
    agree(world, meeting, "hanna", "mees")
    row = actions.choose_method(actor=world.reader("hanna"), meeting=meeting.pk, method="gossip", now=BEGINS)
    assert [one.handle for one in queries.sitting(world.reader("hanna"), meeting.pk).unagreed] == ["noor"]
    with pytest.raises(ConflictError, match="Noor Newcomer") as waits:
        press(world, "hanna", row, "start")
    assert waits.value.code == "not-all-agreed"
    agree(world, meeting, "noor")
    started = press(world, "hanna", row, "start")
    assert (started.state, started.started_at) == ("running", BEGINS + 5 * MINUTE)


def test_nobody_brings_a_guest_who_could_agree_to_nothing(world: World) -> None:
    a_group(world)
    meeting, hanna = a_meeting(world), world.reader("hanna")
    with pytest.raises(RefusedError):
        meetings.bring(actor=hanna, meeting=meeting.pk, name="Ada", email="ada@example.org", now=START)


def test_a_round_is_held_during_its_meeting(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "hanna")
    row = actions.choose_method(actor=world.reader("hanna"), meeting=meeting.pk, method="gossip", now=START)
    with pytest.raises(ConflictError) as early:
        press(world, "hanna", row, "start", now=BEGINS - 31 * MINUTE)
    assert early.value.code == "not-during"


def test_a_method_is_kept_as_it_was_in_the_time_that_there_is(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "hanna")
    hanna = world.reader("hanna")
    given: dict[str, Any] = {"actor": hanna, "meeting": meeting.pk, "now": BEGINS}
    row = actions.choose_method(method="ten-step", minutes=120, **given)
    assert (sum(row.given), len(row.given), row.plan["steps"][0]["title"]["nl"]) == (7_200, 10, "De vraag")
    again = actions.choose_method(method="gossip", version=row.version, **given)
    assert (again.method, sum(again.given), again.version) == ("gossip", 3_600, 2)
    with pytest.raises(ConflictError):
        actions.choose_method(method="gossip", version=1, **given)
    for wrong, field in (({"method": "unknown"}, "method"), ({"method": "gossip", "minutes": 5}, "minutes"),
                         ({"method": "gossip", "minutes": 481}, "minutes")):  # fmt: skip
        with pytest.raises(InvalidError) as error:
            actions.choose_method(version=2, **(given | wrong))
        assert list(error.value.fields) == [field]
    row = press(world, "hanna", again, "start")
    with pytest.raises(ConflictError) as begun:
        actions.choose_method(method="gossip", version=row.version, **given)
    assert begun.value.code == "begun"


def test_the_clock_goes_step_by_step_to_its_end(world: World) -> None:
    a_group(world)
    row = a_round(world, a_meeting(world))
    row = press(world, "hanna", row, "next", now=BEGINS + 12 * MINUTE)
    row = press(world, "hanna", row, "add", minutes=5)
    assert clock.seconds_left(queries.clock_of(row), at=BEGINS + 13 * MINUTE) == 24 * 60
    for move in ("pause", "go-on", "back", "end"):
        row = press(world, "hanna", row, move, now=BEGINS + 13 * MINUTE)
    assert (row.state, row.used[:2], row.added[1], row.ended_at) == (
        "ended", [720, 60], 300, BEGINS + 13 * MINUTE
    )  # fmt: skip
    for move in ("start", "next", "no such move"):
        with pytest.raises(ConflictError) as error:
            press(world, "hanna", row, move)
        assert error.value.code == "not-now"


def test_without_a_method_nothing_is_pressed(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "hanna")
    with pytest.raises(ConflictError) as none:
        actions.press(actor=world.reader("hanna"), meeting=meeting.pk, move="start", version=0, now=BEGINS)
    assert none.value.code == "no-method"


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_press_at_once_skip_no_step(world: World) -> None:
    a_group(world, facilitator="mees")
    world.enter("hanna", "casuskring")
    row = a_round(world, a_meeting(world))
    refused = together(lambda: press(world, "hanna", row, "next"), lambda: press(world, "mees", row, "next"))
    assert refused == ["changed-meanwhile"]
    row.refresh_from_db()
    assert (row.step, row.version) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_choose_at_once_choose_one(world: World) -> None:
    a_group(world, facilitator="mees")
    meeting = a_meeting(world)
    agree(world, meeting, "hanna", "mees")

    def choose(name: str, method: str) -> Any:
        reader = world.reader(name)
        return lambda: actions.choose_method(actor=reader, meeting=meeting.pk, method=method, now=BEGINS)

    assert together(choose("hanna", "gossip"), choose("mees", "incident")) == ["changed-meanwhile"]
    assert Round.objects.get().version == 1


def test_what_is_written_is_never_written_over_unseen(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "hanna", "mees")
    for write in (
        lambda name, version: actions.write_notes(
            actor=world.reader(name), meeting=meeting.pk, question="", notes="So.", version=version, now=ENDS
        ),
        lambda name, version: actions.write_summary(
            actor=world.reader(name), meeting=meeting.pk, text="We worked well.", version=version, now=ENDS
        ),
    ):
        write("hanna", 0)
        with pytest.raises(ConflictError):
            write("hanna", 0)
        assert write("hanna", 1).version == 2
    with pytest.raises(RefusedError):
        actions.write_summary(actor=world.reader("mees"), meeting=meeting.pk, text="So.", version=2, now=ENDS)


def test_a_learning_point_is_ones_own_one_a_meeting_until_the_list_is_closed(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "hanna", "mees")
    mees = world.reader("mees")
    with pytest.raises(ConflictError) as early:
        actions.write_point(actor=mees, meeting=meeting.pk, text="Ask.", now=START)
    assert early.value.code == "not-begun"
    actions.write_point(actor=mees, meeting=meeting.pk, text="Ask.", now=BEGINS)
    actions.write_point(actor=mees, meeting=meeting.pk, text="Ask first.", now=ENDS)
    point = queries.own_point(mees, meeting)
    assert point is not None
    assert point.text == "Ask first."
    assert queries.own_point(world.reader("hanna"), meeting) is None
    for text in ("", "x" * 1_001):
        with pytest.raises(InvalidError):
            actions.write_point(actor=mees, meeting=meeting.pk, text=text, now=ENDS)
    close(world, meeting)
    later = ENDS + timedelta(hours=2)
    for late in (
        lambda: actions.write_point(actor=mees, meeting=meeting.pk, text="Ask.", now=later),
        lambda: actions.agree(actor=world.reader("noor"), meeting=meeting.pk, now=later),
        lambda: actions.write_summary(actor=world.reader("hanna"), meeting=meeting.pk, text="A", version=0, now=later),
    ):
        with pytest.raises(ConflictError) as closed:
            late()
        assert closed.value.code == "closed"
    # Notes stay with the group, and go on.
    actions.write_notes(actor=mees, meeting=meeting.pk, question="", notes="Later.", version=0, now=later)


def test_a_cancelled_meeting_has_no_round(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    meetings.call_off(actor=world.reader("hanna"), meeting=meeting.pk, now=START)
    with pytest.raises(ConflictError) as cancelled:
        agree(world, meeting, "mees")
    assert cancelled.value.code == "cancelled"


def test_what_someone_learned_goes_with_her(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    agree(world, meeting, "mees")
    actions.write_point(actor=world.reader("mees"), meeting=meeting.pk, text="Ask.", now=BEGINS)
    leave_people(actor=world.reader("mees"), now=ENDS)
    deliver(ENDS)
    assert not LearningPoint.objects.exists()


def deliver(now: Any) -> None:
    from kring.foundation.events.dispatch import dispatch_due

    while dispatch_due(clock=lambda: now):
        pass
