"""Reports as they are made and read, and the floor of a plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from kring.communities import actions as communities
from kring.communities.agreements import actions as agreements
from kring.communities.agreements.models import Seat
from kring.communities.agreements.queries import use
from kring.foundation.access.models import Role
from kring.foundation.errors import InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.learning.actions import confirm, set_organisation_days, set_organisation_year
from kring.learning.models import Draft
from kring.learning.rules.entries import Told
from kring.notifications.models import Notification
from kring.people.models import Employment, Organisation
from kring.people.organisations.actions import change_department, end_employment
from kring.planning.reports import actions, queries
from kring.planning.reports.models import Report, ReportCommunity, ReportGroup
from tests.agreements import YEAR, agreed
from tests.organisations import appointed, founded
from tests.people import START, World
from tests.planning import AFTER_SPRING, SPRING, SUMMER, department_of, hired, reported, spent, staffed
from tests.together import together

AUTUMN = date(2026, 10, 1)
COUNTED = replace(YEAR, seats=20, counted=("learning", "experiences"), smallest_group=10)


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna's."""
    return founded(world, "Insurer", by="hanna")


def test_a_group_of_four_is_merged_away(world: World, insurer: Organisation) -> None:
    staffed(world, insurer, {"Claims": 7, "Legal": 4})
    report = reported(insurer)
    groups = {group.name: group for group in ReportGroup.objects.filter(report=report)}
    assert report.people == 12
    assert {name: (one.people, one.merged) for name, one in groups.items()} == {
        "Insurer": (5, ["Legal"]),
        "Claims": (7, []),
    }


def test_days_are_counted_by_time_and_way_and_rounded(world: World, insurer: Organisation) -> None:
    (people,) = staffed(world, insurer, {"Claims": 6}).values()
    for handle in people:
        spent(world, handle, days=2)
        spent(world, handle, days=1, kind="intervisie", time="own")
        spent(world, handle, days=9, day=date(2026, 7, 19))
    group = ReportGroup.objects.get(report=reported(insurer, draw=0.0))
    # 12 employer's days and 6 own, of each way as many; a draw of nothing goes up wherever anything is left over.
    assert (group.days, group.employer, group.own) == (20, 15, 10)
    assert (group.course, group.exchange, group.doing) == (15, 10, 0)
    # Hanna, who is in no department, would be alone: the six are taken in with her.
    assert (group.people, group.took_part, group.department_id, group.merged) == (7, 5, None, ["Claims"])


def test_quarters_stand_one_after_the_other_with_what_each_came_to(world: World, insurer: Organisation) -> None:
    (people,) = staffed(world, insurer, {"Claims": 6}).values()
    for handle in people:
        spent(world, handle, days=2)
        spent(world, handle, days=1, day=date(2026, 7, 10), time="own")
    reported(insurer, draw=0.0)
    reported(insurer, first=SUMMER, until=AUTUMN, draw=0.0)
    found = queries.quarters(world.reader("hanna"), insurer)
    assert [(one.first, one.people, one.days, one.employer, one.own) for one in found] == [
        (SUMMER, 7, 10, 0, 10), (SPRING, 7, 15, 15, 0)
    ]  # fmt: skip


def test_a_sum_that_is_one_persons_is_held_back(world: World, insurer: Organisation) -> None:
    people = staffed(world, insurer, {"Claims": 6})["Claims"]
    spent(world, people[0], days=20)
    for handle in people[1:]:
        spent(world, handle, days=1)
    group = ReportGroup.objects.get(report=reported(insurer))
    assert (group.days, group.employer, group.course) == (None, None, None)


def test_a_report_is_made_once_and_stays_whatever_comes_later(world: World, insurer: Organisation) -> None:
    people = staffed(world, insurer, {"Claims": 6})["Claims"]
    report = reported(insurer)
    before = list(ReportGroup.objects.filter(report=report).values())
    for handle in people:
        spent(world, handle, days=5)
    assert actions.make_report(organisation=insurer.pk, first=SPRING, until=SUMMER, now=AFTER_SPRING) is None
    assert list(ReportGroup.objects.filter(report=report).values()) == before


