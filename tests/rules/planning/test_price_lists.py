"""Lists of prices: each row that is wrong is named, with the column."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.planning.plans.rules.growing import USUAL_ORDER, Asked, Priced, Prices, grown
from kring.planning.plans.rules.pricelists import HEADS, STEPS, Row, Told, Unread, circles, of_words, read
from kring.planning.plans.rules.problem import Kind
from kring.planning.plans.rules.profiles import profile

WORDS = of_words({"excel": 7, "Excel": 7, "Rekenbladen": 7, "Python": 8})
GOOD = {"what": "course", "cents": "1.500,50", "days": "4", "lead": "1"}


def one(**cells: str) -> Row:
    (row,) = read([{**GOOD, **cells}], competences=WORDS, kept={})
    return row


def test_a_right_row_says_what_it_says() -> None:
    assert one().told == Told(None, "course", 150_050, 0, 4, 1, 0, None)
    assert one(competence="rekenbladen", what=" Iemand  Inhuren ", cents_a_quarter="€ 36.000", most="3").told == Told(
        7, "hire", 150_050, 3_600_000, 4, 1, 3, None
    )
    assert one(what="doen", after="collega + cursus").told == Told(
        None, "doing", 150_050, 0, 4, 1, 0, ("peer", "course")
    )
    assert one(after="–").told == Told(None, "course", 150_050, 0, 4, 1, 0, ())


@pytest.mark.parametrize(
    ("column", "said", "why"),
    [
        ("what", "luck", Unread.NO_WHAT),
        ("what", "", Unread.NO_WHAT),
        ("competence", "Cobol", Unread.UNKNOWN_COMPETENCE),
        ("cents", "-1", Unread.NEGATIVE_MONEY),
        ("cents", "much", Unread.NO_MONEY),
        ("cents", "$ 100", Unread.CURRENCY),
        ("cents_a_quarter", "USD 100", Unread.CURRENCY),
        ("cents_a_quarter", "10.000.000,01", Unread.TOO_DEAR),
        ("currency", "GBP", Unread.CURRENCY),
        ("days", "367", Unread.NO_DAYS),
        ("days", "many", Unread.NO_DAYS),
        ("lead", "-1", Unread.NEGATIVE_LEAD),
        ("lead", "−2", Unread.NEGATIVE_LEAD),
        ("lead", "13", Unread.NO_LEAD),
        ("lead", "1.5", Unread.NO_LEAD),
        ("most", "1001", Unread.NO_MOST),
        ("after", "luck", Unread.NO_AFTER),
        ("after", "hiring in", Unread.NO_AFTER),
        ("after", "course", Unread.OWN_PREREQUISITE),
    ],
)
def test_what_is_wrong_is_named_by_its_column(column: str, said: str, why: Unread) -> None:
    assert one(**{column: said}) == Row(None, {column: why})


def test_only_steps_come_after_anything() -> None:
    assert one(what="hire", after="course").wrong == {"after": Unread.NO_AFTER}


def test_several_are_named_at_once() -> None:
    assert set(one(what="luck", cents="-1", currency="USD", lead="-4").wrong) == {"what", "cents", "currency", "lead"}


def test_the_same_twice_names_the_earlier_row() -> None:
    rows = read([GOOD, {**GOOD, "competence": "Excel"}, {**GOOD, "cents": "1"}], competences=WORDS, kept={})
    assert [row.wrong for row in rows] == [{}, {}, {"what": Unread.TWICE}]
    assert rows[2].twin == 0


def test_steps_that_wait_for_each_other_are_named_both() -> None:
    rows = read(
        [{"what": "course", "after": "doing"}, {"what": "doing", "after": "colleague"},
         {"what": "colleague", "after": "course"}, {"what": "hire"}],
        competences=WORDS, kept={},
    )  # fmt: skip
    assert [row.wrong for row in rows] == [{"after": Unread.OWN_PREREQUISITE}] * 3 + [{}]


def test_a_row_that_waits_for_what_is_kept_is_named() -> None:
    """Doing comes after a course as usual; that the course comes after doing is by this row, for all or for one."""
    for competence in ("", "Excel"):
        (row,) = read([{"what": "course", "after": "doing", "competence": competence}], competences=WORDS, kept={})
        assert row.wrong == {"after": Unread.OWN_PREREQUISITE}
    free = {None: {"doing": []}}
    (row,) = read([{"what": "course", "after": "doing"}], competences=WORDS, kept=free)
    assert row.told is not None
    own = {None: {"doing": []}, 7: {"doing": ["course"]}}
    (row,) = read([{"what": "course", "after": "doing"}], competences=WORDS, kept=own)
    assert row.wrong == {"after": Unread.OWN_PREREQUISITE}
    rows = read(
        [{"what": "course", "after": "doing"}, {"what": "course", "competence": "Excel", "after": "-"}],
        competences=WORDS, kept=own,
    )  # fmt: skip
    assert [row.wrong for row in rows] == [{}, {}]


orders = st.dictionaries(
    st.sampled_from(STEPS), st.none() | st.lists(st.sampled_from(STEPS), max_size=3, unique=True), max_size=3
)


@given(orders)
def test_there_is_a_circle_where_no_order_of_steps_fits(order: dict[str, list[str] | None]) -> None:
    before = {kind: USUAL_ORDER[Kind(kind)] if (said := order.get(kind)) is None else said for kind in STEPS}
    fits = any(
        all(other in some[:place] for place, kind in enumerate(some) for other in before[kind])
        for some in permutations(STEPS)
    )
    assert bool(circles(order)) is not fits


@given(st.lists(st.dictionaries(st.sampled_from(sorted(HEADS)), st.text(max_size=12)), max_size=5))
def test_anything_is_either_right_or_named(cells: list[dict[str, str]]) -> None:
    rows = read(cells, competences=WORDS, kept={})
    assert len(rows) == len(cells)
    assert all((row.told is None) == bool(row.wrong) for row in rows)


def test_steps_are_taken_in_the_order_that_is_said() -> None:
    """Doing beside the course is ready a quarter sooner; as usual one comes after the other."""
    ready = []
    for after in (None, (), ("peer",)):
        prices = Prices(Priced(4, 5, 1), Priced(3, 0, 1), Priced(4, 0, 1, after))
        asked = Asked("g", ((1, 3),), any_of=False, weight=1, prices=prices)
        paths = grown("p", [asked], {"p": {1: 2}, "q": {1: 3}})
        ready.append({path.key: profile(path).ready for path in paths})
    assert ready == [{"course": 2, "peer": 2}, {"course": 1, "peer": 1}, {"course": 1, "peer": 2}]


def test_a_second_course_comes_after_the_first() -> None:
    prices = Prices(Priced(4, 5, 1), Priced(3, 0, 1), Priced(4, 0, 1, ("course",)))
    asked = Asked("g", ((1, 3),), any_of=False, weight=1, prices=prices)
    (path,) = grown("p", [asked], {"p": {1: 1}})
    assert [step.after for step in path.steps] == [(), ("1-course",), ("1-course", "2-course")]
    assert profile(path).ready == 3
