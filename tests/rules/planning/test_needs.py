"""What needs say, against people exactly, and how far it may be told: under attack by whoever knows all others."""

import doctest
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.planning.needs.rules import blurring, counting, lists, quarters, wants
from kring.planning.needs.rules.blurring import AT_MOST, Band, at_worst, band, blurred, step, told
from kring.planning.needs.rules.counting import figure, parted, stands
from kring.planning.needs.rules.lists import Told, Unread
from kring.planning.needs.rules.wants import Fit, Wanted, fit

HALF = 0.5
ORGANISATION = 0


@pytest.mark.parametrize("module", [blurring, counting, lists, quarters, wants])
def test_the_examples_in_the_rules_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# What is told of a number


def chance(added: int) -> Fraction:
    """How likely it is that so much is added: by counting equal draws, not by a formula of the rule's own."""
    cells = 3 * 2**12
    return Fraction(sum(step((cell + HALF) / cells) == added for cell in range(cells)), cells)


@pytest.mark.parametrize("added", range(-6, 7))
def test_each_step_away_is_half_as_likely(added: int) -> None:
    assert chance(added) == Fraction(1, 3) / 2 ** abs(added)


@pytest.mark.parametrize("others", range(5))
def test_a_number_tells_at_most_twofold_whether_one_person_is_in_it(others: int) -> None:
    """She who reads it knows of all others who has it; so the number with and without the one person is all that is
    open. However it comes out, it makes neither more than twice as likely."""
    cells = [(cell + HALF) / (3 * 2**12) for cell in range(3 * 2**12)]
    without, with_her = ([blurred(others + more, draw=draw) for draw in cells] for more in (0, 1))
    for shown in range(9):
        one, other = without.count(shown), with_her.count(shown)
        assert min(one, other) > 0
        assert max(one, other) <= AT_MOST * min(one, other)


def test_one_who_leaves_takes_nothing_along_that_can_be_seen() -> None:
    """The live figure's leak: 3 before she went, 2 after. Here only the number before holds her, so that whatever the
    two are, both stories of her stay within twofold; with the others known, and also where nothing is known of them."""

    def likely(count: int, shown: int) -> Fraction:
        """By the steps that the test above counts; nothing is shown for all that comes to less."""
        away = Fraction(1, 2 ** abs(shown - count))
        return away / 3 if shown > 0 else away * Fraction(2, 3) if count > 0 else Fraction(2, 3)

    for before, after in product(range(6), repeat=2):
        had = sum((likely(others + 1, before) * likely(others, after) for others in range(6)), Fraction(0))
        had_not = sum((likely(others, before) * likely(others, after) for others in range(6)), Fraction(0))
        assert Fraction(1, AT_MOST) <= had / had_not <= AT_MOST


@given(st.integers(0, 50), st.integers(1, 20), st.integers(0, 20))
def test_bands_say_no_more_than_the_number(have: int, people: int, backup: int) -> None:
    told_band = band(have, people=people, backup=backup)
    assert (told_band is Band.COVERED) == (have >= people + backup)
    assert (told_band is Band.NONE) == (have == 0)
    assert at_worst(have, leaving=backup) <= have


def test_combinations_are_told_by_what_was_counted_of_each() -> None:
    """However often a competence is asked for, together with whatever else, what is told is one of the same few
    numbers: nothing evens out the chance in them."""
    figures = {(key, 3): have for key, have in enumerate((4, 0, 7, 2))}
    parts = list(figures)
    seen = set()
    for chosen in product((False, True), repeat=4):
        some = [part for part, taken in zip(parts, chosen, strict=True) if taken]
        for any_of in (False, True):
            found = told(Wanted.of(some, any_of=any_of), figures)
            if found:
                seen.add(found[0])
    assert seen <= set(figures.values())


# Of whom it is told

Tree = tuple[dict[int, list[int]], dict[int, int | None], set[int]]