def test_only_who_was_there_throughout_is_counted(world: World, insurer: Organisation) -> None:
    people = staffed(world, insurer, {"Claims": 8})["Claims"]
    hanna = world.reader("hanna")
    gone = Employment.objects.get(account=world.accounts[people[0]])
    end_employment(actor=hanna, employment=gone.pk, ends_on=date(2026, 6, 30), now=START)
    # Known to work there since May only, though the list says that she did for years.
    Employment.objects.filter(account=world.accounts[people[1]]).update(begun_at=datetime(2026, 5, 1, tzinfo=UTC))
    assert reported(insurer).people == 7


def test_due_reports_are_made_one_by_one(world: World, insurer: Organisation) -> None:
    other = founded(world, "Competitor", by="noor")
    hired(world, other, "Zoë Competitor")
    now = datetime(2026, 7, 16, 9, tzinfo=UTC)
    assert actions.make_due(now=now - timedelta(days=1)) == 0
    assert actions.make_due(now=now, most=1) == 1
    assert actions.make_due(now=now) == 1
    assert actions.make_due(now=now) == 0
    assert set(Report.objects.values_list("first", flat=True)) == {SPRING}
    assert not ReportGroup.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_it_once(world: World, insurer: Organisation) -> None:
    staffed(world, insurer, {"Claims": 5})

    def make() -> None:
        actions.make_report(organisation=insurer.pk, first=SPRING, until=SUMMER, now=AFTER_SPRING)

    assert together(make, make) == []
    assert Report.objects.count() == 1


def test_the_number_of_queries_is_that_of_no_group(world: World, insurer: Organisation) -> None:
    staffed(world, insurer, {"Claims": 5})
    with CaptureQueriesContext(connection) as few:
        reported(insurer)
    other = founded(world, "Competitor", by="noor")
    staffed(world, other, {"Motor": 6, "Motor/Fleet": 7, "Fire": 5, "Fire/Farms": 8}, by="noor")
    with CaptureQueriesContext(connection) as many:
        reported(other)
    assert len(many) == len(few)


def test_hr_reads_all_groups_and_a_manager_those_of_her_department(world: World, insurer: Organisation) -> None:
    people = staffed(world, insurer, {"Claims": 5, "Claims/Motor": 6, "Legal": 5, "Tax": 4})
    appointed(world, people["Legal"][0], insurer, Role.HR, by="hanna")
    for name in ("Claims", "Tax"):
        appointed(
            world, people[name][0], insurer, Role.MANAGER, by="hanna", department=department_of(world, people[name][0])
        )
    reported(insurer)

    def seen(handle: str) -> list[str]:
        found = queries.report(world.reader(handle), insurer)
        return sorted(group.name for group in found.groups) if found else []

    assert seen(people["Legal"][0]) == seen("hanna") == ["Claims", "Insurer", "Legal", "Motor"]
    assert seen(people["Claims"][0]) == ["Claims", "Motor"]
    # Four, who were counted with the organisation's own.
    assert seen(people["Tax"][0]) == []
    assert seen(people["Claims"][1]) == seen("noor") == []
    assert queries.may_read(world.reader(people["Tax"][0]), insurer)
    assert not queries.may_read(world.reader(people["Claims"][1]), insurer)
    (quarter,) = queries.quarters(world.reader(people["Claims"][0]), insurer)
    assert quarter.people == 11
    assert queries.quarters(world.reader("noor"), insurer) == []


