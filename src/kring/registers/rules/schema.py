"""What may stand in a scheme file: its keys, their types and what they are when they are left out.

The values of the small languages are read already (words.py); what names point at is looked at by check.py. Every
key's meaning is in docs/reference/schemes.md, which follows the order of this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, PrivateAttr, Tag, model_validator

from kring.registers.rules import fields, words
from kring.registers.rules.facts import FactType
from kring.registers.rules.fields import (
    Amount,
    Day,
    Format,
    Into,
    Kinds,
    Label,
    Length,
    Moment,
    Name,
    Names,
    Review,
    Selection,
    Slug,
    Text,
    When,
    YesNo,
    Zone,
)
from kring.registers.rules.words import WordsError

POINT = {"en": "point", "nl": "punt"}


class Shape(BaseModel):
    """A mapping of the file in which only known keys may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


# ----- the head


class Applies(Shape):
    """Which periods this version judges: those that start (or end) from a day until (excluded) another."""

    first: Day = Field(alias="from")
    until: Day | None = None
    to: Literal["periods starting", "periods ending"] = "periods starting"


class Option(Shape):
    """One way to read an unclear clause: `sets` puts values at paths (named entries by their name)."""

    name: Name
    says: Label
    sets: dict[str, Any] = Field(min_length=1)


class Reading(Shape):
    """An unclear clause, with two to four ways to read it."""

    name: Name
    question: Label
    options: tuple[Option, ...] = Field(min_length=2, max_length=4)


class Fact(Shape):
    """A fact that the scheme asks for: its type, the question a form shows, and what holds when nothing is said."""

    type: FactType
    ask: Label
    default: Text | None = None


class Facts(Shape):
    """The scheme's own facts, of an activity and of a person."""

    activity: dict[Name, Fact] = {}
    person: dict[Name, Fact] = {}


# ----- period, areas, categories


class Duty(Shape):
    """From which day there is a duty at all, at once or with the next period that begins."""

    first: Moment = Field(alias="from")
    begins: Literal["at once", "next period"] = "at once"


class Period(Shape):
    """The stretch of time that is judged."""

    starts: Moment
    length: Length
    rolling: YesNo = False
    first_day: Literal[
        "same day", "next day", "first of month", "first of next month", "first of year", "first of next year"
    ] = "same day"
    last_day: Moment | None = None
    duty: Duty | None = None
    parts: dict[Name, Length] = {}
    leap_day: Literal["28 February", "1 March"] = "28 February"
    deadline: Moment = words.AtFact("period.last_day")
    deadlines: dict[Name, Moment] = {}
    dated_by: Literal["completed", "started", "submitted", "recorded"] = "completed"
    spanning: Literal["at date", "by time", "inside"] = "at date"


class Areas(Shape):
    """The person's areas (chambers, diplomas…): from which of her facts, and which of them cover others."""

    source: fields.SameFact = Field(alias="from")
    covers: dict[Name, Names] = {}


class Category(Shape):
    """Something that activities count in; `within` others, or one for each of the person's areas."""

    label: Label
    within: Names = ()
    per: Name | None = None


class Exclusive(Shape):
    """Categories of which an activity counts in one only. `split`: None whole items, 0 freely, else in such steps."""

    among: Names
    split: fields.Split


# ----- earning


class Gather(Shape):
    """Activities that are put together before points are given; `when` is tested on the sum."""

    by: Name
    same: fields.SameFact | None = None
    when: When | None = None


class Limit(Shape):
    """The most that an entry gives within something: points, hours or times."""

    points: Amount | None = None
    hours: Amount | None = None
    times: Amount | None = None
    per: Name
    same: fields.SameFact | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(given is not None for given in (self.points, self.hours, self.times)) != 1:
            raise WordsError("one of", keys=("points", "hours", "times"))
        return self


class Earning(Shape):
    """How activities of these kinds (none: any) earn points, when what is asked of them holds. First that fits."""

    name: Name
    label: Label | None = None
    kind: Kinds
    when: When | None = None
    points: fields.Points
    per: Literal["hour", "minute", "activity", "item", "day"] = "activity"
    gather: Gather | None = None
    round: fields.Round | None = None
    limits: tuple[Limit, ...] = ()
    into: Into = words.Into()
    whole: YesNo = False


# ----- rules


class RuleShape(Shape):
    """What every rule may say."""

    name: Name
    label: Label | None = None
    source: Text | None = None
    when: When | None = None
    per: Name | None = None
    uncovered: YesNo = False
    window: fields.Window = Field(default=words.WholePeriod(), alias="in")
    consequence: tuple[Label, ...] = ()


class AmountRule(RuleShape):
    """At least or at most so much of a selection."""

    of: Selection
    at_least: Amount | None = None
    at_most: Amount | None = None
    measure: Literal["points", "hours", "activities", "items", "days"] = "points"
    fresh: YesNo = False
    excess: Literal["lost", "carries"] | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise WordsError("one of", keys=("at_least", "at_most"))
        return self


class AnyRule(RuleShape):
    """Met when one of its alternatives is."""

    any_of: tuple[Rule, ...] = Field(min_length=1, max_length=8)


