"""What a closed list holds of peer consultation, what ledgers and registers make of it, and who is told of absence."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.learning import actions as learning
from kring.learning.dossiers.queries.cases import ground_of
from kring.learning.dossiers.queries.judging import judged
from kring.learning.models import Draft
from kring.meetings import actions as meetings
from kring.meetings.consultations import actions, handlers, queries
from kring.meetings.consultations.models import Group, Told
from kring.meetings.events import PresenceClosed
from kring.meetings.models import Meeting, PresenceList
from kring.notifications.models import Notification
from kring.notifications.queries import told
from kring.notifications.sentences import line
from kring.registers import queries as registers
from kring.registers.actions import Details, register
from tests.domain.consultations.furniture import BEGINS, ENDS, a_group, a_meeting, a_round, agree, close, there
from tests.domain.meetings.furniture import planned
from tests.domain.meetings.furniture import registers as signs_up
from tests.people import START, World

pytestmark = pytest.mark.django_db
LATER = ENDS + timedelta(hours=2)


def deliver() -> None:
    while dispatch_due(clock=lambda: BEGINS + timedelta(weeks=9)):
        pass


def held(world: World, **terms: Any) -> Meeting:
    """A meeting with a round, notes, a summary and a learning point; everyone was there; the list isn't closed yet."""
    group = a_group(world, **terms)
    hanna, mees = world.reader("hanna"), world.reader("mees")
    meeting = a_meeting(world)
    actions.write_year_plan(
        actor=hanna, group=group.pk, year=2026, meetings=4, aims="Look at ourselves.", themes="Absence", version=0,
        now=START,
    )  # fmt: skip
    actions.set_rota(actor=hanna, group=group.pk, choices={meeting.pk: world.accounts["mees"].pk}, now=START)
    there(world, meeting, "hanna", "mees", "noor")
    agree(world, meeting, "noor")
    row = a_round(world, meeting)
    row = actions.press(
        actor=hanna, meeting=meeting.pk, move="next", version=row.version, now=BEGINS + timedelta(minutes=11)
    )
    actions.write_notes(
        actor=mees, meeting=meeting.pk, question="Zilverreiger?", notes="Zilverreiger.", version=0, now=ENDS
    )
    actions.write_summary(actor=hanna, meeting=meeting.pk, text="Open questions only.", version=0, now=ENDS)
    actions.write_point(actor=mees, meeting=meeting.pk, text="Ask before advising.", now=ENDS)
    return meeting


def closed_list(world: World, meeting: Meeting) -> dict[str, Any]:
    close(world, meeting)
    said: dict[str, Any] = json.loads(PresenceList.objects.get(meeting=meeting).content)
    return said


def test_the_list_holds_what_registers_ask_and_nothing_that_stays_with_the_group(world: World) -> None:
    meeting = held(world)
    said = closed_list(world, meeting)
    found = said["consultation"]
    names = {name: {"account": world.accounts[name].pk, "name": world.accounts[name].name} for name in world.accounts}
    assert said["format"] == 3
    assert found["group"] == {
        "name": "Casuskring", "registration": "IV-2026-17", "scheme": "nova", "smallest": 3, "largest": 6,
    }  # fmt: skip
    assert found["year_plan"]["aims"] == "Look at ourselves."
    assert found["year_plan"]["meetings"] == 4
    assert found["facilitator"] == names["hanna"] | {
        "credential": "Supervisor LVSC", "valid_until": "2026-12-31", "valid": True,
    }  # fmt: skip
    assert found["members"] == [
        names["hanna"] | {"roles": ["member", "host", "facilitator"]},
        names["mees"] | {"roles": ["member"]},
        names["noor"] | {"roles": ["member"]},
    ]
    assert found["cases"] == [names["mees"]]
    assert (found["method"]["key"], found["method"]["started"]) == ("incident", BEGINS.isoformat())
    assert [(step["seconds"], step["took"]) for step in found["method"]["steps"][:2]] == [(600, 660), (1_200, 10_140)]
    assert found["summary"]["text"] == "Open questions only."
    assert [(one["name"], one["text"]) for one in found["learning_points"]] == [("Mees Member", "Ask before advising.")]
    assert [one["name"] for one in found["agreements"]] == ["Noor Newcomer", "Hanna Host", "Mees Member"]
    assert {one["text"] for one in found["agreements"]} == {1}
    assert "Zilverreiger" not in json.dumps(said)


