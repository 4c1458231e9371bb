"""Needs as they are said, brought and counted; who reads what of it."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.competences.actions import name_competence
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.people.models import Employment, Organisation
from kring.people.models.profiles import Bond, ProfileCompetence
from kring.people.organisations.queries import tree
from kring.planning.needs import actions, queries
from kring.planning.needs.models import Need, NeedChange, NeedList, Purpose, Tally, TallyFigure, TallyGroup
from kring.planning.needs.rules.blurring import Band
from tests.needs import NOW, QUARTER, TODAY, able, agreed, needed
from tests.organisations import appointed, employed, founded
from tests.people import World
from tests.planning import department_of, staffed
from tests.together import together

STILL = 0.5


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna's; mees manages its claims, in which ten work, of whom nine agreed to be counted; nobody else did."""
    made = founded(world, "Insurer", by="hanna")
    people = staffed(world, made, {"Claims": 10, "Legal": 4, "Tax": 9})
    name_competence(en="Excel", nl="Rekenbladen")
    for handle in people["Claims"][:9]:
        agreed(world, made, handle)
    employed(world, "mees", made)
    department = department_of(world, people["Claims"][0])
    appointed(world, "mees", made, Role.MANAGER, by="hanna", department=department)
    world.extra["claims"] = people["Claims"]
    return made


def read(world: World, at: Organisation, by: str = "hanna") -> list[queries.NeedRow]:
    return queries.needs(world.reader(by), at, language="en")


def heat(world: World, at: Organisation, by: str = "hanna", *, is_senior: bool = False) -> queries.Heat:
    return queries.heat(
        world.reader(by), at, read(world, at, by), tree=tree(world.reader(by), at), today=TODAY, is_senior=is_senior
    )  # fmt: skip


def claims(world: World) -> list[str]:
    handles = world.extra["claims"]
    assert isinstance(handles, list)
    return handles


# Saying


def test_a_need_is_said_changed_and_ended_and_who_did_is_kept(world: World, insurer: Organisation) -> None:
    made = needed(world, insurer, department="Claims", note="For the new system")
    again = needed(world, insurer, by="mees", need=made.pk, department="claims", level="4")
    assert again.pk == made.pk
    (row,) = read(world, insurer)
    assert (row.words, row.level, row.people, row.department_name, row.first) == (["Excel"], 4, 2, "Claims", QUARTER)
    told = queries.changes(world.reader("hanna"), row, language="en")
    assert [(one.by, one.told["level"]) for one in told] == [("Mees Member", "4"), ("Hanna Host", "3")]
    actions.end_need(actor=world.reader("hanna"), organisation=insurer.pk, need=made.pk, now=NOW)
    assert read(world, insurer) == []
    assert NeedChange.objects.count() == 3
    with pytest.raises(NotThereError):
        actions.end_need(actor=world.reader("hanna"), organisation=insurer.pk, need=made.pk, now=NOW)


def test_what_is_wrong_is_said_at_its_field(world: World, insurer: Organisation) -> None:
    needed(world, insurer)
    for cells, fields in (
        ({"people": "none", "level": "9"}, {"people", "level"}),
        ({"people": "3"}, {"first"}),
        ({}, {"first"}),
        ({"competences": "Wizardry"}, {"competences"}),
    ):
        with pytest.raises(InvalidError) as refused:
            needed(world, insurer, **cells)
        assert set(refused.value.fields) == fields
    needed(world, insurer, competences="Wizardry", _new="1")
    assert Need.objects.count() == 2


def test_a_manager_says_what_her_department_needs_and_no_more(world: World, insurer: Organisation) -> None:
    needed(world, insurer, by="mees", department="Claims")
    whole = needed(world, insurer, level="5", competences="Excel", first="2030-Q1", last="2030-Q1")
    senior = needed(world, insurer, leadership="yes")
    for cells in (
        {"first": "2029-Q1", "last": "2029-Q1"},
        {"department": "Legal"},
        {"leadership": "yes", "level": "1"},
    ):
        with pytest.raises((RefusedError, InvalidError)):
            needed(world, insurer, by="mees", **cells)
    assert [row.department_name for row in read(world, insurer, "mees")] == ["Claims"]
    for key in (whole.pk, senior.pk):
        with pytest.raises(NotThereError):
            actions.end_need(actor=world.reader("mees"), organisation=insurer.pk, need=key, now=NOW)
    with pytest.raises(RefusedError):
        needed(world, insurer, by=claims(world)[0])
    with pytest.raises(NotThereError):
        needed(world, insurer, by="noor")