class AllRule(RuleShape):
    """Met when each of its rules is: useful inside any_of."""

    all_of: tuple[Rule, ...] = Field(min_length=1, max_length=8)


class Step(Shape):
    """Something that must be done from a day to another, and after the step before it."""

    name: Name
    label: Label | None = None
    kind: Kinds
    when: When | None = None
    first: Moment = Field(default=words.AtFact("period.first_day"), alias="from")
    by: Moment


class StepsRule(RuleShape):
    """Things in order, each with its deadline."""

    steps: tuple[Step, ...] = Field(min_length=1, max_length=40)
    ordered: YesNo = True


class AverageRule(RuleShape):
    """The mean of a status's value over the days of the period, or of so long before its end; gaps count as 0."""

    average: Name
    at_least: Amount
    over: Annotated[Length | Literal["period"], Field(union_mode="left_to_right")] = "period"
    excluding: Names = Field(default=(), alias="except")


def _body(rule: Any) -> str:
    """Which rule it is, by the first of its keys that tells."""
    said = rule if isinstance(rule, Mapping) else {}
    for key, made in (("any_of", "AnyRule"), ("all_of", "AllRule"), ("steps", "StepsRule"), ("average", "AverageRule")):
        if key in said:
            return made
    return "AmountRule"


Rule = Annotated[
    Annotated[AmountRule, Tag("AmountRule")]
    | Annotated[AnyRule, Tag("AnyRule")]
    | Annotated[AllRule, Tag("AllRule")]
    | Annotated[StepsRule, Tag("StepsRule")]
    | Annotated[AverageRule, Tag("AverageRule")],
    Discriminator(_body),
]


# ----- carrying, owing, adjusting


class Carry(Shape):
    """Credit that a period leaves to a later one. `lasts`: a length, periods as a whole number, or None: until used."""

    name: Name
    of: Selection
    takes: Literal["surplus", "all"] = "surplus"
    way: Literal["pushed", "pulled"]
    at_most: Amount | None = None
    into: Name = "same"
    serves: Names = ()
    when: When | None = None
    when_used: When | None = None
    lasts: fields.Lasts = 1
    again: YesNo = False


class Debt(Shape):
    """What becomes of a shortage under these rules."""

    of: Names
    way: Literal["absorb first", "repay next", "forgive"]
    up_to: Amount | None = None
    one_in: fields.WholeNumber | None = None
    consequence: tuple[Label, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.way == "forgive") != (self.one_in is not None):
            raise WordsError("one_in with forgive")
        return self


class Adjust(Shape):
    """What a status (or a condition) changes: targets, credit, rules or the period itself."""

    name: Name
    label: Label | None = None
    when: When | None = None
    statuses: Names = Field(default=(), alias="for")
    way: Literal["lower", "grant", "exempt", "extend", "leave out"]
    on: fields.RuleNames = ()
    into: Name | None = None
    by: fields.By | None = None
    at_least_lasting: Length | None = None
    not_under: Amount | None = None
    round: fields.Round | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.way in {"lower", "exempt"} and not self.on:
            raise WordsError("needed with way", key="on", way=self.way)
        if self.way in {"lower", "grant"} and self.by is None:
            raise WordsError("needed with way", key="by", way=self.way)
        if self.way in {"extend", "leave out"} and not self.statuses:
            raise WordsError("needed with way", key="for", way=self.way)
        return self


class Scheme(Shape):
    """One version of one register's rules."""

    format: Format
    scheme: Slug
    version: Text
    title: Label
    body: Text
    source: Label
    year: Text
    status: Literal["unreviewed", "reviewed"]
    reviewed_by: Text | None = None
    reviewed_on: Day | None = None
    unit: Label = POINT
    units: Label | None = None
    zone: Zone = "Europe/Amsterdam"
    applies: Applies
    assumptions: tuple[Label, ...] = ()
    readings: tuple[Reading, ...] = ()
    facts: Facts = Facts()
    review: Review = False
    keep_evidence: Length | None = None
    period: Period
    areas: dict[Name, Areas] = {}
    categories: dict[Name, Category] = {}
    exclusive: tuple[Exclusive, ...] = ()
    earning: tuple[Earning, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = Field(min_length=1)
    carry: tuple[Carry, ...] = ()
    debts: tuple[Debt, ...] = ()
    adjust: tuple[Adjust, ...] = ()

    _raw: Mapping[str, Any] = PrivateAttr(default_factory=dict)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Self:
        """The scheme out of what was read from its file: texts, lists, mappings. Raises pydantic's ValidationError."""
        return cls.model_validate(raw).keeping(raw)

    def keeping(self, raw: Mapping[str, Any]) -> Self:
        """This scheme, which remembers what it was made of: another reading is made out of that."""
        self._raw = raw
        return self

    @property
    def raw(self) -> Mapping[str, Any]:
        """What the file says, as texts, lists and mappings."""
        return self._raw

    @model_validator(mode="after")
    def _reviewed(self) -> Self:
        if (self.status == "reviewed") != (self.reviewed_by is not None and self.reviewed_on is not None):
            raise WordsError("reviewed by whom")
        return self
