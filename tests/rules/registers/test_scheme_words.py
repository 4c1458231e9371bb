"""The small languages of a scheme: what each text means, and what is wrong with one that means nothing."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kring.registers.rules import parsing
from kring.registers.rules.words import (
    AllOf,
    AnyOf,
    AtFact,
    Between,
    Case,
    Cases,
    Compared,
    EachPart,
    EndOf,
    FactTest,
    ForEach,
    Into,
    Is,
    Known,
    LastLength,
    Length,
    NextDate,
    Not,
    Number,
    OnDay,
    OneOf,
    PerLength,
    Round,
    Selection,
    ShareOfEarned,
    ShareOfRule,
    ShareOfTarget,
    ShareOfTime,
    Shifted,
    StatusValue,
    WholePeriod,
    WordsError,
)

LAST = AtFact("period.last_day")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("20", Number(Fraction(20))),
        ("0.25", Number(Fraction(1, 4))),
        ("1/3", Number(Fraction(1, 3))),
        ("50% of required total", ShareOfRule(Fraction(1, 2), "required", "total")),
        ("33.5% of stated peer group", ShareOfRule(Fraction(67, 200), "stated", "peer group")),
        ("30% of earned all", ShareOfEarned(Fraction(3, 10), None)),
        ("30% of earned legal", ShareOfEarned(Fraction(3, 10), "legal")),
        ("14 plus 6 for each chamber", ForEach(Fraction(14), Fraction(6), "chamber")),
        ("6 for each chamber", ForEach(Fraction(0), Fraction(6), "chamber")),
        ([{"is": "3"}], Cases((Case(None, Number(Fraction(3))),))),
    ],
)
def test_amounts(said: Any, meant: Any) -> None:
    assert parsing.amount(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2020-02-29", OnDay(date(2020, 2, 29))),
        ("person.start", AtFact("person.start")),
        ("3 months after person.start", Shifted(3, "month", AtFact("person.start"))),
        ("30 days before period.last_day", Shifted(-30, "day", LAST)),
        ("31 January after period.last_day", NextDate(31, 1, LAST)),
        ("29 February after period.last_day", NextDate(29, 2, LAST)),
        ("end of birth month of P", EndOf("birth month", AtFact("P"))),
        ("end of year of 1 week after step.plan", EndOf("year", Shifted(1, "week", AtFact("step.plan")))),
    ],
)
def test_moments(said: str, meant: Any) -> None:
    assert parsing.moment(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yes", Is("yes", yes=True)),
        ("3", Is("3", number=Fraction(3))),
        ("disciplinary rules", Is("disciplinary rules")),
        ("2024-01-01", Is("2024-01-01", day=date(2024, 1, 1))),
        ("3..10", Between(Fraction(3), Fraction(10))),
        ("2024-01-01..2024-12-31", Between(date(2024, 1, 1), date(2024, 12, 31))),
        (">= 2", Compared(">=", Fraction(2))),
        ("<2025-01-01", Compared("<", OnDay(date(2025, 1, 1)))),
        ("> period.first_day", Compared(">", AtFact("period.first_day"))),
        ("known", Known()),
        (["a", "b"], OneOf((Is("a"), Is("b")))),
    ],
)
def test_tests_of_conditions(said: Any, meant: Any) -> None:
    assert parsing.test(said) == meant


def test_a_condition_is_all_of_its_lines_and_a_list_any_of_its_mappings() -> None:
    line = FactTest("online", Is("yes", yes=True))
    assert parsing.when({"online": "yes"}) == AllOf((line,))
    assert parsing.when([{"online": "yes"}, {"not": {"online": "yes"}}]) == AnyOf(
        (AllOf((line,)), AllOf((Not(AllOf((line,))),)))
    )


@pytest.mark.parametrize(
    ("read", "said", "meant"),
    [
        (parsing.selection, "all", Selection()),
        (parsing.selection, "legal", Selection(("legal",))),
        (parsing.selection, ["a", "b"], Selection(("a", "b"))),
        (parsing.selection, {"category": "all", "earned": "last 6 months"}, Selection(earned=Length(6, "month"))),
        (
            parsing.selection,
            {"category": ["a"], "kind": "course", "without": ["b"]},
            Selection(("a",), ("course",), without=("b",)),
        ),
        (parsing.rounding, "half up to 0.25", Round("half up", Fraction(1, 4))),
        (parsing.window, "period", WholePeriod()),
        (parsing.window, "each year", EachPart("year")),
        (parsing.window, "last 3 years", LastLength(Length(3, "year"))),
        (parsing.by, "share of months up", ShareOfTime("months up")),
        (parsing.by, "20%", ShareOfTarget(Fraction(1, 5))),
        (parsing.by, "2 per 3 months", PerLength(Fraction(2), Length(3, "month"))),
        (parsing.by, "2 per month", PerLength(Fraction(2), Length(1, "month"))),
        (parsing.by, "value", StatusValue()),
        (parsing.by, "5", Number(Fraction(5))),
        (parsing.by, [{"is": "5"}], Cases((Case(None, Number(Fraction(5))),))),
        (parsing.into, "claimed", Into(claimed=())),
        (parsing.into, [], Into()),
        (parsing.into, ["a", "b"], Into(("a", "b"))),
        (parsing.into, {"claimed": ["a"], "else": "b", "always": "c"}, Into(("c",), ("a",), "b")),
        (parsing.yes_no, "True", True),
        (parsing.length, "6 weeks", Length(6, "week")),
    ],
)
def test_other_values(read: Callable[[Any], Any], said: Any, meant: Any) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    ("read", "said", "code", "at"),
    [
        (parsing.amount, "twenty", "amount expected", ()),
        (parsing.amount, "-3", "negative", ()),
        (parsing.amount, "x% of earned all", "number expected", ()),
        (parsing.amount, "5000% of earned all", "share out of range", ()),
        (parsing.amount, [{"is": "3"}, {"is": "4"}], "case never reached", (1,)),
        (parsing.amount, [{"when": {"person.level": "a"}, "is": "3"}], "last case with when", ()),
        (parsing.amount, [{"when": {"person.level": "a"}}], "case expected", (0,)),
        (parsing.amount, [{"is": "3", "wen": "x"}], "unknown key", (0, "wen")),
        (parsing.amount, [{"is": [{"is": "3"}]}], "cases in cases", (0, "is")),
        (parsing.amount, [], "empty", ()),
        (parsing.amount, {"is": "3"}, "text expected", ()),
        (parsing.number, "1/0", "number expected", ()),
        (parsing.number, "9" * 40, "too many digits", ()),
        (parsing.number, "1e9", "number expected", ()),
        (parsing.number, "٣", "number expected", ()),
        (parsing.moment, "31 Januari after person.start", "no such month", ()),
        (parsing.moment, "31 April after person.start", "no such day", ()),
        (parsing.moment, "2023-02-29", "no such day", ()),
        (parsing.moment, "tomorrow", "moment expected", ()),
        (parsing.moment, "1 day after " * 9 + "person.start", "too deep", ()),
        (parsing.when, {"hours": ""}, "empty", ("hours",)),
        (parsing.when, {"hours": ["1", ""]}, "empty", ("hours", 1)),
        (parsing.when, {"hours": "10..3"}, "backwards", ("hours",)),
        (parsing.when, {"Hours!": "3"}, "bad fact", ("Hours!",)),
        (parsing.when, {}, "condition expected", ()),
        (parsing.when, "online", "condition expected", ()),
        (parsing.when, {"not": {"not": {"not": {"not": {"not": {"not": {"a": "b"}}}}}}}, "too deep", ("not",) * 6),
        (parsing.test, [], "empty", ()),
        (parsing.selection, {"categories": "x"}, "unknown key", ("categories",)),
        (parsing.selection, {}, "empty", ()),
        (parsing.selection, {"earned": "3 months"}, "last expected", ("earned",)),
        (parsing.selection, ["a", "a"], "said twice", (1,)),
        (parsing.names, [], "empty", ()),
        (parsing.name, "a/b", "bad name", ()),
        (parsing.name, "x" * 61, "bad name", ()),
        (parsing.rounding, "to 1", "round expected", ()),
        (parsing.rounding, "down to 0", "negative", ()),
        (parsing.window, "always", "window expected", ()),
        (parsing.length, "two years", "length expected", ()),
        (parsing.length, "0 years", "length expected", ()),
        (parsing.length, "900 years", "too long", ()),
        (parsing.by, "120%", "share out of range", ()),
        (parsing.into, {"claim": "a"}, "unknown key", ("claim",)),
        (parsing.yes_no, "maybe", "yes or no expected", ()),
        (parsing.day, "1-1-2024", "day expected", ()),
        (parsing.text, ["a"], "text expected", ()),
    ],
)
def test_what_means_nothing_is_told_with_its_place(
    read: Callable[[Any], Any], said: Any, code: str, at: tuple[str | int, ...]
) -> None:
    with pytest.raises(WordsError) as wrong:
        read(said)
    assert (wrong.value.code, wrong.value.at) == (code, at)
