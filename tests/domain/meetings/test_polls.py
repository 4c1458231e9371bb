"""Date polls: proposing, answering, changing, choosing."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from kring.communities import actions as communities
from kring.communities.actions.leaving import leave_kring
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.meetings.models import Meeting
from kring.meetings.polls import actions, queries
from kring.meetings.polls.access import POLL
from kring.meetings.polls.actions.proposing import MOST_OPEN
from kring.meetings.polls.models import Mark, Option, Poll, State
from kring.meetings.polls.proposals import MOST_OPTIONS, Time
from tests.domain.meetings.furniture import BEGINS, DAY, members, planned, registers
from tests.domain.meetings.polling import DAYS, a_proposal, chooses, marks, options, proposed, the_plan
from tests.people import START, World
from tests.together import together, while_uncommitted

pytestmark = pytest.mark.django_db
SPRING = datetime.fromisoformat("2026-03-29T02:30")
AUTUMN = datetime.fromisoformat("2026-10-25T02:30")


def test_a_host_proposes_dates_in_her_zone(world: World) -> None:
    poll = proposed(world, about="Bring a *case*.")
    assert [option.starts_at for option in options(poll)] == [BEGINS, BEGINS + timedelta(1), BEGINS + timedelta(3)]
    assert (poll.state, poll.html) == ("open", "<p>Bring a <em>case</em>.</p>\n")
    assert Event.objects.filter(name="polls.PollOpened", facts__poll=poll.pk).count() == 1


def test_hosts_propose_and_members_who_lead_a_meeting_there(world: World) -> None:
    for name, error in (("mees", RefusedError), ("stan", RefusedError), ("", RefusedError)):
        with pytest.raises(error if name else NotThereError):
            proposed(world, by=name)
    with pytest.raises(NotThereError):
        proposed(world, by="stan", slug="verborgen")
    mees = world.accounts["mees"]
    led = planned(world, leader="mees")
    poll = proposed(world, by="mees")
    assert poll.made_by == mees
    assert set(POLL.audience("propose", poll).values_list("handle", flat=True)) == {"hanna", "mees"}
    assert Poll.objects.filter(POLL.filter(world.reader("mees"), "propose")).exists()
    assert not Poll.objects.filter(POLL.filter(world.reader("stan"), "propose")).exists()
    assert not Poll.objects.filter(POLL.filter(world.reader(""), "propose")).exists()
    with pytest.raises(RefusedError):
        chooses(world, poll, by="mees")()
    Meeting.objects.filter(pk=led.pk).update(state="cancelled")
    with pytest.raises(RefusedError):
        proposed(world, by="mees")


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"title": " "}, ["title"]),
        ({"minutes": 0}, ["minutes"]),
        ({"kind": "party"}, ["kind"]),
        ({"mode": "elsewhere"}, ["mode"]),
        ({"zone": "../etc/passwd"}, ["zone"]),
        ({"times": [Time(DAY)]}, ["times"]),
        ({"times": [Time(DAY), Time(DAY)]}, ["times"]),
        ({"times": []}, ["times"]),
        ({"times": [Time(DAY + timedelta(days=day)) for day in range(MOST_OPTIONS + 1)]}, ["times"]),
        ({"times": [Time(DAY), Time(SPRING)]}, ["time_1"]),
        ({"times": [Time(datetime.fromisoformat("2026-03-01T10:00")), Time(DAY)]}, ["time_0"]),
        ({"times": [Time(datetime.fromisoformat("9999-01-01T10:00")), Time(DAY)]}, ["time_0"]),
        ({"answer_until": datetime.fromisoformat("2026-03-01T10:00")}, ["answer_until"]),
        ({"answer_until": SPRING}, ["answer_until"]),
        ({"answer_until": DAY + timedelta(days=9)}, ["answer_until"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, given: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(InvalidError) as told:
        proposed(world, **given)
    assert list(told.value.fields) == fields
    assert not Poll.objects.exists()


def test_dates_that_are_the_same_become_one(world: World) -> None:
    made = actions.propose(
        actor=world.reader("hanna"), place=world.key("vakgroep"), proposal=a_proposal(DAY, DAYS[1], DAY), now=START
    )
    assert (made.merged, len(options(made.poll))) == (1, 2)


def test_a_time_that_comes_twice_is_two_dates(world: World) -> None:
    poll = proposed(world, times=[Time(AUTUMN), Time(AUTUMN, second=True)])
    assert [option.starts_at for option in options(poll)] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_so_many_polls_are_open_at_once(world: World) -> None:
    poll = proposed(world)
    Poll.objects.bulk_create(
        Poll(place=poll.place, title="x", language="nl", minutes=5, zone="UTC", made_by=poll.made_by, made_at=START)
        for _ in range(MOST_OPEN - 1)
    )
    with pytest.raises(ConflictError) as told:
        proposed(world)
    assert told.value.code == "too-many"


def test_an_archived_circle_asks_nothing_more(world: World) -> None:
    poll = proposed(world, slug="besloten")
    communities.archive(actor=world.reader("hanna"), community=world.key("besloten"), now=START)
    for act in (lambda: proposed(world, slug="besloten"), lambda: marks(world, "mees", poll, "yes")):
        with pytest.raises(ConflictError) as told:
            act()
        assert told.value.code == "archived"


def test_members_say_when_they_can_and_change_it(world: World) -> None:
    poll = proposed(world)
    assert marks(world, "mees", poll, "yes", "no") == 2
    marks(world, "mees", poll, "if-need-be", "", "yes")
    marks(world, "hanna", poll, "yes")
    seen = queries.seen(world.reader("mees"), poll.pk, now=START)
    assert [row.mine for row in seen.options] == ["if-need-be", "no", "yes"]
    assert [(row.tally.yes, row.tally.if_need_be, row.tally.no) for row in seen.options] == [
        (1, 1, 0), (0, 0, 1), (1, 0, 0)
    ]  # fmt: skip
    assert [row.is_best for row in seen.options] == [True, False, False]
    assert [one.name for one in seen.options[0].people["yes"]] == ["Hanna Host"]
    assert seen.answers == 2


def test_who_is_no_member_sees_how_many_and_not_who(world: World) -> None:
    poll = proposed(world)
    marks(world, "mees", poll, "yes")
    seen = queries.seen(world.reader("stan"), poll.pk, now=START)
    assert seen.options[0].tally.yes == 1
    assert [dict(row.people) for row in seen.options] == [{}, {}, {}]
    assert not any((seen.may_mark, seen.may_see_names, seen.may_change, seen.may_choose))
    with pytest.raises(RefusedError):
        marks(world, "stan", poll, "yes")
    with pytest.raises(NotThereError):
        queries.seen(world.reader("stan"), proposed(world, slug="verborgen").pk, now=START)
    public = proposed(world, slug="voorbeeld")
    assert queries.seen(world.reader(""), public.pk, now=START).answers == 0


@pytest.mark.parametrize("value", ["", "maybe", "YES", "x" * 5_000])
def test_another_word_than_the_three_is_refused_and_nothing_is_kept(world: World, value: str) -> None:
    poll = proposed(world)
    first, second, _third = options(poll)
    with pytest.raises(InvalidError) as told:
        actions.mark(actor=world.reader("mees"), poll=poll.pk, marks={first.pk: "yes", second.pk: value}, now=START)
    assert list(told.value.fields) == [f"option_{second.pk}"]
    assert not Mark.objects.exists()


def test_dates_of_another_poll_and_dates_that_are_over_are_refused(world: World) -> None:
    poll, other = proposed(world), proposed(world)
    with pytest.raises(InvalidError):
        actions.mark(actor=world.reader("mees"), poll=poll.pk, marks={options(other)[0].pk: "yes"}, now=START)
    with pytest.raises(InvalidError):
        marks(world, "mees", poll, "yes", now=BEGINS)
    assert marks(world, "mees", poll, "", "yes", now=BEGINS) == 1
    seen = queries.seen(world.reader("mees"), poll.pk, now=BEGINS)
    assert [(row.is_past, row.is_best) for row in seen.options] == [(True, False), (False, True), (False, False)]


def test_one_answers_until_the_deadline(world: World) -> None:
    poll = proposed(world, answer_until=DAY - timedelta(days=2))
    closes = BEGINS - timedelta(days=2)
    assert marks(world, "mees", poll, "yes", now=closes - timedelta(seconds=1)) == 1
    with pytest.raises(ConflictError) as told:
        marks(world, "mees", poll, "no", now=closes)
    assert told.value.code == "too-late"
    assert actions.choose(
        actor=world.reader("hanna"), poll=poll.pk, place=poll.place_id, plan=the_plan(DAY), now=closes
    ).pk


def test_two_places_at_once_are_told_apart_from_one_after_the_other(world: World) -> None:
    busy = planned(world, starts=DAY + timedelta(hours=1), title="The other circle")
    planned(world, starts=DAYS[1] + timedelta(hours=2))
    registers(world, "mees", busy)()
    poll = proposed(world)
    seen = queries.seen(world.reader("mees"), poll.pk, now=START)
    assert [[one.title for one in row.clashes] for row in seen.options] == [["The other circle"], [], []]
    assert [len(row.clashes) for row in queries.seen(world.reader("stan"), poll.pk, now=START).options] == [0, 0, 0]
    assert [len(row.clashes) for row in queries.seen(world.reader("hanna"), poll.pk, now=START).options] == [1, 0, 0]


def test_dates_are_added_and_taken_away(world: World) -> None:
    poll, hanna = proposed(world), world.reader("hanna")
    marks(world, "mees", poll, "yes", "if-need-be", "no")
    first, second, third = options(poll)
    added = DAY + timedelta(days=8)
    with pytest.raises(InvalidError) as told:
        actions.change(
            actor=hanna, poll=poll.pk, proposal=a_proposal(added), gone=[first.pk, second.pk, third.pk], version=1,
            now=START,
        )  # fmt: skip
    assert list(told.value.fields) == ["times"]
    with pytest.raises(InvalidError) as told:
        actions.change(
            actor=hanna, poll=poll.pk, proposal=a_proposal(added, DAYS[1]), gone=[first.pk, second.pk], version=1,
            now=START,
        )  # fmt: skip
    assert list(told.value.fields) == [f"gone_{first.pk}", f"gone_{second.pk}"]
    made = actions.change(
        actor=hanna, poll=poll.pk, proposal=a_proposal(added, DAYS[1], title="Else"), gone=[third.pk], version=1,
        now=START,
    )  # fmt: skip
    assert (made.merged, made.poll.title, made.poll.version) == (1, "Else", 2)
    assert [option.starts_at for option in options(poll)] == [BEGINS, BEGINS + timedelta(1), BEGINS + timedelta(8)]
    anyway = actions.change(
        actor=hanna, poll=poll.pk, proposal=a_proposal(times=[]), gone=[first.pk], anyway=True, version=2, now=START
    )
    assert len(options(anyway.poll)) == 2
    assert Mark.objects.count() == 1


def test_a_change_on_what_someone_else_changed_is_refused(world: World) -> None:
    poll = proposed(world)
    with pytest.raises(ConflictError) as told:
        actions.change(actor=world.reader("hanna"), poll=poll.pk, proposal=a_proposal(times=[]), version=7, now=START)
    assert told.value.code == "changed-meanwhile"
    with pytest.raises(RefusedError):
        actions.change(actor=world.reader("mees"), poll=poll.pk, proposal=a_proposal(times=[]), version=1, now=START)


def test_a_poll_that_has_closed_can_be_changed_and_opened_again(world: World) -> None:
    until = DAY - timedelta(days=2)
    poll, later = proposed(world, answer_until=until), BEGINS - timedelta(days=1)
    kept = actions.change(
        actor=world.reader("hanna"), poll=poll.pk, proposal=a_proposal(times=[], answer_until=until), version=1,
        now=later,
    ).poll  # fmt: skip
    assert kept.answer_until == BEGINS - timedelta(days=2)
    opened = actions.change(
        actor=world.reader("hanna"), poll=poll.pk, proposal=a_proposal(times=[]), version=2, now=later
    ).poll
    assert opened.answer_until is None
    assert marks(world, "mees", poll, "yes", now=later) == 1


def test_a_poll_is_withdrawn_once(world: World) -> None:
    poll, hanna = proposed(world), world.reader("hanna")
    for _ in range(2):
        assert actions.withdraw(actor=hanna, poll=poll.pk, now=START).state == State.WITHDRAWN
    assert Event.objects.filter(name="polls.PollWithdrawn").count() == 1
    for act in (chooses(world, poll), lambda: marks(world, "mees", poll, "yes")):
        with pytest.raises(ConflictError) as told:
            act()
        assert told.value.code == "withdrawn"
    chosen = proposed(world)
    chooses(world, chosen)()
    with pytest.raises(ConflictError):
        actions.withdraw(actor=hanna, poll=chosen.pk, now=START)


def test_choosing_plans_the_meeting(world: World) -> None:
    poll = proposed(world)
    meeting = chooses(world, poll, 1, places=12)()
    poll.refresh_from_db()
    assert (poll.state, poll.meeting, poll.chosen) == ("chosen", meeting, options(poll)[1])
    assert (meeting.starts_at, meeting.places, meeting.taken) == (BEGINS + timedelta(days=1), 12, 0)
    assert Event.objects.filter(name="polls.PollChosen", facts__meeting=meeting.pk).count() == 1
    with pytest.raises(ConflictError):
        marks(world, "mees", poll, "yes")


def test_a_meeting_of_a_poll_is_at_one_of_its_dates(world: World) -> None:
    poll = proposed(world)
    with pytest.raises(InvalidError) as told:
        actions.choose(
            actor=world.reader("hanna"),
            poll=poll.pk,
            place=poll.place_id,
            plan=the_plan(DAY + timedelta(hours=1)),
            now=START,
        )
    assert list(told.value.fields) == ["starts"]
    assert not Meeting.objects.exists()
    assert Poll.objects.get().state == State.OPEN


def test_a_poll_of_another_circle_is_not_there(world: World) -> None:
    poll = proposed(world)
    with pytest.raises(NotThereError):
        actions.choose(
            actor=world.reader("hanna"), poll=poll.pk, place=world.key("besloten"), plan=the_plan(DAY), now=START
        )
    assert not Meeting.objects.exists()


def test_a_series_may_come_of_a_poll(world: World) -> None:
    first = chooses(world, proposed(world), rule="FREQ=WEEKLY;COUNT=3")()
    assert Meeting.objects.filter(series=first.series).count() == 3


def test_who_leaves_the_circle_counts_no_more_and_who_leaves_kring_is_forgotten(world: World) -> None:
    poll = proposed(world)
    marks(world, "mees", poll, "yes")
    communities.leave(actor=world.reader("mees"), community=world.key("vakgroep"), now=START)
    seen = queries.seen(world.reader("hanna"), poll.pk, now=START)
    assert (seen.answers, seen.options[0].tally.yes, dict(seen.options[0].people)) == (0, 0, {})
    assert queries.answered(poll) == []
    leave_kring(actor=world.reader("mees"), now=START)
    while dispatch_due(clock=lambda: START):
        pass
    assert not Mark.objects.exists()


def test_lists_tell_what_is_open_and_what_waits(world: World) -> None:
    later, sooner = proposed(world, title="Later"), proposed(world, title="Sooner", answer_until=DAY)
    proposed(world, slug="verborgen", title="Hidden")
    gone = proposed(world)
    actions.withdraw(actor=world.reader("hanna"), poll=gone.pk, now=START)
    mees = world.reader("mees")
    place = [world.key("vakgroep")]
    assert [row.title for row in queries.opened(mees, places=place, now=START)] == ["Sooner", "Later"]
    assert [row.waits for row in queries.opened(world.reader("stan"), places=place, now=START)] == [False, False]
    assert [row.title for row in queries.awaiting(mees, now=START)] == ["Sooner", "Later", "Hidden"]
    marks(world, "mees", later, "yes", "no")
    assert [row.title for row in queries.awaiting(mees, now=START)] == ["Sooner", "Later", "Hidden"]
    marks(world, "mees", later, "", "", "no")
    assert [row.title for row in queries.awaiting(mees, now=BEGINS)] == ["Hidden"]
    (first, *_rest) = queries.opened(mees, places=place, now=BEGINS)
    assert (first.dates, first.first, first.last) == (2, BEGINS + timedelta(days=1), BEGINS + timedelta(days=3))
    assert queries.opened(mees, places=place, now=BEGINS + timedelta(days=4)) == []
    assert queries.awaiting(world.reader("stan"), now=START) == queries.awaiting(world.reader(""), now=START) == []
    assert sooner.pk != later.pk


@pytest.mark.django_db(transaction=True)
def test_of_two_hosts_who_choose_at_once_one_plans_it(world: World) -> None:
    poll = proposed(world)
    assert together(chooses(world, poll, 0), chooses(world, poll, 1)) == ["chosen"]
    assert Meeting.objects.count() == 1
    assert Poll.objects.get().meeting == Meeting.objects.get()


@pytest.mark.django_db(transaction=True)
def test_one_says_nothing_more_while_a_date_is_chosen(world: World) -> None:
    poll = proposed(world)
    assert while_uncommitted(chooses(world, poll), lambda: marks(world, "mees", poll, "yes")) == ["", "chosen"]
    assert not Mark.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_answer_at_once_and_none_is_lost(world: World) -> None:
    names, poll = members(world, 6), proposed(world)
    readers = [world.reader(name) for name in (*names, *names)]
    yes = dict.fromkeys((option.pk for option in options(poll)), "yes")
    acts = [partial(actions.mark, actor=reader, poll=poll.pk, marks=yes, now=START) for reader in readers]
    assert together(*acts) == []
    assert Mark.objects.count() == 18
    assert Option.objects.count() == 3
