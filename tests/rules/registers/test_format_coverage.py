"""Everything that the format has is used by a scheme of which the examples say what must come of it.

What ships and what outsiders wrote are looked at together: each key, each word that a key may hold, each form of the
small languages and each fact. A key that is new fails here until an example says its expected value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from kring.registers.rules import facts, schema, words
from kring.registers.rules.check import check, is_scheme
from kring.registers.rules.checking import walking
from kring.registers.rules.examples import Expect, ExpectedRule
from kring.registers.rules.schema import RuleShape, Scheme

ROOT = Path(__file__).parents[3]
FOLDERS = [*(ROOT / "schemes").iterdir(), *(Path(__file__).parent / "outsiders").iterdir()]
PUBLISHED = json.loads((ROOT / "docs" / "reference" / "scheme.schema.json").read_text(encoding="utf-8"))
REFERENCE = (ROOT / "docs" / "reference" / "schemes.md").read_text(encoding="utf-8")
# Where a small language has several forms, each of them.
FORMS: tuple[type, ...] = (
    words.OnDay, words.AtFact, words.Shifted, words.NextDate, words.EndOf,
    words.Is, words.OneOf, words.Between, words.Compared, words.Known,
    words.AnyOf, words.Not,
    words.Number, words.ShareOfRule, words.ShareOfEarned, words.ForEach, words.Cases,
    words.WholePeriod, words.EachPart, words.LastLength,
    words.ShareOfTime, words.ShareOfTarget, words.PerLength, words.StatusValue,
)  # fmt: skip


@cache
def schemes() -> tuple[Scheme, ...]:
    """Every scheme of which all examples come out."""
    found: list[Scheme] = []
    for folder in FOLDERS:
        report = check({path.name: path.read_bytes() for path in folder.iterdir()})
        found += report.schemes.values() if report.passed else ()
    return tuple(found)


@cache
def expected() -> tuple[Expect, ...]:
    """What every example expects."""
    reports = [check({path.name: path.read_bytes() for path in folder.iterdir()}) for folder in FOLDERS]
    return tuple(result.example.expect for report in reports for result in report.results)


def models(value: Any) -> Iterator[BaseModel]:
    """Every mapping of a file's own inside a value."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from models(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from models(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from models(item)


def parts(value: Any) -> Iterator[Any]:
    """Every form of the small languages inside a value."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from parts(item)
    elif hasattr(value, "__dataclass_fields__"):
        yield value
        for name in value.__dataclass_fields__:
            yield from parts(getattr(value, name))


def shapes() -> list[type[BaseModel]]:
    """Every model that a scheme file has."""
    return [
        one
        for one in vars(schema).values()
        if isinstance(one, type) and issubclass(one, schema.Shape) and one is not schema.Shape
    ]


def own(shape: type[BaseModel], name: str) -> str:
    """A key with whose it is: those that all rules have go by that."""
    inherited = issubclass(shape, RuleShape) and name in RuleShape.model_fields
    return f"{'RuleShape' if inherited else shape.__name__}.{shape.model_fields[name].alias or name}"


@cache
def keys_used() -> frozenset[str]:
    """Every key that some scheme says."""
    return frozenset(
        own(type(one), name) for made in schemes() for one in models(made) for name in one.model_fields_set
    )


KEYS = sorted({own(shape, name) for shape in shapes() for name in shape.model_fields})


@pytest.mark.parametrize("key", KEYS)
def test_each_key_is_used(key: str) -> None:
    """By a scheme that ships or that an outsider wrote."""
    assert key in keys_used()


def test_each_key_that_is_published_is_one_of_them() -> None:
    """The JSON Schema has no key that isn't looked at here, and none is missing in it."""
    published = {
        f"{'RuleShape' if name.endswith('Rule') and key in common() else name}.{key}"
        for name, said in {**PUBLISHED["$defs"], "Scheme": PUBLISHED}.items()
        for key in said.get("properties", {})
    }
    assert published == set(KEYS)


def common() -> set[str]:
    """The keys that all rules have."""
    return {field.alias or name for name, field in RuleShape.model_fields.items()}


