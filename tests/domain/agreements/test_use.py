"""What seats came to, what may be counted of whom, whose pool may be drawn on, and seats of who moved elsewhere."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kring.communities import actions as communities
from kring.communities.agreements import actions, queries
from kring.communities.agreements.models import Agreement, Ending, Seat
from kring.communities.agreements.rules.terms import Side
from kring.foundation.access.models import Role
from kring.foundation.events.dispatch import dispatch_due
from kring.people.models import Department, Employment, Organisation
from kring.people.organisations import actions as organisations
from tests.agreements import TODAY, YEAR, agreed, drafted, local, signed
from tests.domain.agreements.test_agreements import is_in, take
from tests.organisations import appointed, employed, founded
from tests.people import START, World

FROM, NEXT = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def insurer(world: World) -> Organisation:
    """noor's; stan and mees work there."""
    made = founded(world, "Zuiderkruis", by="noor", shown=True)
    for name in ("stan", "mees"):
        employed(world, name, made)
    return made


def department(world: World, at: Organisation, name: str, *, above: Department | None = None) -> Department:
    return organisations.make_department(
        actor=world.reader("noor"), organisation=at.pk, name=name, parent=above.pk if above else None, now=START
    )


def moved(world: World, name: str, to: Department | None) -> None:
    hers = Employment.objects.get(account=world.accounts[name])
    organisations.change_department(
        actor=world.reader("noor"), employment=hers.pk, department=to.pk if to else None, now=START
    )


def heard(days: int = 0) -> None:
    while dispatch_due(clock=lambda: START + timedelta(days=days)):
        pass


