"""Saying in which registers one is: what is taken, what is refused, and two windows at once."""

from datetime import date, timedelta

import pytest

from kring.foundation.access.grants import Table
from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.registers import actions, queries
from kring.registers.access import ReviewsFor
from kring.registers.actions import Details
from kring.registers.models import Registration, Status
from tests.dossiers import NOW, PERIOD, at_nivre
from tests.people import World
from tests.together import together


def details(**given: object) -> Details:
    told: dict[str, object] = {
        "starts_on": PERIOD, "birthday": date(1980, 2, 29), "facts": {"period_start": "2025-07-01"}
    }  # fmt: skip
    return Details(**(told | given))  # type: ignore[arg-type]


def test_a_registration_says_what_the_scheme_asks(world: World) -> None:
    held = at_nivre(world)
    assert (held.number, held.facts, held.version) == ("12345", {"period_start": "2025-07-01"}, 1)
    assert [one.pk for one in queries.registrations(world.reader("mees"))] == [held.pk]


def test_nobody_else_sees_it_or_changes_it(world: World) -> None:
    held = at_nivre(world)
    for name in ("hanna", "olga", "stan"):
        reader = world.reader(name)
        assert queries.registrations(reader) == []
        with pytest.raises(NotThereError):
            queries.registration(reader, held.pk)
        with pytest.raises(NotThereError):
            actions.change(actor=reader, registration=held.pk, version=1, details=details(), now=NOW)
        with pytest.raises(NotThereError):
            actions.remove(actor=reader, registration=held.pk, now=NOW)
    with pytest.raises(RefusedError):
        actions.register(actor=ANYONE, scheme="nivre", details=details(), now=NOW)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("starts_on", {"starts_on": date(1800, 1, 1), "birthday": None}),
        ("ends_on", {"ends_on": PERIOD}),
        ("birthday", {"birthday": date(2026, 1, 1)}),
        ("number", {"number": "1" * 41}),
        ("level", {"level": "x" * 61}),
        ("fact_period_start", {"facts": {"period_start": "soon"}}),
        ("fact_period_start", {"facts": {"period_start": "2025-02-30"}}),
        ("carried_points", {"carried": [{"points": "many", "from": "2025-06-30"}]}),
        ("carried_from", {"carried": [{"points": "2", "from": "then"}]}),
    ],
)
def test_what_can_not_be_is_said_at_its_field(world: World, field: str, given: dict[str, object]) -> None:
    with pytest.raises(InvalidError) as refused:
        actions.register(actor=world.reader("mees"), scheme="nivre", details=details(**given), now=NOW)
    assert list(refused.value.fields) == [field]
    assert not Registration.objects.exists()


def test_an_unknown_scheme_is_not_there(world: World) -> None:
    with pytest.raises(NotThereError):
        actions.register(actor=world.reader("mees"), scheme="astrology", details=details(), now=NOW)


def test_the_same_registration_twice_is_refused_and_another_level_is_not(world: World) -> None:
    at_nivre(world)
    with pytest.raises(ConflictError, match="already"):
        at_nivre(world)
    actions.register(actor=world.reader("mees"), scheme="nivre", details=details(level="fraud"), now=NOW)


def test_it_ends_at_thirty(world: World) -> None:
    for number in range(30):
        actions.register(actor=world.reader("mees"), scheme="nivre", details=details(level=str(number)), now=NOW)
    with pytest.raises(ConflictError):
        actions.register(actor=world.reader("mees"), scheme="nivre", details=details(level="more"), now=NOW)


def test_a_change_from_an_older_window_overwrites_nothing(world: World) -> None:
    held = at_nivre(world)
    mees = world.reader("mees")
    actions.change(actor=mees, registration=held.pk, version=1, details=details(number="2"), now=NOW)
    with pytest.raises(ConflictError) as refused:
        actions.change(actor=mees, registration=held.pk, version=1, details=details(number="3"), now=NOW)
    assert refused.value.code == "changed-meanwhile"
    assert Registration.objects.get().number == "2"


def test_a_change_into_another_registration_is_refused(world: World) -> None:
    held = at_nivre(world)
    mees = world.reader("mees")
    actions.register(actor=mees, scheme="nivre", details=details(level="fraud"), now=NOW)
    with pytest.raises(ConflictError) as refused:
        actions.change(actor=mees, registration=held.pk, version=1, details=details(level="fraud"), now=NOW)
    assert refused.value.code == "registered-twice"


def status(world: World, held: Registration, kind: str, first: str, until: str | None, value: str = "") -> Status:
    return actions.add_status(
        actor=world.reader("mees"), registration=held.pk, kind=kind, first=date.fromisoformat(first),
        until=date.fromisoformat(until) if until else None, value=value, now=NOW,
    )  # fmt: skip


def at_nova(world: World) -> Registration:
    told = Details(starts_on=date(2020, 1, 1), facts={"registered_next_year": "tax, labour"})
    return actions.register(actor=world.reader("mees"), scheme="nova", details=told, now=NOW)


