"""What a judgement says: a word, and everything that explains it. Facts and codes only; sentences.py makes sentences.

Numbers are Fractions and days are dates; `as_json` writes them as text (`"1.5"`, `"104/3"`, `"2026-06-30"`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, NamedTuple

Word = Literal["met", "on course", "short", "waiting for review", "can't be decided"]
UNDECIDED: Word = "can't be decided"
ZERO = Fraction(0)


class Reason(NamedTuple):
    """Why something did not count, or not in full: a code, and the facts of its sentence.

    Codes: outside_period earlier_period (a rule that looks back counts it) planned refused under_review flagged
    condition no_entry step limit cap other_bucket left_out_days spanning not_stated.
    """

    code: str
    facts: Mapping[str, Any] = {}


class Adjustment(NamedTuple):
    """What an adjustment made of a target: how much was taken off it."""

    name: str
    lowered: Fraction


class RuleLine(NamedTuple):
    """One rule, for one area, part, step or alternative (after a slash in its name).

    `required` and `stated` (before adjusting) are None for a rule that only limits; `cap` is None for one that only
    asks. `have` = `fresh` + `carried`, less what a debt absorbed. `pace`: what should be there by now. `by`: the last
    day that helps.
    """

    name: str
    applies: bool = True
    measure: str = "points"
    required: Fraction | None = None
    stated: Fraction | None = None
    cap: Fraction | None = None
    have: Fraction = ZERO
    fresh: Fraction = ZERO
    carried: Fraction = ZERO
    under_review: Fraction = ZERO
    missing: Fraction = ZERO
    met: bool = True
    binding: bool = False
    pace: Fraction | None = None
    by: date | None = None
    still_possible: bool = True
    adjustments: tuple[Adjustment, ...] = ()
    items: tuple[str, ...] = ()
    consequence: Mapping[str, str] = {}


class ActivityLine(NamedTuple):
    """One activity: the entry it earns by, what it earned, what of that counted and in which categories."""

    id: str
    entry: str | None
    earned: Fraction
    counted: Fraction
    categories: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


class LotIn(NamedTuple):
    """Credit of an earlier period: its place among what the case brought, what of it was used and for which rules."""

    lot: int
    points: Fraction
    used: Fraction
    rules: tuple[str, ...]


class LotOut(NamedTuple):
    """Credit that this period leaves. `points` is all of it, `usable` what the next period may use of it.

    `left` is the last day of the period that left it, `until` the first day on which it can't be used any more.
    """

    category: str
    points: Fraction
    usable: Fraction
    left: date
    until: date | None
    earned: date | None
    times: int
    carry: str


class DebtLine(NamedTuple):
    """A shortage that a period leaves to the next, or that one brought into this one."""

    rule: str
    points: Fraction
    left: date
    in_a_row: int
    way: str


class Way(NamedTuple):
    """What would close a gap: so much more (in the rule's measure), in these categories, by one of these kinds."""

    rule: str
    amount: Fraction
    measure: str
    categories: tuple[str, ...]
    kinds: tuple[str, ...]
    by: date | None = None


class ReadingLine(NamedTuple):
    """One way to read the unclear clauses (option by reading), with its word and the rules that are short under it."""

    choice: Mapping[str, str]
    verdict: Word
    rules: tuple[RuleLine, ...]


class Totals(NamedTuple):
    """`claimed`: earned by all that wasn't refused, before limits and caps. `counted` + `under_review` is what would
    count if everything that waits were approved."""

    claimed: Fraction = ZERO
    under_review: Fraction = ZERO
    counted: Fraction = ZERO


NOTHING = Totals()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement of one case. `period` is half-open, and None when it can't be told which period it is.

    `why` says in codes why nothing can be decided: no_period no_day no_rules unknown_facts too_many_unknown readings
    too_fine too_hard rule_conditions. `chain`: how many earlier periods were judged to know what they left.
    """

    scheme: str
    version: str
    unreviewed: bool
    verdict: Word
    period: tuple[date, date] | None = None
    number: int = 0
    deadlines: Mapping[str, date] = field(default_factory=dict)
    days_left: int | None = None
    no_duty: bool = False
    totals: Totals = NOTHING
    rules: tuple[RuleLine, ...] = ()
    activities: tuple[ActivityLine, ...] = ()
    carry_in: tuple[LotIn, ...] = ()
    carry_out: tuple[LotOut, ...] = ()
    lapsed: tuple[LotIn, ...] = ()
    debts_in: tuple[DebtLine, ...] = ()
    debts_out: tuple[DebtLine, ...] = ()
    ways_to_close: tuple[Way, ...] = ()
    unknown: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    readings: tuple[ReadingLine, ...] = ()
    chain: int = 0

    @property
    def binding(self) -> tuple[str, ...]:
        """The names of the rules that decide."""
        return tuple(rule.name for rule in self.rules if rule.binding)

    def rule(self, name: str) -> RuleLine:
        """The line of that name. Raises KeyError."""
        for line in self.rules:
            if line.name == name:
                return line
        raise KeyError(name)

    def words_of(self, reading: str) -> dict[str, Word]:
        """For one reading: the word under each of its options, where the other readings don't matter."""
        found: dict[str, Word] = {}
        for line in self.readings:
            option = line.choice[reading]
            same = found.setdefault(option, line.verdict) == line.verdict
            found[option] = line.verdict if same else UNDECIDED
        return found

    def as_json(self) -> dict[str, Any]:
        """Plain values, ready for JSON: what is stored, shown and exported."""
        period = self.period
        return {
            "scheme": self.scheme,
            "version": self.version,
            "unreviewed": self.unreviewed,
            "period": [period[0].isoformat(), period[1].isoformat()] if period else None,
            "number": self.number,
            "deadlines": {name: day.isoformat() for name, day in self.deadlines.items()},
            "days_left": self.days_left,
            "verdict": self.verdict,
            "no_duty": self.no_duty,
            "totals": plain(self.totals),
            "rules": [plain(line) for line in self.rules],
            "binding": list(self.binding),
            "activities": [plain(line) for line in self.activities],
            "carry": {
                "in": [plain(line) for line in self.carry_in],
                "out": [{**plain(line), "from": line.left.isoformat()} for line in self.carry_out],
                "lapsed": [plain(line) for line in self.lapsed],
            },
            "debts": {
                "in": [{**plain(line), "from": line.left.isoformat()} for line in self.debts_in],
                "out": [{**plain(line), "from": line.left.isoformat()} for line in self.debts_out],
            },
            "ways_to_close": [{**plain(line), "points": number(line.amount)} for line in self.ways_to_close],
            "unknown": list(self.unknown),
            "why": list(self.why),
            "readings": [plain(line) for line in self.readings],
            "chain": self.chain,
        }


def number(value: Fraction) -> str:
    """An exact number as text: a decimal where that ends within twelve digits, else `n/m`.

    >>> number(Fraction(3, 2)), number(Fraction(104, 3)), number(Fraction(-4))
    ('1.5', '104/3', '-4')
    """
    if value.denominator == 1:
        return str(value.numerator)
    digits = next((n for n in range(1, 13) if 10**n % value.denominator == 0), None)
    if digits is None:
        return f"{value.numerator}/{value.denominator}"
    whole = str(abs(value.numerator) * (10**digits // value.denominator)).rjust(digits + 1, "0")
    return f"{'-' if value < 0 else ''}{whole[:-digits]}.{whole[-digits:]}"


def plain(value: Any) -> Any:
    """A value of a verdict as JSON has it: named tuples become mappings, Fractions and dates text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if hasattr(value, "_fields"):
        return {key: plain(inner) for key, inner in zip(value._fields, value, strict=True)}
    return [plain(inner) for inner in value]