def test_seats_and_their_cost_by_quarter_for_who_signs(
    world: World, insurer: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = agreed(world, insurer, replace(YEAR, price_cents=365_000, budget_cents=400_000))
    drafted(world, insurer)
    take(world, "stan", made)
    take(world, "mees", made, days=35)
    actions.give_back(actor=world.reader("mees"), agreement=made.pk, now=START + timedelta(days=130))
    before = (date(2025, 10, 1), date(2026, 1, 1))
    noor = world.reader("noor")
    with django_assert_num_queries(2):
        (row,) = queries.use(noor, insurer, [before, (FROM, NEXT), (NEXT, date(2026, 10, 1))])
    assert (row.community, row.department, row.price, row.budget) == ("Vakgroep", "", 365_000, 400_000)
    assert [(first, use.seats, use.taken, use.free, use.cents, use.each) for first, use in row.periods] == [
        (NEXT, 2, 1, 1, 92_000, 92_000),
        (FROM, 2, 2, 0, 91_000, 45_500),
    ]
    appointed(world, "stan", insurer, Role.PROCUREMENT, by="noor")
    assert len(queries.use(world.reader("stan"), insurer, [(FROM, NEXT)])) == 1
    for name in ("mees", "hanna", "olga", ""):
        assert queries.use(world.reader(name), insurer, [(FROM, NEXT)]) == []


def test_what_may_be_counted_is_what_all_agreements_of_the_quarter_say(world: World, insurer: Organisation) -> None:
    claims = department(world, insurer, "Claims")
    moved(world, "mees", claims)
    made = agreed(world, insurer, replace(YEAR, counted=("meetings", "learning"), smallest_group=7))
    take(world, "stan", made)
    found = queries.countable(insurer, FROM, NEXT)
    assert {key: one.allowed for key, one in found.items()} == {
        world.key("vakgroep"): (frozenset({"meetings", "learning"}), 7)
    }
    assert list(found[world.key("vakgroep")].seats) == [world.accounts["stan"].pk]
    other = agreed(
        world, insurer, replace(YEAR, counted=("meetings",), smallest_group=5, ends_on=NEXT - timedelta(days=9)),
        department=claims.pk,
    )  # fmt: skip
    take(world, "mees", other)
    both = queries.countable(insurer, date(2026, 3, 10), date(2026, 6, 1))[world.key("vakgroep")]
    assert both.allowed == (frozenset({"meetings"}), 7)
    assert set(both.seats) == {world.accounts[name].pk for name in ("stan", "mees")}
    # In the quarter in which one of them ends nothing is said.
    assert queries.countable(insurer, FROM, NEXT)[world.key("vakgroep")].allowed.counted == frozenset()
    assert queries.countable(insurer, date(2025, 1, 1), date(2025, 4, 1)) == {}


def test_a_pool_is_that_of_who_agreed_on_it_and_of_whom_is_below(world: World, insurer: Organisation) -> None:
    claims = department(world, insurer, "Claims")
    motor, legal = department(world, insurer, "Motor", above=claims), department(world, insurer, "Legal")

    def pools(of: Department | None = None, on: date = TODAY) -> list[str]:
        fresh = Department.objects.select_related("place").get(pk=of.pk) if of else None
        return [one.slug for one in queries.pool_of(insurer, department=fresh, on=on)]

    with_pool = replace(YEAR, pool=True, starts_on=TODAY + timedelta(days=1))
    made = agreed(world, insurer, with_pool, department=claims.pk)
    later = TODAY + timedelta(days=1)
    assert pools(claims) == pools() == []
    assert pools(claims, later) == pools(motor, later) == ["vakgroep"]
    assert pools(legal, later) == pools(on=later) == []
    agreed(world, insurer, YEAR, circle="voorbeeld")
    agreed(world, insurer, replace(YEAR, pool=True), circle="besloten")
    assert pools() == pools(legal) == ["besloten"]
    assert pools(motor, later) == ["besloten", "vakgroep"]
    assert pools(motor, YEAR.ends_on - timedelta(days=1)) == ["besloten", "vakgroep"]
    assert pools(motor, YEAR.ends_on) == []
    actions.draft(
        actor=world.reader("noor"), agreement=made.pk, side=Side.ORGANISATION, now=START,
        wanted=replace(with_pool, pool=False, starts_on=later + timedelta(days=9)),
    )  # fmt: skip
    signed(world, made, 2)
    assert pools(motor, later + timedelta(days=8)) == ["besloten", "vakgroep"]
    assert pools(motor, later + timedelta(days=9)) == ["besloten"]
    assert queries.pool_of(founded(world, "Other", by="mees"), on=later) == []


def test_who_moves_to_another_department_keeps_her_seat_for_the_days_of_grace(
    world: World, insurer: Organisation
) -> None:
    claims, legal = department(world, insurer, "Claims"), department(world, insurer, "Legal")
    motor = department(world, insurer, "Motor", above=claims)
    for name in ("stan", "mees"):
        moved(world, name, claims)
    made = agreed(world, insurer, replace(YEAR, who="department", department=claims.pk))
    for name in ("stan", "mees"):
        take(world, name, made)
    communities.join(actor=world.reader("mees"), community=world.key("vakgroep"), now=START)
    moved(world, "stan", motor)
    heard()
    assert not Seat.objects.exclude(leaves_on=None).exists()
    for name in ("stan", "mees"):
        moved(world, name, legal)
    heard()
    leaves = TODAY + timedelta(days=YEAR.grace_days)
    assert set(Seat.objects.values_list("leaves_on", flat=True)) == {leaves}
    (mine,) = [one for one in queries.mine(world.reader("stan"), START) if one.slug == "vakgroep"]
    assert mine.leaves == {made.pk: leaves}
    assert actions.mind_due(now=local(leaves - timedelta(days=1))) == 0
    assert is_in(world, "stan")
    assert actions.mind_due(now=local(leaves)) == 2
    assert set(Seat.objects.values_list("ending", flat=True)) == {Ending.MOVED}
    assert Agreement.objects.get().taken == 0
    assert not is_in(world, "stan")
    # What she joined by herself stays.
    assert is_in(world, "mees")


def test_who_comes_back_in_time_keeps_her_seat_and_a_moved_department_counts_too(
    world: World, insurer: Organisation
) -> None:
    claims, legal = department(world, insurer, "Claims"), department(world, insurer, "Legal")
    motor = department(world, insurer, "Motor", above=claims)
    moved(world, "stan", motor)
    made = agreed(world, insurer, department=claims.pk)
    take(world, "stan", made)
    noor = world.reader("noor")
    organisations.move_department(actor=noor, organisation=insurer.pk, department=motor.pk, parent=legal.pk, now=START)
    actions.mind_due(now=START)
    leaves = TODAY + timedelta(days=YEAR.grace_days)
    assert Seat.objects.get().leaves_on == leaves
    actions.mind_due(now=START + timedelta(days=3))
    assert Seat.objects.get().leaves_on == leaves
    organisations.move_department(actor=noor, organisation=insurer.pk, department=motor.pk, parent=claims.pk, now=START)
    actions.mind_due(now=START + timedelta(days=4))
    assert Seat.objects.get().leaves_on is None
    # With no days of grace it ends at once.
    actions.draft(actor=noor, agreement=made.pk, side=Side.ORGANISATION, wanted=replace(YEAR, grace_days=0), now=START)
    signed(world, made, 2)
    moved(world, "stan", None)
    heard()
    assert Seat.objects.get().ending == Ending.MOVED
    assert not is_in(world, "stan")


def test_of_two_employments_one_in_the_department_is_enough(world: World, insurer: Organisation) -> None:
    claims = department(world, insurer, "Claims")
    moved(world, "stan", claims)
    made = agreed(world, insurer, department=claims.pk)
    take(world, "stan", made)
    hers = Employment.objects.get(account=world.accounts["stan"])
    organisations.end_employment(
        actor=world.reader("noor"), employment=hers.pk, ends_on=TODAY + timedelta(days=1), now=START
    )
    organisations.employ(
        account=world.accounts["stan"].pk, organisation=insurer.pk, starts_on=TODAY + timedelta(days=1), now=START
    )
    organisations.begin_and_end_due(now=START + timedelta(days=1))
    heard(1)
    assert Seat.objects.get().leaves_on == TODAY + timedelta(days=1 + YEAR.grace_days)