def test_a_community_counts_by_confirmed_entries_of_ten_people(
    world: World, insurer: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = staffed(world, insurer, {"Claims": 12})["Claims"]
    for number, handle in enumerate(people):
        world.enter(handle, "vakgroep")
        world.enter(handle, "verborgen")
        for slug in ("vakgroep", "verborgen"):
            world.tell(handle, slug, f"What I did {number}", days=40)
    while dispatch_due(clock=lambda: START + timedelta(days=41)):
        pass
    for draft in Draft.objects.all():
        told = Told(title=draft.title, kind=draft.kind, way=draft.way, day=draft.day, minutes=60, time="own")
        handle = next(one for one in people if world.accounts[one].pk == draft.person_id)
        confirm(actor=world.reader(handle), draft=draft.pk, told=told, now=START + timedelta(days=42))
    report = reported(insurer)
    assert list(ReportCommunity.objects.filter(report=report).values_list("community__slug", "people")) == [
        ("vakgroep", 10)
    ]
    hanna = world.reader("hanna")
    with django_assert_num_queries(3):
        shown = queries.report(hanna, insurer, first=SPRING)
    assert shown is not None
    assert [one.slug for one in shown.communities] == ["vakgroep"]


def test_the_aim_is_of_the_year_and_hr_sets_it(world: World, insurer: Organisation) -> None:
    handle = hired(world, insurer, "Zoë Colleague")
    appointed(world, handle, insurer, Role.HR, by="hanna")
    set_organisation_year(actor=world.reader(handle), organisation=insurer.pk, year=2026, days=18, now=START)
    set_organisation_days(actor=world.reader("hanna"), organisation=insurer.pk, days=20, minutes_a_day=450, now=START)
    assert reported(insurer).aim == 18
    for name in ("noor", "mees"):
        with pytest.raises(RefusedError):
            set_organisation_year(actor=world.reader(name), organisation=insurer.pk, year=2026, days=1, now=START)


def test_who_is_below_the_floor_is_told_and_nobody_else(world: World, insurer: Organisation) -> None:
    low, high = (hired(world, insurer, name) for name in ("Zoë Low", "Yara High"))
    appointed(world, high, insurer, Role.HR, by="hanna")
    spent(world, low, days=4.5)
    spent(world, high, days=10)
    spent(world, "hanna", days=11)
    plan = actions.plan_year(
        actor=world.reader(high), organisation=insurer.pk, year=2026, floor=10, floor_on=AUTUMN, now=AFTER_SPRING
    )
    midnight = datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert actions.remind_due(now=midnight - timedelta(minutes=1)) == 0
    assert actions.remind_due(now=midnight) == 1
    assert actions.remind_due(now=midnight) == 0
    while dispatch_due(clock=lambda: midnight):
        pass
    (told,) = Notification.objects.filter(topic="below-floor")
    assert (told.account_id, told.facts["days"], told.actor_id) == (world.accounts[low].pk, "4", None)
    again = actions.plan_year(
        actor=world.reader(high), organisation=insurer.pk, year=2026, text="More.", floor=10, floor_on=AUTUMN,
        now=midnight,
    )  # fmt: skip
    assert again.pk == plan.pk
    assert actions.remind_due(now=midnight) == 0
    assert Event.objects.filter(name="planning.BelowFloor").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"floor": 10, "floor_on": date(2026, 7, 1)}, "floor_on"),
        ({"floor": 10, "floor_on": date(2027, 7, 1)}, "floor_on"),
        ({"floor": 0, "floor_on": AUTUMN}, "floor"),
        ({"floor_on": AUTUMN}, "floor"),
        ({"quarters": [1, 2, 3]}, "quarters"),
        ({"aim": 367}, "days"),
        ({"text": "x" * 4_001}, "text"),
        ({"budget": -1}, "budget"),
        ({"year": 2031}, "year"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    world: World, insurer: Organisation, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        actions.plan_year(
            **{"actor": world.reader("hanna"), "organisation": insurer.pk, "year": 2026, "now": AFTER_SPRING} | wrong
        )  # type: ignore[arg-type]
    assert set(refused.value.fields) == {field}


def test_only_owners_and_hr_plan(world: World, insurer: Organisation) -> None:
    handle = hired(world, insurer, "Zoë Colleague")
    with pytest.raises(RefusedError):
        actions.plan_year(actor=world.reader(handle), organisation=insurer.pk, year=2026, now=AFTER_SPRING)
    with pytest.raises(NotThereError):
        actions.plan_year(actor=world.reader("noor"), organisation=insurer.pk, year=2026, now=AFTER_SPRING)
    actions.plan_year(actor=world.reader("hanna"), organisation=insurer.pk, year=2026, text="Plan.", now=AFTER_SPRING)
    assert queries.plan(world.reader(handle), insurer, 2026) is None
    found = queries.plan(world.reader("hanna"), insurer, 2026)
    assert found is not None
    assert found.text == "Plan."


def test_a_move_between_departments_counts_each_quarter_once(world: World, insurer: Organisation) -> None:
    people = staffed(world, insurer, {"Claims": 6, "Legal": 6})
    reported(insurer)
    mover = Employment.objects.get(account=world.accounts[people["Claims"][0]])
    change_department(
        actor=world.reader("hanna"), employment=mover.pk, department=department_of(world, people["Legal"][0]), now=START
    )
    reported(insurer, first=SUMMER, until=AUTUMN)
    sizes = ReportGroup.objects.order_by("report__first", "pk").values_list("report__first", "name", "people")
    assert list(sizes) == [
        (SPRING, "Insurer", 7), (SPRING, "Legal", 6), (SUMMER, "Insurer", 6), (SUMMER, "Legal", 7)
    ]  # fmt: skip


@pytest.fixture
def seated(world: World, insurer: Organisation) -> list[str]:
    """Twelve in claims, each with a seat in `vakgroep` since before spring. What they learned and told there may be
    counted of ten or more; meetings and questions may not."""
    communities.appoint_host(
        actor=world.reader("hanna"), community=world.key("vakgroep"), member=world.accounts["mees"].pk, now=START
    )
    people = staffed(world, insurer, {"Claims": 12})["Claims"]
    made = agreed(world, insurer, COUNTED, by="hanna", host="mees")
    for handle in people:
        agreements.take(actor=world.reader(handle), agreement=made.pk, now=START)
    return people


def test_of_a_community_with_an_agreement_only_what_it_says_is_counted(
    world: World, insurer: Organisation, seated: list[str]
) -> None:
    for number, handle in enumerate(seated[:8]):
        told_and_learned(world, handle, f"What I did {number}")
        world.ask(handle, "vakgroep", f"What would you do {number}?", days=40)
    # She joined by herself, and is nobody's to count.
    outside = hired(world, insurer, "Zoë Outside")
    world.enter(outside, "vakgroep")
    told_and_learned(world, outside, "What I did myself")
    row = ReportCommunity.objects.get(report=reported(insurer, draw=0.0))
    assert (row.community.slug, row.seated, row.counted) == ("vakgroep", 12, ["experiences", "learning"])
    # Eight learned an hour each: one day; a draw of nothing goes up.
    assert (row.people, row.days, row.experiences, row.questions, row.meetings) == (10, 5, 10, None, None)


def test_of_fewer_seats_than_both_sides_said_nothing_is_counted(
    world: World, insurer: Organisation, seated: list[str]
) -> None:
    left = [world.accounts[handle].pk for handle in seated[:3]]
    Seat.objects.filter(account__in=left).update(until=datetime(2026, 6, 29, tzinfo=UTC))
    for number, handle in enumerate(seated):
        told_and_learned(world, handle, f"What I did {number}")
    assert not ReportCommunity.objects.filter(report=reported(insurer)).exists()


def test_seats_and_their_cost_say_nothing_of_what_anyone_does(
    world: World, insurer: Organisation, seated: list[str]
) -> None:
    hanna = world.reader("hanna")
    before = use(hanna, insurer, [(SPRING, SUMMER)])
    for number, handle in enumerate(seated[:8]):
        told_and_learned(world, handle, f"What I did {number}")
    assert use(hanna, insurer, [(SPRING, SUMMER)]) == before
    ((_first, said),) = before[0].periods
    assert (said.seats, said.taken) == (20, 12)


def told_and_learned(world: World, handle: str, title: str) -> None:
    """Someone tells an experience in `vakgroep` and takes an hour of it into her ledger."""
    world.tell(handle, "vakgroep", title, days=40)
    while dispatch_due(clock=lambda: START + timedelta(days=41)):
        pass
    draft = Draft.objects.get(person=world.accounts[handle])
    told = Told(title=draft.title, kind=draft.kind, way=draft.way, day=draft.day, minutes=60, time="own")
    confirm(actor=world.reader(handle), draft=draft.pk, told=told, now=START + timedelta(days=42))