@st.composite
def organisations(draw: st.DrawFn) -> Tree:
    """Departments with who works in each, and who of them agreed; the first is the organisation."""
    count = draw(st.integers(1, 7))
    parents: dict[int, int | None] = {0: None}
    for part in range(1, count):
        parents[part] = draw(st.integers(0, part - 1))
    sizes = [draw(st.integers(0, 14)) for _part in range(count)]
    there, key = dict[int, list[int]](), 0
    for part, size in enumerate(sizes):
        there[part] = list(range(key, key + size))
        key += size
    agreed = {one for one in range(key) if draw(st.booleans())}
    return there, parents, agreed


@given(organisations())
def test_no_part_is_told_of_with_too_few(tree: Tree) -> None:
    there, parents, agreed = tree
    parts = parted(there, agreed, parents)
    held = [key for one in parts for key in one.parts]
    assert sorted(held) == sorted({*held})
    for one in parts:
        people = {person for key in one.parts for person in there[key]}
        if one.shown:
            assert len(people) >= blurring.FEWEST_THERE
            assert len(people & agreed) >= blurring.FEWEST_COUNTED


@given(organisations(), st.integers(0, 6))
def test_what_is_told_of_a_department_is_a_sum_of_whole_parts(tree: Tree, wanted: int) -> None:
    there, parents, agreed = tree
    inside = {one for one in parents if _is_in(one, wanted, parents)}
    parts = parted(there, agreed, parents)
    found = stands(inside, parts)
    if found is not None:
        assert all(one.shown and inside.issuperset(one.parts) for one in found)
        people = {person for one in found for key in one.parts for person in there[key]}
        assert people == {person for key in inside for person in there.get(key, [])}


def _is_in(part: int, above: int, parents: Mapping[int, int | None]) -> bool:
    step_: int | None = part
    while step_ is not None:
        if step_ == above:
            return True
        step_ = parents.get(step_)
    return False


def test_fewer_than_five_who_leave_change_nothing_but_the_number_of_who_leaves() -> None:
    there = {one: 1 if one < 4 else None for one in range(20)}
    draws = iter([HALF, *([0.9] * 20)])
    with_it, without = (
        figure(there, set(there), has, quarters=3, draws=lambda: HALF) for has in ({0, 1, 2, 9}, {9, 10, 11, 12})
    )
    assert with_it == without
    assert with_it is not None
    assert (with_it.have, with_it.leaving) == ((4, 4, 4), (0, 4, 4))
    five = figure(
        {one: 1 if one < 5 else None for one in range(20)}, set(there), {0, 1, 9}, quarters=3, draws=lambda: next(draws)
    )
    assert five is not None
    assert (five.have, five.leaving) == ((3, 3, 3), (0, 0, 0))


@pytest.mark.parametrize(("people", "agreed", "shown"), [(8, 5, True), (7, 7, False), (20, 4, False)])
def test_a_small_group_tells_nothing(people: int, agreed: int, shown: bool) -> None:
    there = dict.fromkeys(range(people))
    assert (figure(there, range(agreed), {0}, quarters=1, draws=lambda: HALF) is not None) == shown


# One person


def test_by_some_competences_she_counts_by_no_other() -> None:
    wanted = Wanted.of([(1, 3), (2, 3)], any_of=True)
    assert fit(wanted, {1: 2, 2: 5}) is Fit.HAS
    assert fit(wanted, {1: 2, 2: 5}, only=frozenset({1})) is Fit.BELOW
    assert fit(wanted, {1: 2, 2: 5}, only=frozenset()) is Fit.NO
    assert fit(Wanted.of([]), {1: 5}) is Fit.NO


# Rows of a file

ROW = {"competences": "Excel", "level": "3", "people": "2", "first": "2027-Q1", "last": "2027-Q4"}
WORDS = {"excel": "excel", "spreadsheets": "excel", "power bi": "power-bi", "r": "r"}


