"""Lists of meetings, a meeting's page, who comes, and what may be taken up: only what one may see."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kring.foundation.errors import NotThereError
from kring.meetings import actions, queries
from kring.meetings.actions.agenda import Point
from tests.domain.meetings.furniture import BEGINS, ENDS, a_plan, members, planned, registers
from tests.people import START, World

pytestmark = pytest.mark.django_db


def test_meetings_come_soonest_first_page_by_page(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;COUNT=5")
    registers(world, "mees", first)()
    mees = world.reader("mees")
    page = queries.upcoming(mees, now=START, size=3)
    rest = queries.upcoming(mees, now=START, size=3, after=page.older)
    assert [row.starts_at for row in [*page.rows, *rest.rows]] == sorted(
        row.starts_at for row in [*page.rows, *rest.rows]
    )
    assert (len(page.rows), len(rest.rows), rest.older) == (3, 2, "")
    assert [row.mine for row in page.rows] == ["going", None, None]
    assert [row.id for row in queries.mine(mees, now=START).rows] == [first.pk]
    assert len(queries.mine(world.reader("hanna"), now=START).rows) == 5
    assert [row.id for row in queries.past(mees, now=ENDS).rows] == [first.pk]
    assert len(queries.upcoming(mees, now=ENDS).rows) == 4


def test_what_is_on_elsewhere_names_a_series_once_and_nothing_that_one_has(world: World) -> None:
    weekly = planned(world, rule="FREQ=WEEKLY;COUNT=4")
    taken = planned(world, rule="FREQ=WEEKLY;COUNT=4")
    once = planned(world, title="Once")
    mees = world.reader("mees")
    registers(world, "mees", taken)()
    assert {row.id for row in queries.elsewhere(mees, now=START)} == {weekly.pk, once.pk}
    assert queries.elsewhere(world.reader("hanna"), now=START) == []
    assert [row.leads for row in queries.mine(world.reader("hanna"), now=START, size=1).rows] == [True]


def test_nobody_sees_meetings_of_a_circle_that_she_does_not_see(world: World) -> None:
    secret = planned(world, slug="verborgen")
    planned(world, slug="voorbeeld")
    for name, count in (("mees", 2), ("stan", 1), ("", 1)):
        reader = world.reader(name)
        assert len(queries.upcoming(reader, now=START).rows) == count
    with pytest.raises(NotThereError):
        queries.seen(world.reader("stan"), secret.pk)
    with pytest.raises(NotThereError):
        queries.presence_list(world.reader("stan"), secret.pk)


def test_a_page_of_a_meeting_knows_the_reader(world: World) -> None:
    meeting = planned(world, open_to_all=True)
    registers(world, "mees", meeting)()
    actions.bring(actor=world.reader("mees"), meeting=meeting.pk, name="Ada", email="ada@example.org", now=START)
    mine = queries.seen(world.reader("mees"), meeting.pk)
    assert (mine.has_place, mine.is_host, [guest.guest for guest in mine.guests]) == (True, False, ["Ada"])
    assert queries.seen(world.reader("hanna"), meeting.pk).is_host
    assert queries.seen(world.reader("stan"), meeting.pk).may_register


def test_only_hosts_read_what_people_answered(world: World) -> None:
    meeting = planned(world, questions=["Diet?"])
    actions.register(actor=world.reader("mees"), meeting=meeting.pk, answers=["no fish"], now=START)
    (seen_by_host,) = queries.people(world.reader("hanna"), meeting).rows
    (seen_by_other,) = queries.people(world.reader("mees"), meeting).rows
    assert (seen_by_host.answers, seen_by_other.answers) == (["no fish"], ())


def test_people_come_page_by_page_in_a_fixed_number_of_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = planned(world)
    for minute, name in enumerate(members(world, 7)):
        registers(world, name, meeting, now=START + timedelta(minutes=minute // 3))()
    hanna = world.reader("hanna")
    with django_assert_num_queries(2):
        page = queries.people(hanna, meeting, size=4)
        rest = queries.people(hanna, meeting, size=4, after=page.older)
    assert [row.name for row in [*page.rows, *rest.rows]] == [f"member{number}" for number in range(7)]


def test_candidates_are_the_open_ones_with_most_votes_first(world: World) -> None:
    meeting, mees = planned(world), world.reader("mees")
    wanted = world.ask("mees", "vakgroep", "Who has run an assessment?", "Who?")
    world.tell("hanna", "vakgroep", "We did one")
    for name in ("mees", "hanna"):
        actions.vote(actor=world.reader(name), meeting=meeting.pk, conversation=wanted.pk, wants=True, now=START)
    found = queries.candidates(mees, meeting)
    assert (found[0].id, found[0].votes, found[0].mine) == (wanted.pk, 2, True)
    assert len(found) == 3
    actions.draw_up(
        actor=world.reader("hanna"), meeting=meeting.pk, points=[Point(conversation=wanted.pk)], version=1, now=START
    )
    assert wanted.pk not in {one.id for one in queries.candidates(mees, meeting)}
    assert [row.conversation for row in queries.points(mees, meeting)] == [(wanted.pk, wanted.title)]


def test_a_host_is_told_of_lists_that_are_open_still(world: World) -> None:
    meeting = planned(world)
    hanna = world.reader("hanna")
    assert queries.to_close(hanna, now=START) == []
    assert [row.id for row in queries.to_close(hanna, now=ENDS)] == [meeting.pk]
    actions.close(actor=hanna, meeting=meeting.pk, now=ENDS)
    assert queries.to_close(hanna, now=ENDS) == []
    assert queries.presence_list(hanna, meeting.pk).closed_at == ENDS


def test_what_follows_in_a_series_is_listed_with_what_was_cancelled(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;COUNT=3")
    assert first.series
    actions.call_off(actor=world.reader("hanna"), meeting=first.pk, now=START)
    rows = queries.of_series(world.reader("mees"), first.series.pk, now=START)
    assert [row.state for row in rows] == ["cancelled", "planned", "planned"]
    actions.change(
        actor=world.reader("hanna"),
        meeting=rows[1].id,
        plan=a_plan(starts=BEGINS.replace(tzinfo=None)),
        version=1,
        now=START,
    )
