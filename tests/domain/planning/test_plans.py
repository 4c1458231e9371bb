"""Scenarios, solving them, and what becomes of a plan."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from kring.competences.actions import name_competence
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.notifications.models import Notification
from kring.planning.needs import actions as needs
from kring.planning.needs.models import Purpose
from kring.planning.plans import actions, queries
from kring.planning.plans.models import Answer, AssignmentDraft, Offer, Run, Scenario, State
from kring.planning.plans.queries.gathering import gathered
from kring.planning.plans.rules.answering import Open, Why
from kring.planning.plans.rules.plan import Aim, CancelledError
from kring.planning.plans.rules.pricelists import Row, Unread
from kring.planning.plans.rules.problem import Way, Wish
from tests.agreements import YEAR
from tests.agreements import agreed as agreed_on
from tests.needs import NOW, QUARTER, needed
from tests.organisations import appointed, employed, founded
from tests.people import World
from tests.plans import Insurer, counted, insurer, planned, worked_out
from tests.together import together


@pytest.fixture
def at(world: World) -> Insurer:
    return insurer(world)


def latest(world: World, scenario: Scenario) -> queries.Solved:
    _run, solved = queries.latest(scenario, now=NOW)
    return solved[0]


def test_a_plan_is_worked_out_of_what_is_told(world: World, at: Insurer) -> None:
    """One of four is there; two could grow, and the others are attracted or hired in."""
    scenario = planned(world, at.organisation)
    run = worked_out(world, scenario)
    assert (run.state, run.progress, run.why) == (State.SOLVED, 100, "")
    solved = latest(world, scenario)
    (gap,) = solved.document.result.problem.gaps
    assert (gap.key, gap.need, gap.have) == (str(at.need.pk), (4,) * 8, (1,) * 8)
    developing = [one for one in solved.choices if one.way is Way.DEVELOP]
    assert {solved.names[one.person] for one in developing} <= {
        world.accounts[handle].name for handle in at.people[1:3]
    }
    assert len(developing) == 2
    assert solved.document.result.plan is not None
    assert solved.document.result.plan.proved
    assert solved.hidden == 0


def test_only_who_agreed_to_be_named_is_in_a_problem(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    named = {str(world.accounts[handle].pk) for handle in at.people[1:3]}
    problem = gathered(world.reader("hanna"), scenario, now=NOW).problem
    assert {one.key for one in problem.people} == named
    gone = at.people[1]
    needs.withdraw(actor=world.reader(gone), organisation=at.organisation.pk, purpose=Purpose.NAME, now=NOW)
    problem = gathered(world.reader("hanna"), scenario, now=NOW).problem
    assert {one.key for one in problem.people} == named - {str(world.accounts[gone].pk)}


def test_the_same_at_two_levels_is_two_needs(world: World, at: Insurer) -> None:
    """Of four and two experts one is there, who is an expert: she fills a place of those, and none of the others."""
    upper = needed(world, at.organisation, department="Claims", level="4", last="2028-Q4", weight="1")
    counted(at.organisation)
    problem = gathered(world.reader("hanna"), planned(world, at.organisation), now=NOW).problem
    above, below = (next(gap for gap in problem.gaps if gap.key == str(one.pk)) for one in (upper, at.need))
    assert (above.need[0], above.have[0], above.higher) == (2, 1, ())
    assert (below.need[0], below.have[0], below.higher) == (4, 0, (above.key,))
    # Who is missing there is missed here no less.
    assert above.weight == below.weight
    paths = {path.gap: path.also for one in problem.people for path in one.paths}
    assert paths == {above.key: (below.key,), below.key: ()}


def test_whoever_withdraws_is_gone_from_plans_that_were_made(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    gone = at.people[1]
    needs.withdraw(actor=world.reader(gone), organisation=at.organisation.pk, purpose=Purpose.NAME, now=NOW)
    solved = latest(world, scenario)
    assert str(world.accounts[gone].pk) not in {one.person for one in solved.choices}
    assert world.accounts[gone].name not in solved.names.values()
    assert solved.hidden == 1
    with pytest.raises(NotThereError):
        offered(world, at, scenario, gone)


def test_no_hiring_in_is_kept(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    actions.wish(actor=world.reader("hanna"), scenario=scenario.pk, way="hire", most=0, now=NOW)
    worked_out(world, scenario)
    assert not [one for one in latest(world, scenario).choices if one.way is Way.HIRE]
    (wish,) = queries.wishes(scenario)
    actions.unwish(actor=world.reader("hanna"), scenario=scenario.pk, key=wish.id, now=NOW)
    worked_out(world, scenario)
    assert [one for one in latest(world, scenario).choices if one.way is Way.HIRE]


def test_wishes_are_of_what_is_there(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    hanna = world.reader("hanna")
    stranger, able = world.accounts["mees"].pk, world.accounts[at.people[1]].pk
    with pytest.raises(NotThereError):
        actions.wish(actor=hanna, scenario=scenario.pk, way="develop", person=stranger, least=1, now=NOW)
    with pytest.raises(NotThereError):
        actions.wish(actor=hanna, scenario=scenario.pk, way="hire", need=999_999_999, most=0, now=NOW)
    for bad in (
        {"way": "buy", "most": 0},
        {"way": "hire"},
        {"way": "hire", "least": 2, "most": 1},
        {"way": "hire", "least": 1_001},
        {"way": "hire", "most": 1_001},
    ):
        with pytest.raises(InvalidError):
            actions.wish(actor=hanna, scenario=scenario.pk, now=NOW, **bad)
    for least in (1, 2):
        actions.wish(
            actor=hanna, scenario=scenario.pk, way="develop", need=at.need.pk, person=able, least=least, now=NOW
        )
    (wish,) = queries.wishes(scenario)
    assert (wish.person, wish.least) == (able, 2)
    with pytest.raises(NotThereError):
        actions.unwish(actor=hanna, scenario=scenario.pk, key=wish.id + 1, now=NOW)


def test_nobody_finds_out_by_a_wish_who_agreed_to_be_named(world: World, at: Insurer) -> None:
    """Of the four who agreed two are in the plan; of the others a wish says as little as of who didn't agree."""
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    shown, named, not_named = (world.accounts[at.people[number]].pk for number in (1, 0, 5))
    for person in (named, not_named):
        with pytest.raises(NotThereError):
            actions.wish(
                actor=world.reader("hanna"), scenario=scenario.pk, way="develop", person=person, most=0, now=NOW
            )
    actions.wish(actor=world.reader("hanna"), scenario=scenario.pk, way="develop", person=shown, most=0, now=NOW)
    worked_out(world, scenario)
    assert str(shown) not in {one.person for one in latest(world, scenario).choices}
    # Who was forbidden can be allowed again, though the plan names her no more.
    actions.wish(actor=world.reader("hanna"), scenario=scenario.pk, way="develop", person=shown, least=1, now=NOW)
    needs.withdraw(actor=world.reader(at.people[1]), organisation=at.organisation.pk, purpose=Purpose.NAME, now=NOW)
    assert [one.person for one in queries.wishes(scenario)] == []
    with pytest.raises(NotThereError):
        actions.wish(actor=world.reader("hanna"), scenario=scenario.pk, way="develop", person=shown, most=0, now=NOW)