def test_times_of_leave_may_follow_each_other_and_not_overlap(world: World) -> None:
    held = at_nova(world)
    status(world, held, "leave", "2026-01-01", "2026-02-01")
    status(world, held, "leave", "2026-02-01", "2026-03-01")
    status(world, held, "illness", "2026-02-01", None)
    with pytest.raises(InvalidError) as refused:
        status(world, held, "leave", "2026-02-28", None)
    assert list(refused.value.fields) == ["first"]
    assert held.statuses.count() == 3


@pytest.mark.parametrize(
    ("field", "kind", "first", "until"),
    [("kind", "boredom", "2026-01-01", None), ("until", "leave", "2026-01-01", "2026-01-01"),
     ("first", "leave", "1700-01-01", None)],
)  # fmt: skip
def test_a_time_that_can_not_be_is_said_at_its_field(
    world: World, field: str, kind: str, first: str, until: str | None
) -> None:
    held = at_nova(world)
    with pytest.raises(InvalidError) as refused:
        status(world, held, kind, first, until)
    assert list(refused.value.fields) == [field]


def test_work_has_a_number_of_hours(world: World) -> None:
    told = Details(starts_on=date(2020, 1, 1))
    held = actions.register(actor=world.reader("mees"), scheme="skj", details=told, now=NOW)
    with pytest.raises(InvalidError) as refused:
        status(world, held, "work", "2026-01-01", None)
    assert list(refused.value.fields) == ["value"]
    assert status(world, held, "work", "2026-01-01", None, "24,5").value == "24.5"


def test_a_registration_has_room_for_so_many_times(world: World) -> None:
    held = at_nova(world)
    Status.objects.bulk_create(
        Status(registration=held, kind="illness", first=date(2020, 1, 1) + timedelta(days=2 * number),
               until=date(2020, 1, 2) + timedelta(days=2 * number))
        for number in range(200)
    )  # fmt: skip
    with pytest.raises(ConflictError):
        status(world, held, "leave", "2026-01-01", None)


def test_a_scheme_that_does_not_hold_does_not_land(world: World) -> None:
    with pytest.raises(RefusedError):
        actions.upload_scheme(actor=world.reader("hanna"), scheme=b"", examples=b"", now=NOW)
    with pytest.raises(actions.SchemeRefusedError) as refused:
        actions.upload_scheme(actor=world.reader("olga"), scheme=b"format: 1", examples=b"- {}", now=NOW)
    assert refused.value.report.problems


def test_who_reviews_is_said_alike_to_lists_checks_and_audiences(world: World) -> None:
    for handle in ("hanna", "mees"):
        actions.appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle=handle, now=NOW)
    table = Table({"review": (ReviewsFor("scheme", "account_id"),)})
    held = at_nivre(world)
    may = {name for name in world.accounts if table.allows(world.reader(name), "review", held)}
    assert may == {account.handle for account in table.audience("review", held)} == {"hanna"}
    listed = {
        name
        for name in world.accounts
        if Registration.objects.filter(table.filter(world.reader(name), "review"), pk=held.pk).exists()
    }
    assert listed == {"hanna"}
    assert not table.allows(ANYONE, "review", held)


def test_a_time_is_taken_away_by_its_owner(world: World) -> None:
    held = at_nova(world)
    made = status(world, held, "leave", "2026-01-01", None)
    with pytest.raises(NotThereError):
        actions.remove_status(actor=world.reader("hanna"), registration=held.pk, status=made.pk, now=NOW)
    actions.remove_status(actor=world.reader("mees"), registration=held.pk, status=made.pk, now=NOW)
    assert not Status.objects.exists()
    with pytest.raises(NotThereError):
        actions.remove_status(actor=world.reader("mees"), registration=held.pk, status=made.pk, now=NOW)


def test_all_that_she_was_goes_with_a_person(world: World) -> None:
    at_nivre(world)
    actions.appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="mees", now=NOW)
    assert actions.forget_person(person=world.accounts["mees"].pk) == 1
    assert queries.reviewed_schemes(world.reader("mees")) == []


def test_only_an_operator_says_who_reviews(world: World) -> None:
    olga = world.reader("olga")
    with pytest.raises(RefusedError):
        actions.appoint_reviewer(actor=world.reader("hanna"), scheme="nivre", handle="hanna", now=NOW)
    with pytest.raises(InvalidError):
        actions.appoint_reviewer(actor=olga, scheme="nivre", handle="nobody", now=NOW)
    made = actions.appoint_reviewer(actor=olga, scheme="nivre", handle="hanna", now=NOW)
    assert actions.appoint_reviewer(actor=olga, scheme="nivre", handle="hanna", now=NOW) == made
    assert queries.is_reviewer(world.reader("hanna"), "nivre")
    assert [row.handle for row in queries.reviewers(olga, ["nivre"])] == ["hanna"]
    assert queries.reviewers(world.reader("hanna"), ["nivre"]) == []
    actions.dismiss_reviewer(actor=olga, reviewer=made.pk, now=NOW)
    assert not queries.is_reviewer(world.reader("hanna"), "nivre")
    with pytest.raises(NotThereError):
        actions.dismiss_reviewer(actor=olga, reviewer=made.pk, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_add_one_time_of_leave() -> None:
    from tests.people import small_world

    world = small_world()
    held = at_nova(world)

    def add() -> object:
        return status(world, held, "leave", "2026-01-01", "2026-02-01")

    assert together(add, add) == ["invalid"]
    assert Status.objects.count() == 1