def test_nobody_else_reads_needs_but_colleagues_know_what_is_asked(world: World, insurer: Organisation) -> None:
    needed(world, insurer, department="Claims")
    needed(world, insurer, leadership="yes", level="5")
    anyone = claims(world)[0]
    assert read(world, insurer, anyone) == read(world, insurer, "noor") == []
    assert not queries.may_read(world.reader(anyone), insurer)
    known = queries.known_to_colleagues(world.reader(anyone), today=TODAY, language="nl")[insurer.pk]
    assert [(row.words, row.level) for row in known] == [(["Rekenbladen"], 3)]
    assert queries.known_to_colleagues(world.reader("noor"), today=TODAY, language="nl") == {}


def test_a_role_profile_is_needed_as_a_whole(world: World, insurer: Organisation) -> None:
    excel = name_competence(en="Excel")
    law = name_competence(en="Liability law")
    hanna = world.reader("hanna")
    made = actions.write_profile(
        actor=hanna, organisation=insurer.pk, name="Claims handler", lines={excel.pk: 3, law.pk: 2}, now=NOW
    )
    needed(world, insurer, competences="", level="", role="claims handler")
    (row,) = read(world, insurer)
    assert (row.role, dict(row.wanted.parts)) == ("Claims handler", {excel.pk: 3, law.pk: 2})
    with pytest.raises(ConflictError):
        actions.retire_profile(actor=hanna, organisation=insurer.pk, profile=made.pk, now=NOW)
    actions.write_profile(
        actor=hanna, organisation=insurer.pk, name="Handler", lines={excel.pk: 4}, now=NOW, profile=made.pk
    )
    actions.end_need(actor=hanna, organisation=insurer.pk, need=row.id, now=NOW)
    told = queries.changes(hanna, queries.profile(hanna, insurer, made.pk, language="en"), language="en")
    assert [one.told.get("Excel") for one in told] == ["4", "3"]
    actions.retire_profile(actor=hanna, organisation=insurer.pk, profile=made.pk, now=NOW)
    assert queries.profiles(hanna, insurer, language="en") == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"lines": {}}, "lines"), ({"lines": {1: 9}}, "lines"),
     ({"lines": {999_999: 1}}, "lines"), ({"name": "x" * 81}, "name"), ({"name": "taken"}, "name")],
)  # fmt: skip
def test_a_profile_that_cannot_be_is_refused(
    world: World, insurer: Organisation, wrong: Mapping[str, object], field: str
) -> None:
    excel = name_competence(en="Excel")
    hanna = world.reader("hanna")
    actions.write_profile(actor=hanna, organisation=insurer.pk, name="Taken", lines={excel.pk: 1}, now=NOW)
    with pytest.raises(InvalidError) as refused:
        actions.write_profile(
            **{"actor": hanna, "organisation": insurer.pk, "name": "One", "lines": {excel.pk: 1}, "now": NOW} | wrong
        )  # type: ignore[arg-type]
    assert set(refused.value.fields) == {field}
    with pytest.raises(RefusedError):
        actions.write_profile(
            actor=world.reader("mees"), organisation=insurer.pk, name="Two", lines={excel.pk: 1}, now=NOW
        )


# Bringing

HEADS = ["Competence", "Level", "People", "From", "Department"]
GOOD = [["Excel", "3", "2", "2026-Q2", "Claims"], ["Rekenbladen", "4", "1", "2026-Q3", "Legal"]]


def brought(world: World, at: Organisation, rows: list[list[str]]) -> NeedList:
    return actions.open_list(
        actor=world.reader("hanna"), organisation=at.pk, name="needs.csv", heads=HEADS, cells=rows, now=NOW
    )


def test_a_file_is_looked_at_mended_and_then_taken_as_a_whole(world: World, insurer: Organisation) -> None:
    hanna = world.reader("hanna")
    made = brought(world, insurer, [*GOOD, ["Excell", "3", "2", "2026-Q2", ""], ["Excel", "9", "2", "", "Claims"]])
    wrong = {row.number: set(row.wrong) for row in actions.seen_rows(made) if row.wrong}
    assert wrong == {3: {"competences"}, 4: {"level", "first"}}
    with pytest.raises(ConflictError):
        actions.confirm_list(actor=hanna, brought=made.pk, now=NOW)
    assert not Need.objects.exists()
    actions.mend(actor=hanna, brought=made.pk, changes={3: {"competences": "Excel"}, 99: {}}, out=[4])
    assert actions.confirm_list(actor=hanna, brought=made.pk, now=NOW) == (3, 0)
    again = brought(world, insurer, GOOD)
    assert actions.confirm_list(actor=hanna, brought=again.pk, now=NOW) == (0, 2)
    assert Need.objects.count() == 3
    assert NeedChange.objects.count() == 3
    with pytest.raises(ConflictError):
        actions.confirm_list(actor=hanna, brought=again.pk, now=NOW)


