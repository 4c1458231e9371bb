"""When periods begin and end, and which of them is judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.registers.rules import schema
from kring.registers.rules.case import Case
from kring.registers.rules.judging import judge
from kring.registers.rules.periods import Calendar, begun_months, merged, on_day, parts, whole_months, years_between
from kring.registers.rules.words import Length
from tests.rules.registers.making import judged, plain, scheme


def calendar(anchor: date, **keys: Any) -> Calendar:
    """The periods from an anchor of a person of 5 May 1980."""
    said = schema.Period.model_validate(plain({"starts": "person.start", "length": "1 year", **keys}))
    return Calendar(said, anchor, {"person.birthday": date(1980, 5, 5)}.get)


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1960, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["1 year", "2 years", "7 months", "3 years"]),
    st.sampled_from([None, "end of month of P", "end of birth month of P", "end of year of P"]),
    st.sampled_from(["28 February", "1 March"]),
)
def test_periods_tile_time_for_four_hundred_years(anchor: date, length: str, last: str | None, leap: str) -> None:
    """Without a hole or an overlap, and period n says the same whether or not others were asked for before."""
    keys = {"length": length, "leap_day": leap, **({"last_day": last} if last else {})}
    told = calendar(anchor, **keys)
    number = 0
    while told.start(number) < date(anchor.year + 400, 1, 1):
        first, until = told.start(number), told.start(number + 1)
        assert first <= until
        if first < until:
            assert told.holding(first) == told.holding(until - timedelta(days=1)) == (first, until, number + 1)
        number += 1
    assert calendar(anchor, **keys).start(number) == told.start(number)


@pytest.mark.parametrize(("leap", "day"), [("28 February", date(2025, 2, 28)), ("1 March", date(2025, 3, 1))])
def test_a_start_on_29_february_is_where_the_scheme_says_and_comes_back(leap: str, day: date) -> None:
    """Four years on it is 29 February again, since each period is counted from the anchor."""
    told = calendar(date(2024, 2, 29), leap_day=leap)
    assert told.start(1) == day
    assert told.start(4) == date(2028, 2, 29)


def test_ends_are_snapped_and_the_next_period_begins_the_day_after() -> None:
    """To the month's end, or to the end of the first birth month."""
    by_month = calendar(date(2023, 3, 15), last_day="end of month of P")
    assert [by_month.start(n) for n in range(3)] == [date(2023, 3, 15), date(2024, 4, 1), date(2025, 4, 1)]
    by_birth = calendar(date(2023, 3, 15), last_day="end of birth month of P")
    assert [by_birth.start(n) for n in range(3)] == [date(2023, 3, 15), date(2024, 6, 1), date(2025, 6, 1)]


@pytest.mark.parametrize(
    ("snap", "first"),
    [
        ("same day", date(2023, 3, 15)),
        ("next day", date(2023, 3, 16)),
        ("first of month", date(2023, 3, 1)),
        ("first of next month", date(2023, 4, 1)),
        ("first of year", date(2023, 1, 1)),
        ("first of next year", date(2024, 1, 1)),
    ],
)
def test_first_days_are_snapped(snap: str, first: date) -> None:
    """As the scheme says."""
    assert calendar(date(2023, 3, 15), first_day=snap).start(0) == first


def test_nothing_lies_before_a_persons_first_period() -> None:
    """But blocks that are the same for all were there before."""
    made = scheme(period={"starts": "person.start", "length": "1 year"})
    assert judged(made, person={"start": "2025-01-01"}).why == ("no_period",)
    assert judged(made).unknown == ("person.start",)
    blocks = scheme(period={"starts": "2030-01-01", "length": "2 years"})
    assert judged(blocks).period == (date(2024, 1, 1), date(2026, 1, 1))


def test_a_suspension_moves_its_period_and_every_later_one() -> None:
    """By its days, however many periods it lies in; what still goes on counts until today."""
    made = scheme(
        period={"starts": "person.start", "length": "1 year"},
        adjust=[{"name": "break", "for": "break", "way": "extend"}],
    )
    keys: dict[str, Any] = {"person": {"start": "2020-01-01"}}
    during = [{"kind": "break", "from": "2021-12-22", "until": "2022-01-11"}]
    verdict = judged(made, **{**keys, "for": "2021-06-01", "statuses": during})
    assert verdict.period == (date(2021, 1, 1), date(2022, 1, 21))
    assert judged(made, **{**keys, "for": "2022-06-01", "statuses": during}).period == (
        date(2022, 1, 21),
        date(2023, 1, 21),
    )
    still = [{"kind": "break", "from": "2024-02-01"}]
    verdict = judged(made, **{**keys, "at": "2024-02-10", "for": "2024-02-10", "statuses": still})
    assert verdict.period == (date(2024, 1, 1), date(2025, 1, 11))
    assert judged(made, **{**keys, "statuses": still}).why == ("no_period",)


def test_a_short_suspension_may_not_count() -> None:
    """Where it must have lasted so long."""
    made = scheme(adjust=[{"name": "break", "for": "break", "way": "extend", "at_least_lasting": "2 months"}])
    short = [{"kind": "break", "from": "2024-02-01", "until": "2024-03-31"}]
    assert judged(made, statuses=short).period == (date(2024, 1, 1), date(2025, 1, 1))
    enough = [{"kind": "break", "from": "2024-02-01", "until": "2024-04-01"}]
    assert judged(made, statuses=enough).period == (date(2024, 1, 1), date(2025, 3, 2))