def test_a_meeting_of_another_circle_holds_none_of_it(world: World) -> None:
    a_group(world)
    meeting = planned(world)
    signs_up(world, "mees", meeting)()
    assert "consultation" not in closed_list(world, meeting)


def test_a_group_without_plan_facilitator_round_or_words_is_closed_all_the_same(world: World) -> None:
    a_group(world, facilitator="", credential="", valid_until=None)
    meeting = a_meeting(world)
    found = closed_list(world, meeting)["consultation"]
    assert [found[name] for name in ("year_plan", "facilitator", "method", "summary")] == [None] * 4
    assert [found[name] for name in ("cases", "learning_points", "agreements")] == [[], [], []]


def test_a_credential_that_has_ended_is_said_to_have(world: World) -> None:
    a_group(world, valid_until=date(2026, 3, 15))
    assert closed_list(world, a_meeting(world))["consultation"]["facilitator"]["valid"] is False


def test_who_has_the_part_of_facilitator_facilitates_this_meeting(world: World) -> None:
    a_group(world)
    meeting = a_meeting(world)
    meetings.give_part(
        actor=world.reader("hanna"), meeting=meeting.pk, role="facilitator", name="Ria Raad", credential="LVSC 9",
        now=START,
    )  # fmt: skip
    assert closed_list(world, meeting)["consultation"]["facilitator"] == {
        "account": None, "name": "Ria Raad", "credential": "LVSC 9", "valid_until": None, "valid": None,
    }  # fmt: skip


def test_the_learning_point_and_the_facts_go_to_the_draft_and_the_line(world: World) -> None:
    close(world, held(world))
    deliver()
    draft = Draft.objects.get(person=world.accounts["mees"])
    assert draft.learned == "Ask before advising."
    assert (draft.kind, draft.way) == ("intervisie", "exchange")
    assert draft.facts == {
        "evidence": "yes", "group_size": "3", "facilitator": "yes", "group": "IV-2026-17", "contiguous": "yes",
        "agreement": "yes",
    }  # fmt: skip
    entry = learning.confirm(actor=world.reader("mees"), draft=draft.pk, now=LATER)
    assert entry.learned == "Ask before advising."
    assert Draft.objects.get(person=world.accounts["noor"]).learned == ""


@pytest.mark.parametrize(
    ("scheme", "earned"),
    [
        # Two whole hours, of a group of three with a facilitator.
        ("nova", "2"),
        ("registervaktherapie", "2"),
        # Two meetings a year are asked there: one alone gives nothing.
        ("huisartsen", "0"),
    ],
)
def test_the_registers_count_it_as_they_ask(world: World, scheme: str, earned: str) -> None:
    close(world, held(world, scheme=scheme))
    deliver()
    assert counted(world, scheme) == [earned]


def test_two_meetings_of_a_registered_group_count_for_general_practitioners(world: World) -> None:
    close(world, held(world, scheme="huisartsen"))
    second = a_meeting(world, weeks=1)
    there(world, second, "hanna", "mees", "noor")
    close(world, second)
    deliver()
    assert counted(world, "huisartsen") == ["2", "2"]


def counted(world: World, scheme: str) -> list[str]:
    """What mees' confirmed lines count for in a scheme."""
    mees = world.reader("mees")
    for draft in Draft.objects.filter(person=mees.account):
        learning.confirm(actor=mees, draft=draft.pk, now=LATER + timedelta(weeks=2))
    facts: dict[str, Any] = {} if scheme == "nova" else {"period_start": "2026-01-01"}
    details = Details(starts_on=date(2020, 1, 1), facts=facts)
    registration = register(actor=mees, scheme=scheme, details=details, now=LATER)
    made = judged(
        ground_of(mees.account or 0, [registration]), registration, registers.known(scheme),
        now=datetime(2026, 12, 1, tzinfo=UTC), wanted=date(2026, 3, 16),
    )  # fmt: skip
    return [row["earned"] for row in made.said["activities"]]


