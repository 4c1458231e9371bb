"""Which version of an agreement is in force, what a notice and a renewal make of its end, and who may take a seat."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.seats import Offer, Person, Who, WhyNot, is_within, why_not, why_not_given
from kring.communities.agreements.rules.terms import BOTH, Side, Stage, State, Terms
from kring.communities.agreements.rules.use import NOTHING, Statement, allowed, together, used

NEW_YEAR, MAY, NEXT, AFTER = date(2026, 1, 1), date(2026, 5, 1), date(2027, 1, 1), date(2028, 1, 1)
DAY = timedelta(days=1)
DAYS = some.integers(0, 1_460).map(lambda days: date(2025, 6, 1) + timedelta(days=days))


@some.composite
def versions(draw: some.DrawFn) -> list[Terms]:
    """Some versions of one agreement, signed or not, in any order of their days."""
    found = []
    for number in range(1, draw(some.integers(1, 4)) + 1):
        starts = draw(DAYS)
        found.append(
            Terms(
                number,
                starts,
                starts + timedelta(days=draw(some.integers(1, 500))),
                seats=draw(some.integers(1, 50)),
                notice_days=draw(some.integers(0, 90)),
                grace_days=draw(some.integers(0, 60)),
                renewal_months=draw(some.sampled_from([0, 0, 1, 12])),
                signed=frozenset(draw(some.sets(some.sampled_from(list(Side))))),
                drafted_by=draw(some.sampled_from(list(Side))),
                is_declined=draw(some.booleans()) and draw(some.booleans()),
                notice_ends_on=draw(some.none() | DAYS),
            )
        )
    return found


YEAR = Terms(1, NEW_YEAR, NEXT, seats=20, notice_days=30, grace_days=14, signed=BOTH)


@given(versions(), DAYS)
def test_never_two_versions_are_in_force(found: list[Terms], day: date) -> None:
    ahead = terms.agreed(found, day)
    assert [one.starts_on for one in ahead] == sorted({one.starts_on for one in ahead})
    assert len([one for one in ahead if one.starts_on <= day]) <= 1
    holds = terms.in_force(found, day)
    assert (holds is not None) == (terms.state(found, day) is State.RUNNING)
    if holds is not None:
        begun = [one.number for one in found if one.is_sealed and one.starts_on <= day]
        assert holds.number == max(begun)


@given(versions(), DAYS)
def test_what_one_side_has_not_signed_changes_nothing(found: list[Terms], day: date) -> None:
    sealed = [one for one in found if one.is_sealed]
    assert terms.in_force(found, day) == terms.in_force(sealed, day)
    assert terms.seats(found, day) == terms.seats(sealed, day)
    if terms.agreed(sealed, day):
        assert terms.state(found, day) is terms.state(sealed, day)
    else:
        assert terms.state(found, day) in {State.DRAFT, State.PROPOSED}


@given(versions(), DAYS)
def test_no_more_seats_than_the_version_in_force_or_any_to_come(found: list[Terms], day: date) -> None:
    for later in (day + timedelta(days=step) for step in range(0, 400, 40)):
        holds = terms.in_force(found, later)
        assert holds is None or terms.seats(found, day) <= holds.seats


@given(versions(), some.sampled_from(list(Side)))
def test_a_side_signs_its_own_draft_or_what_the_other_proposes_and_once(found: list[Terms], side: Side) -> None:
    able = [one for one in found if terms.may_sign(found, one.number, side)]
    for one in able:
        assert side not in one.signed
        assert not one.is_declined
        assert one.signed == {side.other} or (one.drafted_by is side and not one.signed)
    waiting = terms.proposed(found)
    if waiting is not None:
        assert [one for one in able if one.signed] == ([waiting] if side not in waiting.signed else [])
    draft = terms.drafted(found, side)
    assert draft is None or draft in able or draft.is_declined


@given(DAYS, some.integers(1, 60), some.integers(0, 90), some.integers(0, 40))
def test_days_are_half_open(starts: date, length: int, notice: int, grace: int) -> None:
    one = Terms(1, starts, starts + timedelta(days=length), 5, notice_days=notice, grace_days=grace, signed=BOTH)
    assert terms.state([one], starts - DAY) is State.AGREED
    assert terms.state([one], starts) is State.RUNNING
    assert terms.state([one], one.ends_on - DAY) is State.RUNNING
    assert terms.state([one], one.ends_on) is (State.GRACE if grace else State.ENDED)
    assert terms.state([one], one.ends_on + timedelta(days=grace)) is State.ENDED
    assert terms.state([one], one.ends_on + timedelta(days=grace) - DAY) is not State.ENDED


@given(versions(), DAYS, some.integers(0, 400))
def test_time_alone_never_brings_an_agreement_back(found: list[Terms], day: date, later: int) -> None:
    order = list(State)
    before, after = terms.state(found, day), terms.state(found, day + timedelta(days=later))
    ahead = terms.agreed(found, day)
    if not any(terms.end_of(one, day) < following.starts_on for one, following in pairwise(ahead)):
        assert order.index(before) <= order.index(after)


def test_an_agreement_renews_itself_until_someone_gives_notice() -> None:
    one = Terms(1, NEW_YEAR, NEXT, 20, notice_days=60, renewal_months=12, signed=BOTH)
    assert terms.end_of(one, NEXT - DAY) == NEXT
    assert terms.end_of(one, NEXT) == AFTER
    assert terms.notice_until(one, MAY) == date(2026, 11, 2)
    assert terms.earliest_end(one, MAY) == date(2026, 6, 30)
    ended = Terms(1, NEW_YEAR, NEXT, 20, notice_days=60, renewal_months=12, signed=BOTH, notice_ends_on=NEXT)
    assert terms.end_of(ended, NEXT) == NEXT
    assert terms.state([ended], NEXT) is State.ENDED
    assert terms.stages(one, MAY) == [(Stage.RENEWS, date(2026, 10, 19))]


def test_a_notice_ends_a_fixed_period_earlier_and_never_later() -> None:
    early = Terms(1, NEW_YEAR, NEXT, 20, signed=BOTH, notice_ends_on=MAY)
    assert terms.end_of(early, NEW_YEAR) == MAY
    assert terms.end_of(Terms(1, NEW_YEAR, NEXT, 20, signed=BOTH, notice_ends_on=AFTER), NEW_YEAR) == NEXT


def test_a_change_holds_from_its_first_day_and_fewer_seats_at_once() -> None:
    more = Terms(2, MAY, NEXT, 30, signed=BOTH)
    fewer = Terms(2, MAY, NEXT, 10, signed=BOTH)
    assert terms.in_force([YEAR, more], MAY - DAY) is YEAR
    assert terms.in_force([YEAR, more], MAY) is more
    assert [terms.seats([YEAR, more], day) for day in (MAY - DAY, MAY)] == [20, 30]
    assert [terms.seats([YEAR, fewer], day) for day in (MAY - DAY, MAY)] == [10, 10]
    assert terms.seats([], MAY) == 0
    assert terms.state([YEAR, more], NEW_YEAR - DAY) is State.AGREED


def test_a_later_version_leaves_no_gap() -> None:
    assert terms.joins_on([YEAR], NEXT, MAY)
    assert not terms.joins_on([YEAR], NEXT + DAY, MAY)
    assert terms.joins_on([], AFTER, MAY)


def test_what_is_told_of_an_end() -> None:
    told = terms.stages(YEAR, MAY)
    assert told == [(Stage.ENDING, date(2026, 12, 2)), (Stage.GRACE, NEXT), (Stage.LAST_CALL, date(2027, 1, 8))]
    days = (date(2026, 12, 1), date(2026, 12, 2), NEXT, date(2027, 1, 8))
    assert [terms.due(YEAR, day) for day in days] == [None, Stage.ENDING, Stage.GRACE, Stage.LAST_CALL]
    short = Terms(1, NEW_YEAR, NEXT, 20, grace_days=7, signed=BOTH)
    assert [stage for stage, _since in terms.stages(short, MAY)] == [Stage.ENDING, Stage.GRACE]


def test_a_proposal_waits_and_a_draft_is_its_own_sides() -> None:
    mine = Terms(2, MAY, NEXT, 30)
    assert terms.drafted([YEAR, mine], Side.ORGANISATION) is mine
    assert terms.drafted([YEAR, mine], Side.COMMUNITY) is None
    assert terms.proposed([YEAR, mine]) is None
    sent = Terms(2, MAY, NEXT, 30, signed=frozenset({Side.ORGANISATION}))
    assert terms.proposed([YEAR, sent]) is sent
    assert terms.may_sign([YEAR, sent], 2, Side.COMMUNITY)
    counter = Terms(3, MAY, NEXT, 25, drafted_by=Side.COMMUNITY, signed=frozenset({Side.COMMUNITY}))
    assert not terms.may_sign([YEAR, sent, counter], 2, Side.COMMUNITY)


PERSONS = some.builds(
    Person, is_employed=some.booleans(), departments=some.just([[1, 7, 9]]) | some.just([[1, 8]]) | some.just([]),
    is_named=some.booleans(), was_removed=some.booleans(),
)  # fmt: skip
OFFERS = some.builds(
    Offer, state=some.sampled_from(State), who=some.sampled_from(Who), seats=some.integers(0, 3),
    taken=some.integers(0, 3), within=some.just([]) | some.just([7]),
)  # fmt: skip


@given(OFFERS, PERSONS)
def test_nobody_takes_a_seat_that_is_not_hers(offer: Offer, person: Person) -> None:
    refused = why_not(offer, person)
    if refused is None:
        assert person.is_employed
        assert offer.state is State.RUNNING
        assert person.is_named or offer.taken < offer.seats
        assert person.is_named or (offer.who is not Who.NAMED and not person.was_removed)
        assert not offer.within or any(7 in path for path in person.departments)
    assert (why_not_given(offer, person) is not None) or refused in {None, WhyNot.NOT_NAMED, WhyNot.REMOVED}


def test_the_reason_is_the_first_that_holds() -> None:
    claims = Offer(State.RUNNING, Who.DEPARTMENT, seats=1, taken=0, within=[7])
    hers = Person(is_employed=True, departments=[[1, 7, 9]])
    assert why_not(claims, hers) is None
    assert why_not(claims, Person(is_employed=False, departments=[[1, 7]])) is WhyNot.NOT_EMPLOYED
    assert why_not(claims, Person(is_employed=True, departments=[[1, 8]])) is WhyNot.NOT_IN_DEPARTMENT
    for state, reason in ((State.AGREED, WhyNot.NOT_BEGUN), (State.GRACE, WhyNot.ENDED), (State.ENDED, WhyNot.ENDED)):
        assert why_not(Offer(state, Who.EVERYONE, 1, 0), hers) is reason
    assert why_not(Offer(State.RUNNING, Who.EVERYONE, 1, 1), hers) is WhyNot.FULL
    assert why_not(Offer(State.RUNNING, Who.NAMED, 2, 1), hers) is WhyNot.NOT_NAMED
    assert why_not(Offer(State.RUNNING, Who.NAMED, 1, 1), Person(is_employed=True, is_named=True)) is None
    assert (
        why_not(Offer(State.RUNNING, Who.EVERYONE, 2, 1), Person(is_employed=True, was_removed=True)) is WhyNot.REMOVED
    )


@given(versions(), DAYS, some.integers(1, 120), some.dictionaries(some.integers(1, 4), some.integers(0, 10**9)))
def test_what_days_cost_adds_up_however_they_are_cut(
    found: list[Terms], first: date, length: int, prices: dict[int, int]
) -> None:
    until = first + timedelta(days=length)
    whole = used(found, prices, [], first, until)
    single = [
        used(found, prices, [], day, day + DAY) for day in (first + timedelta(days=step) for step in range(length))
    ]
    held = [one for one in single if one is not None]
    assert (whole is None) == (not held)
    assert [one is not None for one in single] == [
        terms.in_force(found, first + timedelta(days=step)) is not None for step in range(length)
    ]
    if whole is not None:
        assert whole.seats == held[-1].seats
        known = [one.cents for one in held if one.cents is not None]
        assert (whole.cents is None) == (len(known) < len(held))
        assert whole.cents is None or abs(whole.cents - sum(known)) <= length


@given(some.lists(some.tuples(DAYS, some.none() | DAYS)), DAYS)
def test_a_seat_is_taken_on_the_days_that_it_is_someones(spans: list[tuple[date, date | None]], day: date) -> None:
    always = Terms(1, date(2020, 1, 1), date(2040, 1, 1), seats=3, signed=BOTH)
    said = used([always], {}, spans, day, day + DAY)
    assert said is not None
    assert said.taken == sum(since <= day and (until is None or day < until) for since, until in spans)
    assert said.free == max(3 - said.taken, 0)
    assert said.each is None


def test_a_seat_costs_its_part_of_the_days() -> None:
    spans = [(NEW_YEAR, None), (NEW_YEAR, MAY), (date(2026, 6, 30), None)]
    said = used([YEAR], {1: 3_650_00}, spans, date(2026, 4, 1), date(2026, 7, 1))
    assert said == (20, 2, 910_00)
    assert said.each == 455_00
    assert used([YEAR], {1: 1}, (), NEXT, AFTER) is None
    dearer = Terms(2, MAY, NEXT, seats=30, signed=BOTH)
    both = used([YEAR, dearer], {1: 3_650_00, 2: 2_450_00}, (), date(2026, 4, 1), date(2026, 7, 1))
    assert both == (30, 0, 300_00 + 610_00)
    assert used([YEAR, dearer], {1: 3_650_00, 2: None}, (), NEW_YEAR, NEXT) == (30, 0, None)


STATEMENTS = some.builds(
    Statement, some.integers(1, 5), DAYS, DAYS,
    some.frozensets(some.sampled_from(["meetings", "learning", "questions"])), some.integers(5, 20),
)  # fmt: skip


@given(some.lists(STATEMENTS, max_size=5, unique_by=lambda one: one.number), DAYS)
def test_nothing_is_counted_that_a_version_of_the_quarter_did_not_say(found: list[Statement], first: date) -> None:
    said = allowed(found, first)
    before = [one for one in found if max(one.starts_on, one.sealed_on) <= first]
    if not before:
        assert said == NOTHING
        return
    base = max(before, key=lambda one: one.number)
    held = [one for one in found if one.number >= base.number]
    for one in held:
        assert said.counted <= one.counted
        assert said.smallest >= one.smallest


def test_what_is_signed_later_says_nothing_of_the_days_before() -> None:
    april = date(2026, 4, 1)
    first = Statement(1, NEW_YEAR, NEW_YEAR, frozenset({"meetings"}), 5)
    more = frozenset({"meetings", "learning"})
    assert allowed([first], april) == (frozenset({"meetings"}), 5)
    assert allowed([first, Statement(2, NEW_YEAR, MAY, more, 8)], april) == (frozenset({"meetings"}), 8)
    assert allowed([first, Statement(2, NEW_YEAR, NEW_YEAR, more, 8)], april) == (more, 8)
    assert allowed([Statement(1, april + DAY, NEW_YEAR, more, 5)], april) == NOTHING
    assert together([]) == NOTHING


@given(some.lists(some.integers(1, 9), max_size=3), some.lists(some.lists(some.integers(1, 9)), max_size=4))
def test_who_is_within_works_below_each_department(wanted: list[int], departments: list[list[int]]) -> None:
    offer = Offer(State.RUNNING, Who.EVERYONE, seats=1, taken=0, within=wanted)
    reason = why_not(offer, Person(is_employed=True, departments=departments))
    assert is_within(wanted, departments) == (reason is not WhyNot.NOT_IN_DEPARTMENT)