def test_what_contradicts_is_named_with_its_row(world: World, insurer: Organisation) -> None:
    made = brought(world, insurer, [GOOD[0], ["Excel", "3", "5", "2026-Q2", "Claims"]])
    (row,) = [row for row in actions.seen_rows(made) if row.wrong]
    assert "Row 2" in str(row.wrong["first"])


def test_who_may_not_bring_a_file_finds_none(world: World, insurer: Organisation) -> None:
    made = brought(world, insurer, GOOD)
    with pytest.raises(NotThereError):
        actions.mend(actor=world.reader("mees"), brought=made.pk, changes={})
    with pytest.raises(NotThereError):
        queries.need_list(world.reader("mees"), insurer, made.pk)
    assert queries.waiting_lists(world.reader("mees"), insurer) == []
    for cells, heads in ((GOOD, ["What"]), ([], HEADS), ([["", ""]], HEADS), (GOOD * 1_001, HEADS)):
        with pytest.raises(InvalidError):
            actions.open_list(
                actor=world.reader("hanna"), organisation=insurer.pk, name="", heads=heads, cells=cells, now=NOW
            )
    actions.drop_list(actor=world.reader("hanna"), brought=made.pk)
    assert not NeedList.objects.exists()


def test_a_long_file_takes_no_more_queries(world: World, insurer: Organisation) -> None:
    def confirmed(rows: list[list[str]]) -> int:
        made = brought(world, insurer, rows)
        with CaptureQueriesContext(connection) as counted:
            actions.confirm_list(actor=world.reader("hanna"), brought=made.pk, now=NOW)
        return len(counted)

    confirmed(GOOD)
    few = confirmed([["Excel", "3", "2", "2029-Q1", "Claims"]])
    assert confirmed([["Excel", "3", "2", f"{year}-Q1", "Claims"] for year in range(2030, 2130)]) == few


@pytest.mark.django_db(transaction=True)
def test_two_at_once_say_a_need_once(world: World, insurer: Organisation) -> None:
    failed = together(lambda: needed(world, insurer), lambda: needed(world, insurer, people="3"))
    assert failed == ["invalid"]
    assert Need.objects.count() == 1


# Counting


def test_it_is_counted_once_and_stays_whoever_withdraws(world: World, insurer: Organisation) -> None:
    excel = name_competence(en="Excel")
    for handle in claims(world)[:4]:
        able(world, handle, excel, 4)
    needed(world, insurer, department="Claims", level="4", people="3", backup="2")
    assert actions.count_needs(organisation=insurer.pk, now=NOW, draws=lambda: STILL)
    assert not actions.count_needs(organisation=insurer.pk, now=NOW, draws=lambda: STILL)
    (row,) = heat(world, insurer).rows
    cell = row.cells[0]
    assert cell is not None
    assert (row.place, cell.have, cell.band, cell.needed, cell.backup) == ("Claims", 4, Band.THIN, 3, 2)
    assert row.cells[1:] == [None] * 7
    before = list(TallyFigure.objects.order_by("pk").values())
    actions.withdraw(actor=world.reader(claims(world)[0]), organisation=insurer.pk, purpose=Purpose.COUNT, now=NOW)
    Employment.objects.filter(account=world.accounts[claims(world)[1]]).update(over_at=NOW)
    actions.count_needs(organisation=insurer.pk, now=NOW + timedelta(days=1), draws=lambda: STILL)
    assert list(TallyFigure.objects.order_by("pk").values()) == before
    # With the next quarter it is counted anew, without them.
    later = NOW + timedelta(days=92)
    Need.objects.update(until=date(2030, 1, 1))
    assert actions.count_due(now=later) == 1
    assert Tally.objects.count() == 2


def test_what_is_asked_later_is_counted_beside_it_and_the_rest_stays(world: World, insurer: Organisation) -> None:
    excel = name_competence(en="Excel")
    able(world, claims(world)[0], excel, 3)
    needed(world, insurer, department="Claims")
    draws = iter([STILL] * 9 + [0.9] * 99)
    actions.count_needs(organisation=insurer.pk, now=NOW, draws=lambda: next(draws))
    before = set(TallyFigure.objects.values_list("pk", flat=True))
    for year in ("2030", "2031"):
        needed(
            world, insurer, competences="Excel", department="Claims", first=f"{year}-Q1", last=f"{year}-Q1", level="3"
        )
    assert not actions.count_needs(organisation=insurer.pk, now=NOW)
    needed(world, insurer, department="Claims", level="5", first="2032-Q1", last="2032-Q1")
    assert actions.count_needs(organisation=insurer.pk, now=NOW)
    assert before < set(TallyFigure.objects.values_list("pk", flat=True))