def test_a_lock_holds_as_many_as_there_were(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    hanna = world.reader("hanna")
    worked_out(world, scenario)
    was = sum(one.many for one in latest(world, scenario).choices if one.way is Way.HIRE)
    assert was > 1
    actions.wish(actor=hanna, scenario=scenario.pk, way="hire", need=at.need.pk, least=was, now=NOW)
    actions.wish(actor=hanna, scenario=scenario.pk, way="attract", most=0, now=NOW)
    worked_out(world, scenario)
    choices = latest(world, scenario).choices
    assert sum(one.many for one in choices if one.way is Way.HIRE) >= was
    assert not [one for one in choices if one.way is Way.ATTRACT]


def test_a_lock_and_its_contrary_replace_each_other_and_what_contradicts_is_named(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    hanna = world.reader("hanna")
    actions.wish(actor=hanna, scenario=scenario.pk, way="hire", most=0, now=NOW)
    actions.wish(actor=hanna, scenario=scenario.pk, way="hire", need=at.need.pk, least=2, now=NOW)
    worked_out(world, scenario)
    against = latest(world, scenario).document.result.contradiction
    assert against is not None
    assert {(one.gap, one.least, one.most) for one in against.wishes} == {(None, 0, 0), (str(at.need.pk), 2, None)}
    actions.wish(actor=hanna, scenario=scenario.pk, way="hire", least=1, now=NOW)
    assert [(one.need, one.least, one.most) for one in queries.wishes(scenario)] == [
        (at.need.pk, 2, None),
        (None, 1, None),
    ]
    worked_out(world, scenario)
    assert latest(world, scenario).document.result.plan is not None


def test_a_budget_of_nothing_is_an_answer(world: World, at: Insurer) -> None:
    """What costs nothing is done; the rest stays open, with what it would take."""
    scenario = planned(world, at.organisation, budget=0)
    run = worked_out(world, scenario)
    assert run.state == State.SOLVED
    result = latest(world, scenario).document.result
    assert result.plan is not None
    assert result.plan.proved
    assert result.counted is not None
    assert result.counted.total == 0
    assert {one.way for one in result.plan.choices} <= {Way.DEVELOP}
    (answer,) = result.answers
    assert answer.open is Open.LIMITED
    (budget,) = [one for one in result.binding if one.limit == "budget"]
    assert budget.more
    assert budget.more > 0


def test_without_needs_there_is_nothing_to_do(world: World, at: Insurer) -> None:
    needs.end_need(actor=world.reader("hanna"), organisation=at.organisation.pk, need=at.need.pk, now=NOW)
    scenario = planned(world, at.organisation)
    assert worked_out(world, scenario).state == State.SOLVED
    solved = latest(world, scenario)
    result = solved.document.result
    assert (solved.choices, result.answers, solved.document.untold) == ((), (), ())
    assert result.plan is not None
    assert result.plan.proved


def test_without_people_nothing_can_be_told_and_nothing_is_planned(world: World) -> None:
    """An organisation of one: what is needed isn't counted, so no plan holds it; that is said, and is no error."""
    alone = founded(world, "Alone", by="hanna")
    name_competence(en="Excel", nl="Rekenbladen")
    need = needed(world, alone)
    counted(alone)
    scenario = planned(world, alone)
    assert worked_out(world, scenario).state == State.SOLVED
    assert latest(world, scenario).document.untold == (str(need.pk),)


def test_where_nobody_agreed_to_be_named_others_are_attracted_and_hired_in(world: World, at: Insurer) -> None:
    for handle in at.people[:4]:
        needs.withdraw(actor=world.reader(handle), organisation=at.organisation.pk, purpose=Purpose.NAME, now=NOW)
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    solved = latest(world, scenario)
    assert {one.way for one in solved.choices} == {Way.ATTRACT, Way.HIRE}
    develop = solved.document.result.answers[0].ways[0]
    assert (develop.most, develop.why) == (0, Why.NOBODY)


def test_what_can_not_be_met_in_time_is_an_answer_with_its_reason(world: World, at: Insurer) -> None:
    """Of what is needed this quarter alone: no way is ready before the next one."""
    needed(world, at.organisation, need=at.need.pk, department="Claims", people="4", last="")
    counted(at.organisation)
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    solved = latest(world, scenario)
    assert solved.choices == ()
    (answer,) = solved.document.result.answers
    assert answer.open is Open.TOO_SOON or answer.open is Open.NO_WAY
    assert all(one.why in (Why.TOO_LATE, Why.NOBODY) for one in answer.ways)
    assert sum(answer.short) == 3


def test_limits_that_contradict_are_an_answer(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation, budget=0)
    limits = actions.Limited(name="Own people", first=QUARTER, budget=0, own_percent=100, own_from=0)
    actions.change_limits(actor=world.reader("hanna"), scenario=scenario.pk, limits=limits, now=NOW)
    run = worked_out(world, scenario)
    assert run.state == State.SOLVED
    result = latest(world, scenario).document.result
    assert result.plan is None
    assert result.contradiction is not None
    assert ("own", str(at.need.pk)) in result.contradiction.limits


def test_limits_and_prices_are_checked_by_field(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    hanna = world.reader("hanna")
    good = actions.Limited(name="A", first=QUARTER)
    for bad, field in (
        (replace(good, name=" "), "name"),
        (replace(good, name="x" * 81), "name"),
        (replace(good, first=date(2025, 1, 1)), "first"),
        (replace(good, quarters=9), "quarters"),
        (replace(good, budget=-1), "budget"),
        (replace(good, by_quarter=[-1]), "by_quarter"),
        (replace(good, days=-1), "days"),
        (replace(good, roles=0), "roles"),
        (replace(good, own=-1), "own"),
        (replace(good, own_percent=101), "own_percent"),
        (replace(good, own_from=9), "own_from"),
        (replace(good, hired_percent=101), "hired_percent"),
    ):
        with pytest.raises(InvalidError) as caught:
            actions.change_limits(actor=hanna, scenario=scenario.pk, limits=bad, now=NOW)
        assert set(caught.value.fields) == {field}
    dear = actions.Priced(what="course", cents=10**9 + 1)
    for price in (
        dear,
        actions.Priced(what="luck"),
        actions.Priced(what="peer", days=367),
        actions.Priced(what="hire", lead=13),
        actions.Priced(what="hire", most=1_001),
    ):
        with pytest.raises(InvalidError) as caught:
            actions.set_prices(actor=hanna, scenario=scenario.pk, competence=None, prices=[price], now=NOW)
        assert set(caught.value.fields) == {price.what}
    with pytest.raises(NotThereError):
        actions.set_prices(actor=hanna, scenario=scenario.pk, competence=999_999_999, prices=[], now=NOW)


def test_a_competence_can_have_prices_of_its_own(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    own = [actions.Priced(what="attract", cents=1, lead=0, most=3), actions.Priced(what="hire", most=0)]
    actions.set_prices(actor=world.reader("hanna"), scenario=scenario.pk, competence=at.excel.pk, prices=own, now=NOW)
    problem = gathered(world.reader("hanna"), scenario, now=NOW).problem
    assert problem.attracting[0].cents == 1
    assert problem.hiring == ()
    copied = actions.copy_scenario(actor=world.reader("hanna"), scenario=scenario.pk, name="Again", now=NOW)
    assert gathered(world.reader("hanna"), copied, now=NOW).problem == problem
    actions.set_prices(actor=world.reader("hanna"), scenario=scenario.pk, competence=at.excel.pk, prices=[], now=NOW)
    assert gathered(world.reader("hanna"), scenario, now=NOW).problem.attracting[0].cents == 800_000
    actions.archive_scenario(actor=world.reader("hanna"), scenario=copied.pk, now=NOW)
    assert [one.name for one in queries.scenarios(world.reader("hanna"), at.organisation)] == ["Own people first"]


def test_steps_come_after_what_was_said_and_never_after_themselves(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    hanna = world.reader("hanna")

    def say(competence: int | None = None, **after: list[str]) -> None:
        prices = [
            actions.Priced(what=what, cents=1, days=1, lead=1, after=after.get(what))
            for what in ("course", "peer", "doing")
        ]
        actions.set_prices(actor=hanna, scenario=scenario.pk, competence=competence, prices=prices, now=NOW)

    say(doing=[])
    paths = [path for one in gathered(hanna, scenario, now=NOW).problem.people for path in one.paths]
    assert {step.after for path in paths for step in path.steps} == {()}
    say(course=["doing"], doing=[])
    for wrong, named in (({"course": ["doing"]}, {"course", "peer", "doing"}), ({"peer": ["peer"]}, {"peer"})):
        for competence in (None, at.excel.pk):
            with pytest.raises(InvalidError) as caught:
                say(competence, **wrong)
            assert {*caught.value.fields} == {f"{what}_after" for what in named}
    with pytest.raises(InvalidError) as caught:
        say(doing=["hire"])
    assert {*caught.value.fields} == {"doing"}
    # What holds for one competence has to fit what holds for all.
    say(at.excel.pk, course=["doing"], doing=[])
    say()
    with pytest.raises(InvalidError):
        actions.set_prices(
            actor=hanna, scenario=scenario.pk, competence=at.excel.pk,
            prices=[actions.Priced(what="course", after=["doing"])], now=NOW,
        )  # fmt: skip


def test_a_list_of_prices_counts_as_a_whole_or_not_at_all(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    heads = ["what", "competence", "euros once", "euros each quarter", "currency", "days", "quarters", "at most"]
    good = [["hiring in", "", "", "40000", "EUR", "", "1", "2"], ["cursus", "Rekenbladen", "99", "", "", "1", "1", ""]]
    bad = [["attracting", "", "1", "", "USD", "", "1", "1"], ["course", "", "1", "", "", "1", "-1", ""]]

    def bring(*rows: list[str]) -> tuple[int, list[Row]]:
        return actions.bring_prices(actor=world.reader("hanna"), scenario=scenario.pk, heads=heads, cells=rows, now=NOW)

    before = list(scenario.prices.order_by("pk").values_list("pk"))
    count, read = bring(*good, *bad)
    assert (count, [dict(row.wrong) for row in read]) == (
        0,
        [{}, {}, {"currency": Unread.CURRENCY}, {"lead": Unread.NEGATIVE_LEAD}],
    )
    assert list(scenario.prices.order_by("pk").values_list("pk")) == before
    assert bring(*good)[0] == 2
    problem = gathered(world.reader("hanna"), scenario, now=NOW).problem
    assert (problem.hiring[0].cents, problem.hiring[0].most) == (4_000_000, 2)
    assert problem.attracting[0].cents == 800_000
    assert {path.steps[0].cents for one in problem.people for path in one.paths if path.key == "course"} == {9_900}
    for wrong in ([], [["", ""]]):
        with pytest.raises(InvalidError) as caught:
            bring(*wrong)
        assert set(caught.value.fields) == {"rows"}
    with pytest.raises(InvalidError):
        actions.bring_prices(actor=world.reader("hanna"), scenario=scenario.pk, heads=["nothing"], cells=good, now=NOW)
    with pytest.raises(NotThereError):
        actions.bring_prices(actor=world.reader("olga"), scenario=scenario.pk, heads=heads, cells=good, now=NOW)


def test_only_owners_and_hr_plan(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    employed(world, "mees", at.organisation)
    appointed(world, "mees", at.organisation, Role.MANAGER, by="hanna")
    for name, error in (("mees", RefusedError), ("olga", NotThereError)):
        with pytest.raises(error):
            planned(world, at.organisation, by=name)
        with pytest.raises(NotThereError):
            actions.ask_run(actor=world.reader(name), scenario=scenario.pk, now=NOW)
        assert queries.scenarios(world.reader(name), at.organisation) == []


def test_one_run_at_a_time_and_cancelled_is_cancelled(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    hanna = world.reader("hanna")
    run = actions.ask_run(actor=hanna, scenario=scenario.pk, now=NOW)
    with pytest.raises(ConflictError):
        actions.ask_run(actor=hanna, scenario=scenario.pk, now=NOW)
    assert actions.cancel_run(actor=hanna, scenario=scenario.pk, run=run.pk, now=NOW).state == State.CANCELLED
    assert not actions.solve_due(clock=lambda: NOW)
    going = Run.objects.create(scenario=scenario, asked_by=world.accounts["hanna"], asked_at=NOW, state=State.SOLVING)
    actions.cancel_run(actor=hanna, scenario=scenario.pk, run=going.pk, now=NOW)
    assert actions.solve_due(clock=lambda: NOW)
    going.refresh_from_db()
    assert going.state == State.CANCELLED
    with pytest.raises(NotThereError):
        actions.cancel_run(actor=hanna, scenario=scenario.pk, run=going.pk + 1, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_have_one_run(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)

    def ask() -> object:
        return actions.ask_run(actor=world.reader("hanna"), scenario=scenario.pk, now=NOW)

    assert together(ask, ask) == ["running-already"]
    assert Run.objects.filter(scenario=scenario).count() == 1


def test_what_is_being_solved_stops_when_nobody_wants_it(
    world: World, at: Insurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HR stops it while the solver looks for the cheapest; the plan of before stays."""
    scenario = planned(world, at.organisation)
    before = worked_out(world, scenario)
    run = actions.ask_run(actor=world.reader("hanna"), scenario=scenario.pk, now=NOW)
    seen: list[str] = []

    def tell(key: int, what: str, _done: int) -> None:
        seen.append(what)
        if what == Aim.CENTS:
            actions.cancel_run(actor=world.reader("hanna"), scenario=scenario.pk, run=key, now=NOW)

    monkeypatch.setattr("kring.planning.plans.actions.running._tell", tell)
    monkeypatch.setattr("kring.planning.plans.actions.running._LOOK", 0.0)
    assert actions.solve_due(clock=lambda: NOW)
    run.refresh_from_db()
    assert (run.state, run.result, seen[-1]) == (State.CANCELLED, None, Aim.CENTS)
    assert latest(world, scenario).run == before
    assert not actions.solve_due(clock=lambda: NOW)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_leave_one_plan(world: World, at: Insurer) -> None:
    """One queue has one worker; should there be two for a moment, nothing breaks."""
    scenario = planned(world, at.organisation)
    run = actions.ask_run(actor=world.reader("hanna"), scenario=scenario.pk, now=NOW)

    def solve() -> object:
        return actions.solve_due(clock=lambda: NOW)

    assert together(solve, solve) == []
    run.refresh_from_db()
    assert (run.state, run.progress) == (State.SOLVED, 100)
    assert latest(world, scenario).choices


def test_a_run_of_someone_who_may_no_longer_read_fails(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    run = actions.ask_run(actor=world.reader("hanna"), scenario=scenario.pk, now=NOW)
    Run.objects.filter(pk=run.pk).update(asked_by=world.accounts["olga"])
    assert actions.solve_due(clock=lambda: NOW)
    run.refresh_from_db()
    assert (run.state, run.why) == (State.FAILED, "fault")


def test_what_is_over_or_too_large_says_so(world: World, at: Insurer, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = planned(world, at.organisation)
    Scenario.objects.filter(pk=scenario.pk).update(first=date(2024, 1, 1))
    assert worked_out(world, scenario).why == "over"
    Scenario.objects.filter(pk=scenario.pk).update(first=QUARTER)

    def never(*_given: object, **_told: object) -> None:
        raise CancelledError

    monkeypatch.setattr("kring.planning.plans.actions.running.work_out", never)
    assert worked_out(world, scenario).state == State.CANCELLED


# What becomes of a plan


def offered(world: World, at: Insurer, scenario: Scenario, handle: str) -> Offer:
    return actions.offer(
        actor=world.reader("hanna"), scenario=scenario.pk, need=at.need.pk, person=world.accounts[handle].pk, now=NOW
    )


def test_openings_and_assignments_are_made_of_what_was_chosen(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    hanna = world.reader("hanna")
    with pytest.raises(NotThereError):
        actions.make_opening(actor=hanna, scenario=scenario.pk, need=at.need.pk, title="A", text="", now=NOW)
    worked_out(world, scenario)
    made = actions.make_assignment(
        actor=hanna, scenario=scenario.pk, need=at.need.pk, title="Excel", text="", pool=None, now=NOW
    )
    assert (made.cents, made.people >= 1, made.first >= QUARTER, made.until > made.first) == (
        3_600_000,
        True,
        True,
        True,
    )
    with pytest.raises(ConflictError):
        actions.make_assignment(
            actor=hanna, scenario=scenario.pk, need=at.need.pk, title="Excel", text="", pool=None, now=NOW
        )
    opening = actions.make_opening(
        actor=hanna, scenario=scenario.pk, need=at.need.pk, title="Excel", text="Fits beside study", now=NOW
    )
    assert (opening.competence, opening.level, opening.people) == (at.excel, 3, 1)
    with pytest.raises(InvalidError):
        actions.make_opening(actor=hanna, scenario=scenario.pk, need=at.need.pk, title=" ", text="", now=NOW)
    actions.drop_opening(actor=hanna, opening=opening.pk, now=NOW)
    actions.drop_assignment(actor=hanna, draft=made.pk, now=NOW)
    assert queries.outcomes(scenario).drafts == []
    with pytest.raises(NotThereError):
        actions.drop_opening(actor=hanna, opening=opening.pk, now=NOW)
    with pytest.raises(NotThereError):
        actions.drop_assignment(actor=hanna, draft=made.pk, now=NOW)


def test_an_assignment_is_for_a_pool_that_the_organisation_may_draw_on(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    hanna = world.reader("hanna")

    def made(pool: int) -> AssignmentDraft:
        return actions.make_assignment(
            actor=hanna, scenario=scenario.pk, need=at.need.pk, title="Excel", text="", pool=pool, now=NOW
        )

    assert queries.pools(at.organisation, now=NOW) == []
    for circle in ("vakgroep", "besloten"):
        with pytest.raises(InvalidError) as caught:
            made(world.key(circle))
        assert set(caught.value.fields) == {"pool"}
    with pytest.raises(InvalidError):
        made(999_999_999)
    employed(world, "noor", at.organisation)
    appointed(world, "noor", at.organisation, Role.HR, by="hanna")
    agreed_on(world, at.organisation, replace(YEAR, pool=True))
    assert made(world.key("vakgroep")).pool_id == world.key("vakgroep")


def test_an_offer_is_told_to_her_alone_and_accepted_is_locked(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    her = at.people[1]
    made = offered(world, at, scenario, her)
    while dispatch_due(clock=lambda: NOW):
        pass
    told = Notification.objects.filter(topic="development-offered")
    assert [one.account.handle for one in told.select_related("account")] == [her]
    (own,) = queries.own_offers(world.reader(her), language="en")
    assert (own.organisation, own.competence, own.level, own.answer) == ("Insurer", "Excel", 3, "open")
    with pytest.raises(ConflictError):
        offered(world, at, scenario, her)
    with pytest.raises(NotThereError):
        actions.answer_offer(actor=world.reader("hanna"), offer=made.pk, accept=True, now=NOW)
    for _twice in range(2):
        actions.answer_offer(actor=world.reader(her), offer=made.pk, accept=True, now=NOW)
    problem = gathered(world.reader("hanna"), scenario, now=NOW).problem
    person = str(world.accounts[her].pk)
    assert problem.wishes == (Wish(Way.DEVELOP, str(at.need.pk), person, least=1),)
    with pytest.raises(ConflictError):
        actions.take_back(actor=world.reader("hanna"), offer=made.pk, now=NOW)


def test_who_declines_is_not_asked_again_and_nothing_is_said_of_it(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    her = at.people[1]
    made = offered(world, at, scenario, her)
    events = Event.objects.count()
    actions.answer_offer(actor=world.reader(her), offer=made.pk, accept=False, now=NOW)
    assert Event.objects.count() == events
    assert queries.open_offers(world.reader(her)) == 0
    people = gathered(world.reader("hanna"), scenario, now=NOW).problem.people
    assert str(world.accounts[her].pk) not in {one.key for one in people}
    with pytest.raises(ConflictError):
        actions.answer_offer(actor=world.reader(her), offer=made.pk, accept=True, now=NOW)
    with pytest.raises(ConflictError):
        offered(world, at, scenario, her)


def test_why_she_declines_is_hers_unless_she_says_so(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    one, other = at.people[1:3]
    for handle, show in ((one, False), (other, True)):
        made = offered(world, at, scenario, handle)
        answer = partial(actions.answer_offer, actor=world.reader(handle), offer=made.pk, now=NOW)
        with pytest.raises(InvalidError) as caught:
            answer(accept=False, reason="x" * 501)
        assert set(caught.value.fields) == {"reason"}
        # She changes her mind: what she wrote of accepting is nothing.
        assert answer(accept=True, reason="Gladly", show_reason=True).reason == ""
        declined = answer(accept=False, reason=" Too busy\x00 ", show_reason=show)
        assert (declined.reason, declined.is_reason_shown) == ("Too busy", show)
        assert queries.offer(world.reader(handle), made.pk, language="en").reason == "Too busy"
        with pytest.raises(NotThereError):
            queries.offer(world.reader("hanna"), made.pk, language="en")


def test_one_offer_is_read_as_one_row(
    world: World, at: Insurer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    made = offered(world, at, scenario, at.people[1])
    reader = world.reader(at.people[1])
    with django_assert_num_queries(2) as seen:
        assert queries.offer(reader, made.pk, language="nl").competence == "Rekenbladen"
    assert f'"plan_offer"."id" = {made.pk}' in seen.captured_queries[0]["sql"]
    assert queries.open_offers(reader) == 1


def test_an_offer_can_be_taken_back_and_ends_with_her_employment(world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    worked_out(world, scenario)
    one, other = at.people[1:3]
    taken = offered(world, at, scenario, one)
    actions.take_back(actor=world.reader("hanna"), offer=taken.pk, now=NOW)
    with pytest.raises(NotThereError):
        actions.answer_offer(actor=world.reader(one), offer=taken.pk, accept=True, now=NOW)
    with pytest.raises(NotThereError):
        actions.take_back(actor=world.reader(one), offer=taken.pk, now=NOW)
    left = offered(world, at, scenario, other)
    actions.offering.end_with_employment(person=world.accounts[other].pk, organisation=at.organisation.pk, now=NOW)
    left.refresh_from_db()
    assert left.answer == Answer.WITHDRAWN
    assert queries.own_offers(world.reader(other), language="en") == []
    actions.forget_person(person=world.accounts[other].pk)
    assert not Offer.objects.filter(pk=left.pk).exists()