def test_a_rolling_window_ends_with_the_judged_day() -> None:
    """It is the last so long, up to and with that day."""
    made = scheme(period={"starts": "2000-01-01", "length": "1 year", "rolling": True})
    verdict = judged(made, ("2023-03-02", 6), ("2024-03-01", 4), ("2023-03-01", 50), **{"for": "2024-03-01"})
    assert verdict.period == (date(2023, 3, 2), date(2024, 3, 2))
    assert (verdict.verdict, verdict.totals.counted) == ("met", 10)


def test_the_last_part_ends_with_a_longer_period() -> None:
    """Five years with a break of ninety days have five years in them, and no sixth of ninety days."""
    made = scheme(
        period={"starts": "2020-01-01", "length": "5 years", "parts": {"year": "1 year"}},
        rules=[{"name": "each", "of": "all", "in": "each year", "at_least": 1}],
        adjust=[{"name": "break", "for": "break", "way": "extend"}],
    )
    verdict = judged(made, statuses=[{"kind": "break", "from": "2021-01-01", "until": "2021-04-01"}])
    names = [line.name for line in verdict.rules]
    assert names == ["each/2020", "each/2021", "each/2022", "each/2023", "each/2024-01-01"]


def test_parts_that_do_not_fit_end_with_the_period() -> None:
    """Two years in parts of nine months are three, of which the last is shorter."""
    told = calendar(date(2023, 1, 31), length="2 years")
    period = told.numbered(1)
    found = parts(period, Length(2, "year"), Length(9, "month"), "28 February")
    assert [first for _, first, _ in found] == [date(2023, 1, 31), date(2023, 10, 31), date(2024, 7, 31)]
    assert found[-1][2] == period.until


@pytest.mark.parametrize(
    ("duty", "day", "none"),
    [
        ({"from": "person.start", "begins": "next period"}, "2024-06-01", True),
        ({"from": "person.start", "begins": "next period"}, "2025-06-01", False),
        ({"from": "person.start"}, "2024-06-01", False),
        ({"from": "1 year after person.start"}, "2024-06-01", True),
        ({"from": "2025-01-01"}, "2024-06-01", True),
    ],
)
def test_without_a_duty_everything_is_met(duty: dict[str, str], day: str, none: bool) -> None:
    """And it is told that there was none."""
    made = scheme(period={"starts": "2000-01-01", "length": "1 year", "duty": duty})
    verdict = judged(made, **{"for": day, "person": {"start": "2024-03-01"}})
    assert verdict.no_duty is none
    assert verdict.verdict == ("met" if none else "short")


def test_who_left_before_the_period_has_no_duty_in_it() -> None:
    """A registration that ended asks nothing more."""
    assert judged(scheme(), person={"start": "2010-01-01", "end": "2023-06-01"}).no_duty


def test_a_version_judges_only_its_own_periods() -> None:
    """By the first day of the period, or by its last."""
    early = scheme(applies={"from": "2024-01-02"})
    assert judged(early, ("2024-03-01", 20)).why == ("no_rules",)
    ending = scheme(applies={"from": "2024-01-02", "until": "2024-12-31", "to": "periods ending"})
    assert judged(ending, ("2024-03-01", 20)).verdict == "can't be decided"
    assert judged(scheme(applies={"from": "2024-01-02", "to": "periods ending"}), ("2024-03-01", 20)).verdict == "met"


def test_no_day_and_nothing_done_is_no_period() -> None:
    """Nobody can tell which is meant; else it is the one of what was done last."""
    assert judge(scheme(), Case()).why == ("no_day",)
    told = judged(scheme(), ("2022-05-05", 10), **{"for": "2022-01-01"})
    assert told.period == (date(2022, 1, 1), date(2023, 1, 1))


def test_deadlines_are_days_of_the_period() -> None:
    """Also those that come after it."""
    said = {"starts": "2000-01-01", "length": "1 year", "deadlines": {"tell": "31 January after period.last_day"}}
    made = scheme(period=said)
    verdict = judged(made, at="2025-01-15", **{"for": "2024-05-01"})
    assert verdict.deadlines == {"end": date(2024, 12, 31), "tell": date(2025, 1, 31)}
    assert verdict.days_left == 16


def test_counting_months_and_years() -> None:
    """Whole ones, begun ones, and ages on 29 February."""
    assert whole_months(date(2024, 1, 31), date(2024, 2, 29), "28 February") == 1
    assert whole_months(date(2024, 1, 31), date(2024, 2, 28), "28 February") == 0
    assert begun_months(date(2024, 1, 1), date(2024, 3, 2), "28 February") == 3
    assert begun_months(date(2024, 1, 1), date(2024, 1, 1), "28 February") == 0
    assert years_between(date(2004, 2, 29), date(2025, 2, 28), "28 February") == 21
    assert years_between(date(2004, 2, 29), date(2025, 2, 28), "1 March") == 20
    assert on_day(2024, 2, 29, "1 March") == date(2024, 2, 29)
    assert merged([(date(2024, 2, 1), date(2024, 3, 1)), (date(2024, 1, 1), date(2024, 2, 1))]) == [
        (date(2024, 1, 1), date(2024, 3, 1))
    ]