# ----- absence in time


def absent(world: World, **terms: Any) -> Group:
    """Four meetings are planned, of which each is to be at three; noor misses the first, and then the second."""
    group = a_group(world, **({"least_meetings": 3} | terms))
    for weeks in range(4):
        a_meeting(world, weeks=weeks)
    return group


def hold(world: World, *names: str) -> Meeting:
    """The next meeting is held with these people, and its list closed."""
    meeting = Meeting.objects.filter(state="planned").order_by("starts_at").first()
    assert meeting is not None
    there(world, meeting, *names)
    close(world, meeting)
    deliver()
    return meeting


def test_who_can_miss_no_more_is_told_once_of_each_way_she_stands(world: World) -> None:
    group = absent(world)
    meeting = hold(world, "hanna", "mees")
    (first,) = Notification.objects.filter(topic="miss-no-more")
    assert first.account == world.accounts["noor"]
    (said,) = [line(one) for one in told(world.reader("noor")).rows if one.topic == "miss-no-more"]
    assert said.sentence.startswith("You can miss no more meetings of Casuskring in 2026:")
    assert said.url == "/circles/casuskring/consultation"
    handlers.presence_closed(PresenceClosed(meeting=meeting.pk), event=1, now=LATER)
    assert Told.objects.count() == 1
    hold(world, "hanna", "mees")
    assert Notification.objects.get(topic="out-of-reach").account == world.accounts["noor"]
    assert Event.objects.filter(name="consultations.ReachChanged").count() == 2
    overview = {
        one.account.handle: one
        for one in queries.attendance(world.reader("hanna"), _open(world, group), 2026, plan=None, now=LATER)
    }
    assert {name: (one.attended, one.held, one.reach) for name, one in overview.items()} == {
        "hanna": (2, 2, "fine"), "mees": (2, 2, "fine"), "noor": (0, 2, "lost"),
    }  # fmt: skip
    noor = world.reader("noor")
    own = queries.attendance(noor, queries.opened(noor, group.pk), 2026, plan=None, now=LATER)
    assert [one.account.handle for one in own] == ["noor"]


def _open(world: World, group: Group) -> queries.Opened:
    return queries.opened(world.reader("hanna"), group.pk)


def test_a_cancelled_meeting_can_make_the_rest_needed(world: World) -> None:
    absent(world)
    last = Meeting.objects.order_by("-starts_at").first()
    assert last is not None
    meetings.call_off(actor=world.reader("hanna"), meeting=last.pk, now=START)
    deliver()
    assert set(Told.objects.values_list("account__handle", "reach")) == {
        ("hanna", "all"), ("mees", "all"), ("noor", "all"),
    }  # fmt: skip


def test_what_the_year_plan_promises_may_still_come_while_the_year_has_room_for_it(world: World) -> None:
    group = absent(world, least_meetings=4)
    actions.write_year_plan(
        actor=world.reader("hanna"), group=group.pk, year=2026, meetings=6, aims="", themes="", version=0, now=START
    )
    hold(world, "hanna", "mees")
    assert not Told.objects.exists()
    assert actions.watch_years(now=START) == 0
    late = datetime(2026, 12, 1, tzinfo=UTC)
    assert [actions.watch_years(now=late) for _ in range(2)] == [1, 0]
    assert Told.objects.get().account == world.accounts["noor"]


def test_hours_are_counted_as_meetings_are(world: World) -> None:
    absent(world, least_meetings=0, least_hours=8)
    hold(world, "hanna", "mees")
    assert set(Told.objects.values_list("account__handle", "reach")) == {
        ("hanna", "all"), ("mees", "all"), ("noor", "lost"),
    }  # fmt: skip


def test_whoever_left_the_group_is_told_nothing(world: World) -> None:
    from kring.communities.actions import leave

    absent(world)
    leave(actor=world.reader("noor"), community=world.key("casuskring"), now=START)
    hold(world, "hanna", "mees")
    assert not Notification.objects.filter(topic="miss-no-more").exists()
