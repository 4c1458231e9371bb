"""What a scheme asks of a person, and how her answers are read."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.registers import shipped
from kring.registers.queries.schemes import scheme_of
from kring.registers.rules.answers import AnswerError, Interval, Wrong, overlapping, read_answer, written
from kring.registers.rules.questions import Question, answers_of, claimable, questions
from kring.registers.rules.schema import Scheme

CHAMBERS = Question("chambers", "list", {}, (), "from")
SHIPPED = {scheme.scheme: scheme for scheme in (scheme_of(file.content.decode()) for file in shipped.files())}


def named(scheme: Scheme) -> dict[str, str]:
    return {question.name: question.type for question in questions(scheme).facts}


def test_each_scheme_that_ships_says_what_it_asks() -> None:
    assert named(SHIPPED["nivre"]) == {"period_start": "date"}
    assert questions(SHIPPED["nivre"]).birthday
    assert named(SHIPPED["pmi"]) == {"exam": "date"}
    assert (questions(SHIPPED["pmi"]).levels, bool(questions(SHIPPED["pmi"]).level)) == (("PMI-SP",), True)
    assert questions(SHIPPED["nova"]).statuses == ("leave", "illness")
    assert questions(SHIPPED["skj"]).valued >= {"work"}
    assert claimable(SHIPPED["pmi"]) == ("technical", "power", "business")
    assert claimable(SHIPPED["nivre"]) == ()
    assert "disciplinary rules" in answers_of(SHIPPED["nivre"], "module")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_asked_by_a_scheme_can_be_asked(name: str) -> None:
    asked = questions(SHIPPED[name])
    assert all(question.ask or question.name in ("role", "groups") for question in asked.facts)
    assert not {question.name for question in asked.facts} & {"start", "end", "level", "birthday"}


def of(**parts: Any) -> Scheme:
    raw = {
        "format": "1", "scheme": "made-up", "version": "1", "title": "Made up", "body": "B", "source": "S",
        "year": "2026", "status": "unreviewed", "applies": {"from": "2020-01-01"},
        "period": {"starts": "person.start", "length": "1 year"},
        "earning": [{"name": "any", "kind": "any", "points": "1"}],
        "rules": [{"name": "total", "of": "all", "at_least": "1"}],
    }  # fmt: skip
    return Scheme.of(json.loads(json.dumps(raw | parts)))


def test_roles_areas_and_undeclared_facts_are_asked_as_what_they_are() -> None:
    scheme = of(
        areas={"chamber": {"from": "person.chambers"}},
        categories={"own": {"label": "Own", "per": "chamber"}},
        earning=[
            {"name": "any", "kind": "any", "points": "1", "into": "claimed", "when": {"person.role": ["a", "b"]}}
        ],
        rules=[{"name": "total", "of": "all", "at_least": "1", "when": {"status.retired": "no"}}],
        adjust=[{"name": "part", "for": ["part_time"], "way": "lower", "on": ["total"], "by": "value"}],
    )  # fmt: skip
    asked = questions(scheme)
    assert named(scheme) == {"chambers": "list", "role": "list"}
    assert {question.name: question.dated for question in asked.facts} == {"chambers": "from", "role": ""}
    assert next(question.answers for question in asked.facts if question.name == "role") == ("a", "b")
    assert (asked.statuses, asked.valued) == (("part_time", "retired"), {"part_time"})
    assert claimable(scheme) == ("own",)


@pytest.mark.parametrize(
    ("question", "text", "wrong"),
    [
        (Question("a", "number", {}), "many", Wrong.NUMBER),
        (Question("a", "number", {}), "-1", Wrong.NUMBER),
        (Question("a", "date", {}), "2026-02-30", Wrong.DAY),
        (Question("a", "date", {}), "0001-01-01", Wrong.DAY),
        (Question("a", "yes_no", {}), "perhaps", Wrong.YES_NO),
        (Question("a", "text", {}), "x" * 121, Wrong.TOO_LONG),
        (CHAMBERS, "x" * 121, Wrong.TOO_LONG),
        (CHAMBERS, ",".join("x" * 41), Wrong.TOO_MANY),
        (CHAMBERS, "homes (then)", Wrong.DAY),
        (CHAMBERS, "()", Wrong.ITEM),
        (Question("a", "list", {}), "homes (2026-01-01)", Wrong.ITEM),
    ],
)
def test_what_can_not_be_read_says_why(question: Question, text: str, wrong: Wrong) -> None:
    with pytest.raises(AnswerError) as refused:
        read_answer(question, text)
    assert refused.value.wrong is wrong


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (Question("a", "yes_no", {}), "Ja", "yes"),
        (Question("a", "yes_no", {}), "no", "no"),
        (Question("a", "text", {}), " tax ", "tax"),
        (Question("a", "date", {}), "2026-03-01", "2026-03-01"),
        (CHAMBERS, "homes; rural (2026-07-01)\nfarms", ["homes", {"name": "rural", "from": "2026-07-01"}, "farms"]),
        (CHAMBERS, "", None),
    ],
)
def test_answers_are_read_and_written_as_the_same(question: Question, text: str, answer: Any) -> None:
    assert read_answer(question, text) == answer
    assert read_answer(question, written(question, answer)) == answer


@given(st.sampled_from(["number", "text", "date", "yes_no", "list"]), st.text(max_size=200))
def test_any_text_is_an_answer_or_a_reason(kind: Any, text: str) -> None:
    question = Question("a", kind, {}, (), "from")
    try:
        answer = read_answer(question, text)
    except AnswerError:
        return
    assert read_answer(question, written(question, answer)) == answer


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6))
def test_intervals_overlap_when_they_share_a_day(given: list[tuple[int, int]]) -> None:
    start = date(2026, 1, 1).toordinal()
    rows = [
        Interval("leave", date.fromordinal(start + at), date.fromordinal(start + at + length)) for at, length in given
    ]
    days = [day for row in rows for day in range(row.first.toordinal(), (row.until or row.first).toordinal())]
    assert overlapping(rows) == (len(days) != len(set(days)))
