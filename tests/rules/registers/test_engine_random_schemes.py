"""What must hold of any judgement, over schemes that nobody wrote: with carry, debts, statuses and exclusive places."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from kring.registers.rules.casework import case_of
from kring.registers.rules.facts import ACTIVITY_DEFAULTS
from kring.registers.rules.judging import judge
from kring.registers.rules.schema import Scheme
from kring.registers.rules.verdict import UNDECIDED, Verdict
from tests.rules.registers.drawing_schemes import FACTS, cases, rows, schemes
from tests.rules.registers.making import HEAD, plain

ORDER = ("short", "on course", "waiting for review", "met")
many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def verdict_of(scheme: Scheme, raw: dict[str, Any]) -> Verdict:
    """The verdict on a case of plain values."""
    note(str({key: value for key, value in scheme.raw.items() if key not in HEAD or HEAD[key] != value}))
    case, problems = case_of(plain(raw), scheme)
    assert case is not None, problems
    return judge(scheme, case)


def missing(verdict: Verdict) -> Fraction:
    """What is missing under all rules at the top that say a figure of their own."""
    return sum((line.missing for line in verdict.rules if "/i" not in line.name), Fraction(0))


@many
@given(schemes(shares=True), cases(known=False))
def test_every_case_ends_in_a_verdict(scheme: Scheme, raw: dict[str, Any]) -> None:
    """Whatever isn't known in it, and whatever earlier periods left."""
    verdict = verdict_of(scheme, raw)
    assert (verdict.verdict == UNDECIDED) == bool(verdict.why)
    assert all(0 <= line.counted <= line.earned for line in verdict.activities)


@many
@given(schemes(shares=True), cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_never_matters(scheme: Scheme, raw: dict[str, Any], chance: Any) -> None:
    """Neither of activities nor of statuses, also through a chain of periods."""
    shuffled = {**raw, "activities": list(raw["activities"]), "statuses": list(raw["statuses"])}
    chance.shuffle(shuffled["activities"])
    chance.shuffle(shuffled["statuses"])
    one, other = verdict_of(scheme, raw).as_json(), verdict_of(scheme, shuffled).as_json()
    for said in (one, other):
        said["activities"].sort(key=lambda line: line["id"])
        for line in said["rules"]:
            line["items"].sort()
    assert one == other


@many
@given(schemes(), cases(told=True), rows(most=1))
def test_doing_more_is_never_worse(scheme: Scheme, raw: dict[str, Any], more: list[dict[str, Any]]) -> None:
    """In any period, with credit and debts of earlier ones."""
    assume(more)
    raw["activities"] = [*raw["activities"]]
    after = {**raw, "activities": [*raw["activities"], {**more[0], "id": "more"}]}
    one, other = verdict_of(scheme, raw), verdict_of(scheme, after)
    assume(UNDECIDED not in (one.verdict, other.verdict))
    # What counts once in all and was done before this period can't count in it as well.
    ever = any(limit.per == "ever" for entry in scheme.earning for limit in entry.limits)
    assume(not ever or one.period is None or more[0]["on"] >= str(one.period[0]))
    assert ORDER.index(other.verdict) >= ORDER.index(one.verdict)
    assert missing(other) <= missing(one)


@many
@given(schemes(plain=True), cases(told=True), st.integers(2, 4), st.integers(0, 5))
def test_what_can_be_divided_may_be_told_in_pieces(scheme: Scheme, raw: dict[str, Any], pieces: int, at: int) -> None:
    """Of the same day and kind, with the same claims: no figure changes."""
    assume(at < len(raw["activities"]))
    row = raw["activities"][at]
    parts = [
        {**row, "id": f"p{n}", **{key: str(Fraction(row[key]) / pieces) for key in ("hours", "points")}}
        for n in range(pieces)
    ]
    split = {**raw, "activities": [*raw["activities"][:at], *parts, *raw["activities"][at + 1 :]]}
    one, other = verdict_of(scheme, raw), verdict_of(scheme, split)
    assume(UNDECIDED not in (one.verdict, other.verdict))
    assert one.verdict == other.verdict
    assert missing(one) == missing(other)
    assert one.totals == other.totals
    assert sum(lot.points for lot in one.carry_out) == sum(lot.points for lot in other.carry_out)


@many
@given(schemes(shares=True), cases(told=True))
def test_stored_credit_is_never_cut(scheme: Scheme, raw: dict[str, Any]) -> None:
    """What came in was used, lapsed or stays as it was; what may be used is told beside what there is."""
    verdict = verdict_of(scheme, raw)
    if verdict.no_duty or not verdict.carry_in:
        return
    came = sum((lot.points for lot in verdict.carry_in), Fraction(0))
    used = sum((lot.used for lot in verdict.carry_in), Fraction(0))
    lapsed = sum((lot.points for lot in verdict.lapsed), Fraction(0))
    old = sum((lot.points for lot in verdict.carry_out if lot.left.isoformat() == "2022-12-31"), Fraction(0))
    assert came == used + lapsed + old
    assert all(0 <= lot.usable <= lot.points for lot in verdict.carry_out)


@many
@given(schemes(), cases())
def test_periods_told_and_periods_judged_say_the_same(scheme: Scheme, raw: dict[str, Any]) -> None:
    """What a period left, handed on as its dossier would, gives the verdict that judging it first gives."""
    verdict = verdict_of(scheme, raw)
    assume(verdict.chain and verdict.verdict != UNDECIDED and verdict.period is not None)
    day = verdict.period[0].toordinal() - 1 if verdict.period else 0
    from datetime import date

    before = verdict_of(scheme, {**raw, "for": date.fromordinal(day)})
    assume(before.verdict != UNDECIDED)
    lots = [
        {
            "points": o.points,
            "category": o.category,
            "from": o.left,
            "earned": o.earned,
            "times": o.times,
            "carry": o.carry,
        }
        for o in before.carry_out
    ]
    lots = [{key: value for key, value in lot.items() if value is not None} for lot in lots]
    debts = [{"rule": d.rule, "points": d.points, "from": d.left, "in_a_row": d.in_a_row} for d in before.debts_out]
    after = verdict_of(scheme, {**raw, "carry": lots, "debts": debts})
    assert after.verdict == verdict.verdict
    assert [line.have for line in after.rules] == [line.have for line in verdict.rules]


@settings(many, max_examples=60)
@given(schemes(shares=True, hanging=True), cases(), st.data())
def test_what_is_decided_stays_so_when_more_becomes_known(
    scheme: Scheme, raw: dict[str, Any], data: st.DataObject
) -> None:
    """A word is said only where no answer to what isn't known would change it, of this period or of one before it."""
    # What holds by itself when nothing is said is known: saying otherwise is another case.
    open_facts = [fact for fact in FACTS if fact not in ACTIVITY_DEFAULTS]
    told = sorted({(n, fact) for n, row in enumerate(raw["activities"]) for fact in open_facts if fact in row})
    assume(told)
    gone = data.draw(st.sets(st.sampled_from(told), min_size=1))
    fewer = [
        {key: value for key, value in row.items() if (n, key) not in gone} for n, row in enumerate(raw["activities"])
    ]
    verdict = verdict_of(scheme, {**raw, "activities": fewer})
    assume(verdict.verdict != UNDECIDED)
    known = verdict_of(scheme, raw)
    # What can't be divided at all may come to light with what is known.
    assert known.verdict == verdict.verdict or known.why == ("too_hard",)