def literals(annotation: Any) -> Iterator[Any]:
    """The words that a key may hold."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) is Annotated:
        yield from literals(get_args(annotation)[0])
    elif get_args(annotation):
        for inner in get_args(annotation):
            yield from literals(inner)


WORDS = sorted(
    {
        (own(shape, name), word)
        for shape in shapes()
        for name, field in shape.model_fields.items()
        for word in literals(field.annotation)
    }
)


@cache
def words_used() -> frozenset[tuple[str, Any]]:
    """Every word under its key, said or left to be the default."""
    return frozenset(
        (own(type(one), name), getattr(one, name))
        for made in schemes()
        for one in models(made)
        for name in type(one).model_fields
        if isinstance(getattr(one, name), str)
    )


@pytest.mark.parametrize(("key", "word"), WORDS)
def test_each_word_that_a_key_may_hold_is_used(key: str, word: str) -> None:
    """Each way of carrying, owing, adjusting, measuring…"""
    assert (key, word) in words_used()


@cache
def parts_used() -> tuple[Any, ...]:
    """All that is said in the small languages."""
    return tuple(part for made in schemes() for part in parts(made))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_each_form_of_the_small_languages_is_used(form: type) -> None:
    """Days, conditions, amounts, windows, and by how much is adjusted."""
    assert any(type(part) is form for part in parts_used())


def test_each_way_within_a_form_is_used() -> None:
    """Roundings, signs, units, parts of time, and what a selection or `into` may narrow by."""
    found = {part for part in parts_used() if not isinstance(part, words.Is)}
    assert {part.way for part in found if isinstance(part, words.Round)} == {"down", "up", "half up", "half even"}
    assert {part.sign for part in found if isinstance(part, words.Compared)} == {"<", "<=", ">", ">="}
    assert {part.what for part in found if isinstance(part, words.EndOf)} == {"month", "birth month", "year"}
    assert {part.unit for part in found if isinstance(part, words.ShareOfTime)} == {"days", "months", "months up"}
    assert {part.unit for part in found if isinstance(part, words.Length)} >= {"day", "month", "year"}
    assert {part.which for part in found if isinstance(part, words.ShareOfRule)} == {"required", "stated"}
    assert {part.number > 0 for part in found if isinstance(part, words.Shifted)} == {True, False}
    selections = [part for part in found if isinstance(part, words.Selection)]
    assert all(any(getattr(one, name) for one in selections) for name in words.Selection.__dataclass_fields__)
    intos = [part for part in found if isinstance(part, words.Into)]
    assert any(one.claimed == () for one in intos)
    assert all(any(getattr(one, name) for one in intos) for name in words.Into.__dataclass_fields__)


def test_each_form_of_a_plain_value_is_used() -> None:
    """Splitting whole, freely and in steps; lasting periods, a length or until used; stated points; who reviews."""
    splits = {one.split for made in schemes() for one in made.exclusive}
    assert {None, 0} < splits
    lasts = {type(one.lasts).__name__ for made in schemes() for one in made.carry}
    assert lasts == {"int", "Length", "NoneType"}
    assert {True, False} < {one.review if isinstance(one.review, bool) else "when" for one in schemes()}
    assert None in {entry.points for made in schemes() for entry in made.earning}
    assert {0} < {entry.points for made in schemes() for entry in made.earning}
    said = {limit.per for made in schemes() for entry in made.earning for limit in entry.limits}
    assert {"activity", "day", "month", "year", "period", "ever"} < said
    assert {"day", "year", "period"} < {e.gather.by for made in schemes() for e in made.earning if e.gather}


FACTS = sorted(
    {
        *(set(facts.ACTIVITY) - {"minutes"}),
        "minutes",
        *(f"person.{name}" for name in facts.PERSON),
        *(f"period.{name}" for name in facts.PERIOD),
        *(f"area.{name}" for name in facts.AREA),
        *(f"rule.{name}" for name in facts.RULE),
        "status.KIND",
        "status.KIND.months",
        "step",
    }
)


def fact(said: str) -> str:
    """A fact without the name of the rule, step or kind of status that it is of."""
    scope, _, rest = said.partition(".")
    if scope == "rule":
        return f"rule.{said.rpartition('.')[2]}"
    if scope == "status":
        return "status.KIND.months" if rest.endswith(".months") else "status.KIND"
    return scope if scope == "step" else said


@cache
def facts_used() -> frozenset[str]:
    """Every fact that a scheme asks for."""
    asked = {part.fact for part in parts_used() if isinstance(part, words.FactTest | words.AtFact)}
    sources = {area.source for made in schemes() for area in made.areas.values()}
    same = {limit.same for made in schemes() for entry in made.earning for limit in entry.limits if limit.same}
    return frozenset(fact(one) for one in asked | sources | same)


@pytest.mark.parametrize("name", FACTS)
def test_each_fact_is_asked_for(name: str) -> None:
    """Of activities, persons, periods, areas, rules, statuses and steps."""
    assert name in facts_used()


@pytest.mark.parametrize("name", sorted(Expect.model_fields))
def test_each_thing_that_may_be_expected_is(name: str) -> None:
    """By some example."""
    assert any(name in expect.model_fields_set for expect in expected())


@pytest.mark.parametrize("name", sorted(ExpectedRule.model_fields))
def test_each_figure_of_a_rule_is_expected(name: str) -> None:
    """By some example."""
    assert any(name in rule.model_fields_set for expect in expected() for rule in expect.rules.values())


def test_each_verdict_and_reason_is_expected() -> None:
    """Every word, and every code with which the reference says that something doesn't count."""
    assert len({expect.verdict for expect in expected()}) == 5
    codes = {code for expect in expected() for codes in expect.not_counted.values() for code in codes}
    known = {"outside_period", "refused", "under_review", "flagged", "limit", "cap", "planned", "no_entry", "spanning"}
    assert known | {"left_out_days", "earlier_period", "step"} <= codes


@pytest.mark.parametrize("key", KEYS)
def test_each_key_is_in_the_reference(key: str) -> None:
    """As code, as a key of an example, or as a heading."""
    name = re.escape(key.partition(".")[2])
    assert re.search(rf"`[^`\n]*\b{name}\b[^`\n]*`|^\s*(- )?{name}:|^### {name}$", REFERENCE, re.MULTILINE)


def test_conditions_are_looked_for_everywhere() -> None:
    """The walk over a scheme sees each place in which a condition may stand."""
    places = {path[0] for made in schemes() for path, _, _ in walking.conditions(made)}
    assert places == {"review", "earning", "rules", "carry", "adjust"}


def test_scheme_files_are_told_from_others() -> None:
    """Only those are looked at."""
    assert [name for name in ("scheme.yaml", "scheme-2.yaml", "examples.yaml") if is_scheme(name)] == [
        "scheme.yaml", "scheme-2.yaml",
    ]  # fmt: skip