def test_by_some_competences_and_passions_and_who_leaves(world: World, insurer: Organisation) -> None:
    excel, other = name_competence(en="Excel"), name_competence(en="Liability law")
    handles = claims(world)
    for handle in handles[:5]:
        able(world, handle, excel, 3)
    agreed(world, insurer, handles[0], other.pk)
    ProfileCompetence.objects.create(profile=world.accounts[handles[6]].profile, competence=excel, bond=Bond.PASSION)
    for handle in handles[2:4]:
        Employment.objects.filter(account=world.accounts[handle]).update(ends_on=date(2026, 8, 1))
    needed(world, insurer, department="Claims", people="4", last="2027-Q4")
    actions.count_needs(organisation=insurer.pk, now=NOW, draws=lambda: STILL)
    (row,) = heat(world, insurer).rows
    told = [(cell.have, cell.band, cell.worst, cell.leaving) for cell in row.cells if cell]
    assert told[0] == (4, Band.COVERED, Band.COVERED, 0)
    assert told[1] == (4, Band.COVERED, Band.SHORT, 2)
    assert (row.below, row.eager) == (0, 1)


def test_a_department_of_four_is_told_with_all(world: World, insurer: Organisation) -> None:
    needed(world, insurer, department="Legal")
    needed(world, insurer, department="Claims")
    needed(world, insurer)
    actions.count_needs(organisation=insurer.pk, now=NOW, draws=lambda: STILL)
    rows = {(row.place, *row.together): row for row in heat(world, insurer).rows}
    assert set(rows) == {("", "Legal"), ("Claims",), ("",)}
    assert all(row.cells[0] and row.cells[0].have == 0 for row in rows.values())
    # Its manager reads that of claims, not what is about everyone.
    (own,) = heat(world, insurer, "mees").rows
    assert own.place == "Claims"
    assert own.cells[0]
    assert own.cells[0].have == 0


def test_too_few_who_agreed_tell_nothing_and_it_is_tried_again(world: World) -> None:
    at = founded(world, "Firm", by="noor")
    (people,) = staffed(world, at, {"Claims": 9}, by="noor").values()
    name_competence(en="Excel")
    needed(world, at, by="noor")
    actions.count_needs(organisation=at.pk, now=NOW)
    (row,) = heat(world, at, "noor").rows
    assert row.cells[0]
    assert (row.cells[0].have, row.cells[0].band) == (None, None)
    for handle in people[:5]:
        agreed(world, at, handle)
    assert actions.count_needs(organisation=at.pk, now=NOW)
    assert set(TallyGroup.objects.filter(people__isnull=False).values_list("kind", flat=True)) == {"whole", "part"}


def test_leadership_is_of_senior_management_and_for_owners_and_hr(world: World, insurer: Organisation) -> None:
    lead = name_competence(en="Leading change")
    for handle in claims(world)[:8]:
        appointed(world, handle, insurer, Role.MANAGER, by="hanna")
    able(world, claims(world)[0], lead, 4)
    needed(world, insurer, competences="Leading change", leadership="yes", people="3")
    actions.count_needs(organisation=insurer.pk, now=NOW, draws=lambda: STILL)
    (row,) = heat(world, insurer, is_senior=True).rows
    assert row.cells[0]
    assert (row.cells[0].have, row.cells[0].band) == (1, Band.SHORT)
    assert heat(world, insurer).rows == []
    assert heat(world, insurer, claims(world)[0], is_senior=True).rows == []
    assert heat(world, insurer, "mees", is_senior=True).rows == []


def test_the_number_of_queries_is_that_of_one_need(world: World, insurer: Organisation) -> None:
    def looked() -> int:
        with CaptureQueriesContext(connection) as counted:
            heat(world, insurer)
        return len(counted)

    needed(world, insurer, department="Claims")
    actions.count_needs(organisation=insurer.pk, now=NOW)
    few = looked()
    for word in ("Law", "Tax", "Fire"):
        needed(world, insurer, competences=word, _new="1", department="Claims")
        needed(world, insurer, competences=word)
    actions.count_needs(organisation=insurer.pk, now=NOW)
    assert looked() == few <= 11
