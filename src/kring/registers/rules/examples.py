"""What may stand in examples.yaml: cases with what must come of them. Only what an example expects is compared."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from kring.registers.rules.fields import Day, Exact, Facts, Name, Text, WholeNumber, YesNo
from kring.registers.rules.schema import Shape

Word = Literal["met", "on course", "short", "waiting for review", "can't be decided"]


class ExpectedRule(Shape):
    """What is expected of one rule's line; area, part, step or alternative stand after a slash in its name."""

    have: Exact | None = None
    fresh: Exact | None = None
    required: Exact | None = None
    stated: Exact | None = None
    missing: Exact | None = None
    met: YesNo | None = None
    applies: YesNo | None = None


class Expect(Shape):
    """What must come of a case."""

    verdict: Word
    rules: dict[Text, ExpectedRule] = {}
    carry_in: Exact | None = None
    carry_out: Exact | None = None
    carry_usable: Exact | None = None
    debts: dict[Text, Exact] | None = None
    not_counted: dict[Text, Facts] = {}
    counted: dict[Text, Exact] = {}
    period: Text | None = None
    deadlines: dict[Text, Day] = {}
    readings: dict[Name, dict[Name, Word]] = {}
    no_duty: YesNo | None = None
    unknown: Facts | None = None
    number: WholeNumber | None = None


class Example(Shape):
    """One case, where it comes from, and what must come of it. `version`: which of several scheme files it is for."""

    name: Text
    origin: Literal["published", "derived", "ours"]
    version: Text | None = None
    case: dict[str, Any]
    expect: Expect


class Examples(Shape):
    """The whole file: a list."""

    examples: tuple[Example, ...] = Field(min_length=1, max_length=200)
