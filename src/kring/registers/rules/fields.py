"""The types of the values in a scheme file: how each is read, and what JSON Schema says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import PlainValidator, WithJsonSchema

from kring.registers.rules import parsing, words
from kring.registers.rules.words import WordsError

NUMBER = r"^-?\d+(\.\d+)?(/\d+)?$"
DAY = r"^\d{4}-\d\d-\d\d$"
NAME_SCHEMA: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 60}
TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"]}
NUMBER_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]}
WHEN_SCHEMA: dict[str, Any] = {
    "description": "What must hold: fact and test. A list: one of its mappings holds.",
    "anyOf": [
        {"type": "object", "minProperties": 1},
        {"type": "array", "minItems": 1, "items": {"type": "object", "minProperties": 1}},
    ],
}
NAMES_SCHEMA: dict[str, Any] = {"anyOf": [NAME_SCHEMA, {"type": "array", "minItems": 1, "items": NAME_SCHEMA}]}
AMOUNT_SCHEMA: dict[str, Any] = {
    "description": "A number, `50% of required RULE`, `30% of earned all`, `14 plus 6 for each AREA`, or cases.",
    "anyOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "minLength": 1},
        {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["is"],
                "additionalProperties": False,
                "properties": {"when": WHEN_SCHEMA, "is": {"type": ["number", "string"]}},
            },
        },
    ],
}
SELECTION_SCHEMA: dict[str, Any] = {
    "description": "`all`, a category, a list of categories, or a mapping that narrows them.",
    "anyOf": [
        *NAMES_SCHEMA["anyOf"],
        {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {
                "category": NAMES_SCHEMA,
                "kind": NAMES_SCHEMA,
                "when": WHEN_SCHEMA,
                "earned": {"type": "string", "pattern": "^last "},
                "without": NAMES_SCHEMA,
            },
        },
    ],
}
INTO_SCHEMA: dict[str, Any] = {
    "description": "The categories in which it counts; with `claimed` those that the person claims.",
    "anyOf": [
        NAME_SCHEMA,
        {"type": "array", "items": NAME_SCHEMA},
        {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {"claimed": NAMES_SCHEMA, "else": NAME_SCHEMA, "always": NAMES_SCHEMA},
        },
    ],
}


def said(*patterns: str) -> dict[str, Any]:
    """JSON Schema of a text that follows one of the patterns."""
    return {"type": "string", "pattern": f"^({'|'.join(patterns)})$"}


def _label(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {"en": parsing.text(value)}
    if not isinstance(value, Mapping) or not value:
        raise WordsError("label expected")
    for language in value:
        if language not in {"en", "nl"}:
            raise WordsError("unknown key", (language,), key=language, known=("en", "nl"))
    read = {}
    for language, words_of in value.items():
        with parsing.inside(language):
            read[language] = parsing.text(words_of)
    return read


def _zone(value: Any) -> str:
    named = parsing.text(value)
    try:
        return ZoneInfo(named).key
    except (ValueError, OSError, KeyError) as wrong:
        raise WordsError("no such zone", found=named[:80]) from wrong


def _slug(value: Any) -> str:
    named = parsing.text(value)
    if len(named) > 60 or not named.replace("-", "").isalnum() or named != named.lower() or not named.isascii():
        raise WordsError("bad slug", found=named[:80])
    return named


def _rule_names(value: Any) -> tuple[str, ...]:
    """Names of rules, of which an alternative stands after a slash: `quality/combined`."""
    found = []
    for place, item in enumerate(value if isinstance(value, list) else [value]):
        with parsing.inside(*([place] if isinstance(value, list) else [])):
            found.append("/".join(parsing.name(step) for step in parsing.text(item).split("/")))
    if not found:
        raise WordsError("empty")
    return tuple(found)


def _facts(value: Any) -> tuple[str, ...]:
    """One fact or code, or a list of them."""
    return tuple(parsing.text(item) for item in (value if isinstance(value, list) else [value]))


def _format(value: Any) -> str:
    if value != "1":
        raise WordsError("other format", found=str(value)[:80])
    return "1"


def _points(value: Any) -> Fraction | None:
    return None if value == "stated" else parsing.not_negative(value)


def _kinds(value: Any) -> tuple[str, ...]:
    return () if value == "any" else parsing.names(value)


def _review(value: Any) -> words.When | bool:
    return {"none": False, "all": True}[value] if value in ("none", "all") else parsing.when(value)


def _lasts(value: Any) -> words.Length | int | None:
    """So many periods (an int), a length, or None: until used."""
    said_so = parsing.text(value)
    if said_so == "until used":
        return None
    if said_so.endswith((" period", " periods")):
        return _whole_number(said_so.split()[0])
    return parsing.length(said_so)


def _split(value: Any) -> Fraction | None:
    """Whole items only (None), freely (0), or in steps."""
    if value == "no":
        return None
    if value == "freely":
        return Fraction(0)
    step = parsing.number(value)
    if step <= 0:
        raise WordsError("negative", found=value)
    return step


def _whole_number(value: Any) -> int:
    found = parsing.number(value)
    if found.denominator != 1 or not 1 <= found <= 1000:
        raise WordsError("whole number expected", found=value)
    return int(found)


def _same(value: Any) -> str:
    named = parsing.text(value)
    if not parsing.FACT.fullmatch(named):
        raise WordsError("bad fact", found=named[:80])
    return named


LENGTH_SCHEMA = said(r"\d+ (day|week|month|year)s?")
MOMENT_SCHEMA: dict[str, Any] = {"type": "string", "description": "A day, a fact, or `3 months after M` and the like."}

Text = Annotated[str, PlainValidator(parsing.text), WithJsonSchema(TEXT_SCHEMA)]
Name = Annotated[str, PlainValidator(parsing.name), WithJsonSchema(NAME_SCHEMA)]
Names = Annotated[tuple[str, ...], PlainValidator(parsing.names), WithJsonSchema(NAMES_SCHEMA)]
RuleNames = Annotated[tuple[str, ...], PlainValidator(_rule_names), WithJsonSchema(NAMES_SCHEMA)]
Facts = Annotated[tuple[str, ...], PlainValidator(_facts), WithJsonSchema(NAMES_SCHEMA)]
Kinds = Annotated[tuple[str, ...], PlainValidator(_kinds), WithJsonSchema(NAMES_SCHEMA)]
Slug = Annotated[str, PlainValidator(_slug), WithJsonSchema(said("[a-z0-9-]+"))]
Format = Annotated[str, PlainValidator(_format), WithJsonSchema({"enum": [1, "1"]})]
Zone = Annotated[str, PlainValidator(_zone), WithJsonSchema({"type": "string"})]
YesNo = Annotated[bool, PlainValidator(parsing.yes_no), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Exact = Annotated[Fraction, PlainValidator(parsing.number), WithJsonSchema(NUMBER_SCHEMA)]
WholeNumber = Annotated[int, PlainValidator(_whole_number), WithJsonSchema({"type": ["integer", "string"]})]
Day = Annotated[date, PlainValidator(parsing.day), WithJsonSchema(said(r"\d{4}-\d\d-\d\d"))]
Length = Annotated[words.Length, PlainValidator(parsing.length), WithJsonSchema(LENGTH_SCHEMA)]
Moment = Annotated[words.Moment, PlainValidator(parsing.moment), WithJsonSchema(MOMENT_SCHEMA)]
When = Annotated[words.When, PlainValidator(parsing.when), WithJsonSchema(WHEN_SCHEMA)]
Selection = Annotated[words.Selection, PlainValidator(parsing.selection), WithJsonSchema(SELECTION_SCHEMA)]
Amount = Annotated[words.Amount, PlainValidator(parsing.amount), WithJsonSchema(AMOUNT_SCHEMA)]
Round = Annotated[
    words.Round,
    PlainValidator(parsing.rounding),
    WithJsonSchema(said(r"(down|up|half up|half even) to \S+")),
]
Window = Annotated[
    words.Window, PlainValidator(parsing.window), WithJsonSchema(said("period", "each .+", r"last \d+ \w+"))
]
By = Annotated[words.By, PlainValidator(parsing.by), WithJsonSchema(AMOUNT_SCHEMA)]
Into = Annotated[words.Into, PlainValidator(parsing.into), WithJsonSchema(INTO_SCHEMA)]
Points = Annotated[
    Fraction | None,
    PlainValidator(_points),
    WithJsonSchema({"anyOf": [*NUMBER_SCHEMA["anyOf"], {"const": "stated"}]}),
]
Split = Annotated[
    Fraction | None,
    PlainValidator(_split),
    WithJsonSchema({"anyOf": [{"enum": ["no", "freely", False]}, *NUMBER_SCHEMA["anyOf"]]}),
]
Review = Annotated[
    words.When | bool,
    PlainValidator(_review),
    WithJsonSchema({"anyOf": [{"enum": ["none", "all"]}, *WHEN_SCHEMA["anyOf"]]}),
]
SameFact = Annotated[str, PlainValidator(_same), WithJsonSchema(NAME_SCHEMA)]
Label = Annotated[
    dict[str, str],
    PlainValidator(_label),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": False,
                    "properties": {"en": TEXT_SCHEMA, "nl": TEXT_SCHEMA},
                },
            ]
        }
    ),
]
Lasts = Annotated[
    words.Length | int | None,
    PlainValidator(_lasts),
    WithJsonSchema(said("until used", r"\d+ (day|week|month|year|period)s?")),
]