def read(*rows: Mapping[str, str], kept: Sequence[Told] = ()) -> list[lists.Row]:
    return lists.read(
        [ROW | row for row in rows],
        words=lambda said: WORDS.get(lists.word_key(said), ""),
        roles=frozenset({"claims handler"}),
        departments=frozenset({"claims"}),
        kept=kept,
    )


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"competences": ""}, "competences", Unread.NOTHING_WANTED),
        ({"competences": "Excl"}, "competences", Unread.UNKNOWN_WORD),
        ({"competences": "???", "_new": "1"}, "competences", Unread.UNKNOWN_WORD),
        ({"competences": "Excel + R / Power BI"}, "competences", Unread.MIXED),
        ({"competences": " + ".join(f"R{one}" for one in range(13))}, "competences", Unread.TOO_MANY),
        ({"role": "Claims handler"}, "role", Unread.BOTH_WANTED),
        ({"competences": "", "role": "Clown", "level": ""}, "role", Unread.UNKNOWN_ROLE),
        ({"department": "Elsewhere"}, "department", Unread.UNKNOWN_DEPARTMENT),
        ({"level": "6"}, "level", Unread.NO_LEVEL),
        ({"level": ""}, "level", Unread.NO_LEVEL),
        ({"people": ""}, "people", Unread.NO_PEOPLE),
        ({"people": "", "backup": "2"}, "people", Unread.NO_PEOPLE),
        ({"people": "0"}, "people", Unread.NO_PEOPLE),
        ({"backup": "-1"}, "backup", Unread.NO_BACKUP),
        ({"first": "soon"}, "first", Unread.NO_QUARTER),
        ({"last": "2026-Q4"}, "last", Unread.ENDS_FIRST),
        ({"weight": "4"}, "weight", Unread.NO_WEIGHT),
        ({"leadership": "perhaps"}, "leadership", Unread.NOT_YES_OR_NO),
        ({"leadership": "yes", "department": "Claims"}, "leadership", Unread.LEADS_ELSEWHERE),
        ({"note": "x" * 501}, "note", Unread.TOO_LONG),
    ],
)
def test_what_is_wrong_is_named_at_its_column(cells: Mapping[str, str], column: str, why: Unread) -> None:
    (row,) = read(cells)
    assert row.told is None
    assert row.wrong == {column: why}


def test_needs_that_contradict_each_other_are_named() -> None:
    rows = read(
        {}, {"competences": "Spreadsheets", "people": "3", "first": "2027-Q4", "last": "2028-Q1"},
        {"people": "3", "first": "2028-Q1", "last": "2028-Q2"}, {"level": "4", "department": "Claims"}, {},
        {"level": "2"},
    )  # fmt: skip
    assert [row.wrong for row in rows] == [
        {}, {"first": Unread.CONTRADICTS}, {}, {}, {}, {},
    ]  # fmt: skip
    assert [row.there for row in rows] == [False, False, False, False, True, False]
    assert rows[1].twin == 0
    kept = [row.told for row in rows if row.told]
    assert all(row.there for row in read({}, {"level": "4", "department": "Claims"}, kept=kept))
    (again,) = read({"backup": "1"}, kept=kept)
    assert again.wrong == {"first": Unread.CONTRADICTS_KEPT}


@given(
    st.integers(0, 5), st.integers(1, 10_000), st.integers(0, 10_000), st.integers(1, 3), st.integers(0, 40),
    st.integers(0, 8), st.sampled_from(["", "Claims"]),
)  # fmt: skip
def test_what_is_written_is_read_as_it_was(
    level: int, people: int, backup: int, weight: int, ahead: int, quarters_: int, department: str
) -> None:
    from datetime import date

    first = quarters.after(date(2026, 1, 1), ahead)
    one = Told(
        ("excel", "r"), any_of=True, role="", level=level, people=people, backup=backup, department=department,
        first=first, until=quarters.after(first, quarters_ + 1), weight=weight, leadership=False, note="",
    )  # fmt: skip
    (row,) = read(one.cells())
    assert row.told == one
