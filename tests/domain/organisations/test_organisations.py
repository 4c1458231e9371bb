"""Founding, departments, roles, coming and going."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from kring.communities.actions.leaving import leave_kring
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.people.access import nearness
from kring.people.models import Came, Employment, Organisation
from kring.people.organisations import actions, queries
from kring.people.rules import Nearness
from tests.organisations import appointed, employed, founded
from tests.people import START, World
from tests.together import together

TODAY = START.date()
DAY = timedelta(days=1)


def roles(world: World, name: str, place: int) -> set[Role]:
    return set(world.reader(name).roles.get(place, ()))


def test_whoever_founds_it_owns_it_and_works_there(world: World) -> None:
    made = founded(world, "Insurer", by="hanna")
    assert roles(world, "hanna", made.pk) == {Role.MEMBER, Role.OWNER}
    assert [(one.slug, one.came, one.is_over) for one in queries.own_employments(world.reader("hanna"))] == [
        ("insurer", Came.FOUNDER, False)
    ]
    assert [one.name for one in queries.mine(world.reader("hanna"))] == ["Insurer"]
    for name in ("stan", "olga"):
        with pytest.raises(NotThereError):
            queries.organisation(world.reader(name), "insurer")
    with pytest.raises(NotThereError):
        queries.organisation(ANYONE, "insurer")


def test_it_is_shown_to_the_network_where_it_says_so(world: World) -> None:
    founded(world, "Insurer", by="hanna", shown=True)
    assert queries.organisation(world.reader("stan"), "insurer").name == "Insurer"
    with pytest.raises(NotThereError):
        queries.organisation(ANYONE, "insurer")


def test_one_founds_a_few_and_an_operator_for_others(world: World) -> None:
    for number in range(3):
        founded(world, f"Firm {number}", by="hanna")
    with pytest.raises(ConflictError):
        founded(world, "Firm 4", by="hanna")
    described = actions.Description(name="Firm")
    with pytest.raises(RefusedError):
        actions.found(actor=world.reader("stan"), description=described, owner="mees", now=START)
    made = actions.found(actor=world.reader("olga"), description=described, owner="mees", now=START)
    assert (roles(world, "mees", made.pk), roles(world, "olga", made.pk)) == ({Role.MEMBER, Role.OWNER}, set())
    with pytest.raises(InvalidError):
        actions.found(actor=world.reader("olga"), description=described, owner="nobody", now=START)


def test_a_former_address_leads_on_and_is_nobody_else_s(world: World, insurer: Organisation) -> None:
    told = actions.Description(name="Insurer", time_zone="Europe/Brussels", shown=True)
    for slug in ("mutual", "insurer", "mutual"):
        actions.describe(actor=world.reader("hanna"), organisation=insurer.pk, description=told, slug=slug, now=START)
    assert queries.moved_to(world.reader("stan"), "insurer") == "mutual"
    with pytest.raises(InvalidError):
        actions.found(actor=world.reader("stan"), description=told, slug="insurer", now=START)
    assert actions.found(actor=world.reader("stan"), description=told, now=START).slug == "insurer-2"
    for wrong in (
        actions.Description(name=" "), actions.Description(name="x" * 121),
        actions.Description(name="A", about="x" * 2001), actions.Description(name="A", time_zone="Moon/Base"),
    ):  # fmt: skip
        with pytest.raises(InvalidError):
            actions.found(actor=world.reader("stan"), description=wrong, now=START)
    for actor, slug in (("mees", "x"), ("hanna", "new"), ("hanna", "?")):
        with pytest.raises((RefusedError, InvalidError)):
            actions.describe(actor=world.reader(actor), organisation=insurer.pk, description=told, slug=slug, now=START)


def department(world: World, at: Organisation, name: str, parent: int | None = None, *, by: str = "mees") -> int:
    made = actions.make_department(actor=world.reader(by), organisation=at.pk, name=name, parent=parent, now=START)
    return made.pk


def test_departments_are_a_tree_without_rings(world: World, insurer: Organisation) -> None:
    mees = world.reader("mees")
    claims = department(world, insurer, "Claims")
    motor = department(world, insurer, "Motor", claims)
    board = department(world, insurer, "Board")
    assert [(one.name, one.depth) for one in queries.tree(world.reader("noor"), insurer)] == [
        ("Board", 0), ("Claims", 0), ("Motor", 1),
    ]  # fmt: skip
    for parent in (claims, motor):
        with pytest.raises(InvalidError) as refused:
            actions.move_department(actor=mees, organisation=insurer.pk, department=claims, parent=parent, now=START)
        assert "parent" in refused.value.fields
    actions.move_department(actor=mees, organisation=insurer.pk, department=claims, parent=board, now=START)
    assert [(one.name, one.depth) for one in queries.tree(mees, insurer)] == [("Board", 0), ("Claims", 1), ("Motor", 2)]
    for name, parent in (("", None), ("claims", None), ("x" * 81, None), ("New", 999)):
        with pytest.raises(InvalidError):
            department(world, insurer, name, parent)
    with pytest.raises(RefusedError):
        department(world, insurer, "Mine", by="noor")
    with pytest.raises(NotThereError):
        department(world, insurer, "Mine", by="stan")
    assert queries.tree(world.reader("stan"), insurer) == []
    renamed = actions.rename_department(actor=mees, organisation=insurer.pk, department=motor, name="Cars", now=START)
    assert queries.department(mees, insurer, motor).name == renamed.name == "Cars"


@pytest.mark.django_db(transaction=True)
def test_two_that_move_each_under_the_other_make_no_ring(world: World, insurer: Organisation) -> None:
    claims, legal = department(world, insurer, "Claims"), department(world, insurer, "Legal")
    mees = world.reader("mees")

    def moves(moved: int, under: int) -> Callable[[], None]:
        return partial(
            actions.move_department, actor=mees, organisation=insurer.pk, department=moved, parent=under, now=START
        )

    assert together(moves(claims, legal), moves(legal, claims)) == ["invalid"]
    assert [one.depth for one in queries.tree(mees, insurer)] == [0, 1]


def test_a_full_department_closes_when_its_people_move_up(world: World, insurer: Organisation) -> None:
    mees = world.reader("mees")
    claims = department(world, insurer, "Claims")
    motor = department(world, insurer, "Motor", claims)
    cars = department(world, insurer, "Cars", motor)
    noor = Employment.objects.get(account=world.accounts["noor"], organisation=insurer)
    actions.change_department(actor=mees, employment=noor.pk, department=motor, now=START)
    close = {"actor": mees, "organisation": insurer.pk, "department": motor, "now": START}
    with pytest.raises(ConflictError):
        actions.close_department(**close)
    actions.close_department(**close, move_up=True)
    noor.refresh_from_db()
    assert noor.department_id == claims
    assert [(one.name, one.depth) for one in queries.tree(mees, insurer)] == [("Claims", 0), ("Cars", 1)]
    with pytest.raises(NotThereError):
        actions.close_department(**close)
    actions.close_department(actor=mees, organisation=insurer.pk, department=cars, now=START)
    assert department(world, insurer, "Motor")


def test_roles_are_handed_down_to_departments_and_open_nothing(world: World, insurer: Organisation) -> None:
    claims = department(world, insurer, "Claims")
    appointed(world, "noor", insurer, Role.MANAGER, by="hanna", department=claims)
    motor = department(world, insurer, "Motor", claims)
    board = department(world, insurer, "Board")
    assert (roles(world, "noor", motor), roles(world, "noor", board)) == ({Role.MANAGER}, set())
    assert roles(world, "hanna", motor) == {Role.OWNER}
    for name in ("hanna", "noor"):
        assert not {claims, motor} & set(world.reader(name).scopes)
    actions.move_department(
        actor=world.reader("mees"), organisation=insurer.pk, department=motor, parent=board, now=START
    )
    assert roles(world, "noor", motor) == set()
    actions.dismiss(
        actor=world.reader("hanna"), organisation=insurer.pk, account=world.accounts["noor"].pk, role=Role.MANAGER,
        department=claims, now=START,
    )  # fmt: skip
    assert roles(world, "noor", claims) == set()


def test_roles_are_for_colleagues_and_by_owners(world: World, insurer: Organisation) -> None:
    given = {"organisation": insurer.pk, "now": START}
    stan, noor, hanna = (world.accounts[name].pk for name in ("stan", "noor", "hanna"))
    with pytest.raises(ConflictError):
        actions.appoint(actor=world.reader("hanna"), account=stan, role=Role.HR, **given)
    with pytest.raises(RefusedError):
        actions.appoint(actor=world.reader("mees"), account=noor, role=Role.HR, **given)
    for role, place in ((Role.HOST, None), (Role.OWNER, department(world, insurer, "Claims")), (Role.HR, 999)):
        with pytest.raises(InvalidError):
            actions.appoint(actor=world.reader("hanna"), account=noor, role=role, department=place, **given)
    with pytest.raises(ConflictError) as last:
        actions.dismiss(actor=world.reader("hanna"), account=hanna, role=Role.OWNER, **given)
    assert last.value.code == "last-owner"
    actions.appoint(actor=world.reader("hanna"), account=noor, role=Role.OWNER, **given)
    actions.dismiss(actor=world.reader("hanna"), account=hanna, role=Role.OWNER, **given)
    assert [(one.handle, one.role) for one in queries.offices(world.reader("hanna"), insurer)] == [
        ("noor", Role.OWNER), ("mees", Role.HR),
    ]  # fmt: skip
    assert queries.offices(world.reader("stan"), insurer) == []


def test_colleagues_are_no_nearer_for_being_colleagues(world: World, insurer: Organisation) -> None:
    assert nearness(world.reader("noor"), world.accounts["mees"].pk) is Nearness.NETWORK
    assert nearness(world.reader("mees"), world.accounts["noor"].pk) is Nearness.NETWORK
    assert nearness(world.reader("mees"), world.accounts["hanna"].pk) is Nearness.CIRCLES


def test_hr_sees_all_and_a_manager_her_department(world: World, insurer: Organisation) -> None:
    claims = department(world, insurer, "Claims")
    appointed(world, "noor", insurer, Role.MANAGER, by="hanna", department=claims)
    motor = department(world, insurer, "Motor", claims)
    hers = Employment.objects.get(account=world.accounts["hanna"], organisation=insurer)
    actions.change_department(actor=world.reader("mees"), employment=hers.pk, department=motor, now=START)
    first = queries.staff(world.reader("mees"), insurer, size=2)
    rest = queries.staff(world.reader("mees"), insurer, size=2, after=first.older)
    assert [one.handle for one in (*first.rows, *rest.rows)] == ["hanna", "mees", "noor"]
    assert [one.handle for one in queries.staff(world.reader("noor"), insurer).rows] == ["hanna"]
    assert [one.handle for one in queries.staff(world.reader("mees"), insurer, text="HAN host").rows] == ["hanna"]
    assert [one.handle for one in queries.staff(world.reader("mees"), insurer, department=claims).rows] == ["hanna"]
    assert queries.staff(world.reader("stan"), insurer).rows == []
    assert queries.employment(world.reader("noor"), hers.pk).account_id == hers.account_id
    with pytest.raises(NotThereError):
        queries.employment(world.reader("stan"), hers.pk)
    with pytest.raises(RefusedError):
        actions.change_department(actor=world.reader("noor"), employment=hers.pk, department=None, now=START)


def test_employments_at_one_place_never_overlap(world: World, insurer: Organisation, competitor: Organisation) -> None:
    with pytest.raises(ConflictError) as refused:
        employed(world, "noor", insurer, since=TODAY + 30 * DAY)
    assert refused.value.code == "employed-already"
    employed(world, "noor", competitor)
    mine = founded(world, "Noor and Co", by="noor")
    assert len(queries.mine(world.reader("noor"))) == 3
    assert roles(world, "noor", mine.pk) == {Role.MEMBER, Role.OWNER}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_employ_someone_once(world: World, insurer: Organisation) -> None:
    stan = world.accounts["stan"].pk

    def employ() -> None:
        actions.employ(account=stan, organisation=insurer.pk, starts_on=TODAY, now=START)

    assert together(employ, employ) == ["employed-already"]
    assert Employment.objects.filter(account=stan, organisation=insurer).count() == 1


def ends(
    world: World, name: str, at: Organisation, ends_on: date | None, *, by: str, now: datetime = START
) -> Employment:
    key = Employment.objects.get(account=world.accounts[name], organisation=at, over_at=None).pk
    return actions.end_employment(actor=world.reader(by), employment=key, ends_on=ends_on, now=now)


def test_an_employment_ends_by_oneself_or_by_hr(world: World, insurer: Organisation) -> None:
    employed(world, "stan", insurer)
    with pytest.raises(NotThereError):
        ends(world, "noor", insurer, TODAY + DAY, by="stan")
    with pytest.raises(InvalidError):
        ends(world, "noor", insurer, TODAY, by="mees")
    ends(world, "noor", insurer, TODAY + 9 * DAY, by="noor")
    with pytest.raises(RefusedError):
        ends(world, "noor", insurer, None, by="noor")
    ends(world, "noor", insurer, None, by="mees")
    later = START + 5 * DAY
    gone = ends(world, "noor", insurer, TODAY + 5 * DAY, by="noor", now=later)
    assert gone.over_at == later
    assert roles(world, "noor", insurer.pk) == set()
    with pytest.raises(ConflictError):
        actions.end_employment(actor=world.reader("mees"), employment=gone.pk, ends_on=None, now=later)


def test_the_last_owner_stays(world: World, insurer: Organisation) -> None:
    with pytest.raises(ConflictError):
        ends(world, "hanna", insurer, TODAY + DAY, by="hanna")
    appointed(world, "noor", insurer, Role.OWNER, by="hanna")
    ends(world, "noor", insurer, TODAY + 3 * DAY, by="mees")
    with pytest.raises(ConflictError):
        ends(world, "hanna", insurer, TODAY + 4 * DAY, by="mees")
    ends(world, "hanna", insurer, TODAY + 2 * DAY, by="mees")


@pytest.mark.parametrize(
    ("zone", "last_moment"),
    [
        ("Europe/Amsterdam", datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2026, 3, 30, 9, 59, 59, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 3, 29, 9, 59, 59, tzinfo=UTC)),
    ],
)
def test_it_ends_at_midnight_of_the_organisation_s_zone(
    world: World, insurer: Organisation, zone: str, last_moment: datetime
) -> None:
    """The 29th of March is the day on which clocks are set forward in Europe."""
    Organisation.objects.filter(pk=insurer.pk).update(time_zone=zone)
    ends(world, "noor", insurer, date(2026, 3, 30), by="mees")
    assert actions.begin_and_end_due(now=last_moment) == 0
    assert roles(world, "noor", insurer.pk) == {Role.MEMBER}
    assert actions.begin_and_end_due(now=last_moment + timedelta(seconds=1)) == 1
    assert roles(world, "noor", insurer.pk) == set()
    assert actions.begin_and_end_due(now=last_moment + DAY) == 0


def test_it_begins_on_its_day_with_its_role_and_going_on_loses_nothing(world: World, insurer: Organisation) -> None:
    ends(world, "mees", insurer, TODAY + 3 * DAY, by="hanna")
    employed(world, "mees", insurer, since=TODAY + 3 * DAY)
    stan = world.accounts["stan"].pk
    actions.employ(account=stan, organisation=insurer.pk, starts_on=TODAY + DAY, role=Role.HR, now=START)
    assert roles(world, "stan", insurer.pk) == set()
    actions.begin_and_end_due(now=START + DAY)
    assert roles(world, "stan", insurer.pk) == {Role.MEMBER, Role.HR}
    assert actions.begin_and_end_due(now=START + 3 * DAY) == 2
    assert roles(world, "mees", insurer.pk) == {Role.MEMBER, Role.HR}


def test_what_never_began_is_dropped(world: World, insurer: Organisation) -> None:
    employed(world, "stan", insurer, since=TODAY + 9 * DAY)
    ends(world, "stan", insurer, TODAY + 9 * DAY, by="mees")
    assert not Employment.objects.filter(account=world.accounts["stan"]).exists()


def test_whoever_leaves_kring_works_nowhere(world: World, insurer: Organisation) -> None:
    other = founded(world, "Other", by="stan")
    employed(world, "noor", other, since=TODAY + DAY)
    employed(world, "mees", other)
    leave_kring(actor=world.reader("noor"), now=START)
    hers = Employment.objects.get(account=world.accounts["noor"])
    assert (hers.ends_on, hers.over_at) == (TODAY + DAY, START)
    assert not Standing.objects.filter(account=world.accounts["noor"]).exists()
    with pytest.raises(ConflictError) as refused:
        leave_kring(actor=world.reader("stan"), now=START)
    assert refused.value.code == "last-owner"


def test_whoever_works_alone_in_her_own_company_may_go(world: World) -> None:
    """From it, and from Kring; while somebody else works there she first makes someone an owner."""
    own = founded(world, "Own", by="stan")
    guest = employed(world, "mees", own)
    for ends_on in (None, TODAY + 9 * DAY):
        Employment.objects.filter(pk=guest.pk).update(ends_on=ends_on)
        with pytest.raises(ConflictError):
            ends(world, "stan", own, TODAY + 8 * DAY, by="stan")
    ends(world, "stan", own, TODAY + 9 * DAY, by="stan")
    actions.begin_and_end_due(now=START + 9 * DAY)
    assert roles(world, "stan", own.pk) == set()
    assert founded(world, "Another", by="stan")
    leave_kring(actor=world.reader("stan"), now=START + 9 * DAY)


def test_an_operator_gives_an_owner_where_there_is_none(world: World, insurer: Organisation) -> None:
    give = {"organisation": insurer.pk, "handle": "stan", "now": START}
    with pytest.raises(RefusedError):
        actions.give_owner(actor=world.reader("hanna"), **give)
    with pytest.raises(ConflictError):
        actions.give_owner(actor=world.reader("olga"), **give)
    Standing.objects.filter(place=insurer.pk, role=Role.OWNER).delete()
    assert [one.pk for one in queries.without_owner(world.reader("olga"))] == [insurer.pk]
    assert not queries.without_owner(world.reader("hanna"))
    actions.give_owner(actor=world.reader("olga"), **give)
    assert roles(world, "stan", insurer.pk) == {Role.MEMBER, Role.OWNER}
