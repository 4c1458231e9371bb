"""What must hold of any judgement, whatever the scheme: over the schemes that ship, with drawn cases."""

from __future__ import annotations

import json
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.registers.rules.casework import case_of
from kring.registers.rules.judging import judge
from kring.registers.rules.schema import AmountRule, Scheme
from kring.registers.rules.verdict import Verdict
from tests.rules.registers.drawing import PERSON, activities, cases, kinds, odd_cases, shipped

Drawn = tuple[Scheme, dict[str, Any]]
# From the worst to the best; nothing can be decided stands outside.
ORDER = ("short", "on course", "waiting for review", "met")
many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def verdict_of(scheme: Scheme, raw: dict[str, Any]) -> Verdict:
    """The verdict on a case of plain values."""
    case, problems = case_of(raw, scheme)
    assert case is not None, problems
    return judge(scheme, case)


def missing(verdict: Verdict) -> Fraction:
    """What is missing under all rules that stand at the top."""
    return sum((line.missing for line in verdict.rules if "/" not in line.name), Fraction(0))


@many
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_never_matters(drawn: Drawn, chance: Any) -> None:
    """Neither of activities nor of statuses."""
    scheme, raw = drawn
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
@given(cases())
def test_names_of_activities_never_matter(drawn: Drawn) -> None:
    """Renaming them changes no figure."""
    scheme, raw = drawn
    count = len(raw["activities"])
    named = [{**row, "id": f"y{count - n}"} for n, row in enumerate(raw["activities"])]
    one, other = verdict_of(scheme, raw).as_json(), verdict_of(scheme, {**raw, "activities": named}).as_json()
    for said in (one, other):
        said["activities"] = []
        for line in [*said["rules"], *(rule for reading in said["readings"] for rule in reading["rules"])]:
            line["items"] = []
    assert one == other


@many
@given(st.data())
def test_doing_more_is_never_worse(data: st.DataObject) -> None:
    """One more approved activity in the period neither raises what is missing nor lowers the word."""
    scheme, raw = data.draw(cases())
    more = data.draw(activities(scheme, most=1).filter(bool))
    more = [{**more[0], "id": "more"}]
    before, after = verdict_of(scheme, raw), verdict_of(scheme, {**raw, "activities": [*raw["activities"], *more]})
    # What was done before the period makes a chain of periods: of debts too.
    if before.chain or after.chain or "can't be decided" in (before.verdict, after.verdict):
        return
    assert missing(after) <= missing(before)
    assert ORDER.index(after.verdict) >= ORDER.index(before.verdict)


@many
@given(cases())
def test_counted_is_within_what_waits_and_what_is_claimed(drawn: Drawn) -> None:
    """The three totals stand in their order."""
    scheme, raw = drawn
    states = ["approved", "claimed", "under review", "flagged", "refused"]
    rows = [{**row, "status": states[n % 5]} for n, row in enumerate(raw["activities"])]
    totals = verdict_of(scheme, {**raw, "activities": rows}).totals
    assert 0 <= totals.counted <= totals.counted + totals.under_review <= totals.claimed


@many
@given(cases())
def test_no_activity_counts_for_more_than_it_earned(drawn: Drawn) -> None:
    """And what counts of all is what counts of each."""
    scheme, raw = drawn
    verdict = verdict_of(scheme, raw)
    assert all(0 <= line.counted <= line.earned for line in verdict.activities)
    if verdict.period is not None:
        assert sum((line.counted for line in verdict.activities), Fraction(0)) == verdict.totals.counted
    for line in verdict.activities:
        assert line.counted == line.earned or line.reasons or line.entry is None


@many
@given(cases())
def test_credit_is_neither_made_nor_lost_on_the_way(drawn: Drawn) -> None:
    """What came in was used, stays, or lapsed; what goes out was earned here or came in."""
    scheme, raw = drawn
    lots = [{"points": "7.5", "from": "2023-12-31", "category": name} for name in list(scheme.categories)[:2]]
    verdict = verdict_of(scheme, {**raw, "carry": lots, "debts": []})
    if verdict.no_duty or not verdict.carry_in:
        return
    old = {(lot.category, lot.left): lot.points for lot in verdict.carry_out if lot.left.isoformat() == "2023-12-31"}
    came = sum((lot.points for lot in verdict.carry_in), Fraction(0))
    used = sum((lot.used for lot in verdict.carry_in), Fraction(0))
    lapsed = sum((lot.points for lot in verdict.lapsed), Fraction(0))
    assert came == used + lapsed + sum(old.values(), Fraction(0))
    new = sum((lot.points for lot in verdict.carry_out), Fraction(0)) - sum(old.values(), Fraction(0))
    assert new <= verdict.totals.claimed
    assert all(lot.usable <= lot.points for lot in verdict.carry_out)


@many
@given(cases(), st.sampled_from(["+00:00", "+05:30", "-08:00"]))
def test_an_instant_is_the_same_wherever_it_was_written(drawn: Drawn, offset: str) -> None:
    """Moments with an offset are put into the zone of the scheme."""
    scheme, raw = drawn
    zone = datetime.fromisoformat(f"2024-01-01T00:00:00{offset}").tzinfo
    here, there = [], []
    for row in raw["activities"]:
        begin = datetime.fromisoformat(f"{row['on']}T23:30:00").replace(tzinfo=ZoneInfo(scheme.zone))
        end = begin.replace(minute=59)
        plain = {key: value for key, value in row.items() if key not in ("on", "hours")}
        here.append({**plain, "started": begin.isoformat(), "ended": end.isoformat()})
        there.append(
            {**plain, "started": begin.astimezone(zone).isoformat(), "ended": end.astimezone(zone).isoformat()}
        )
    one, other = ({**raw, "activities": rows} for rows in (here, there))
    assert verdict_of(scheme, one).as_json() == verdict_of(scheme, other).as_json()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(odd_cases())
def test_every_case_ends_in_a_verdict(drawn: Drawn) -> None:
    """Whatever is missing in it: what can't be told is undecided, with why. And it can be written down."""
    scheme, raw = drawn
    verdict = verdict_of(scheme, raw)
    assert (verdict.verdict == "can't be decided") == bool(verdict.why)
    assert json.loads(json.dumps(verdict.as_json()))["verdict"] == verdict.verdict
    assert len(verdict.activities) in (0, len(raw["activities"]))


@many
@given(cases(), st.integers(2, 4))
def test_what_can_be_divided_may_be_told_in_pieces(drawn: Drawn, pieces: int) -> None:
    """Where points go by the hour or are stated, without rounding, limits or a least duration."""
    scheme, raw = drawn
    if any(e.round or e.limits or e.gather or e.whole or e.per not in ("hour", "activity") for e in scheme.earning):
        return
    if "hours" in repr([e.when for e in scheme.earning]) or any(
        e.points and e.per == "activity" for e in scheme.earning
    ):
        return
    if scheme.exclusive and scheme.exclusive[0].split is None:
        return
    rows = [
        {**row, "id": f"{row['id']}-{n}", **{key: f"{row[key]}/{pieces}" for key in ("hours", "points")}}
        for row in raw["activities"]
        for n in range(pieces)
        if "." not in row["hours"] + row["points"]
    ]
    kept = [row for row in raw["activities"] if "." not in row["hours"] + row["points"]]
    one, other = verdict_of(scheme, {**raw, "activities": kept}), verdict_of(scheme, {**raw, "activities": rows})
    plain = [rule for rule in scheme.rules if isinstance(rule, AmountRule) and rule.measure == "points"]
    for name in (rule.name for rule in plain if not rule.per):
        for line in one.rules:
            if line.name == name:
                assert other.rule(name)._replace(items=()) == line._replace(items=())


# What is known to be so when nothing is said, and what counts for nothing when it isn't.
SAID = {"id", "on", "kind", "title", "claimed", "areas", "hours", "points", "online"}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_decided_stays_so_when_more_becomes_known(data: st.DataObject) -> None:
    """A word is said only where no answer to what isn't known would change it."""
    scheme, raw = data.draw(cases())
    facts = sorted(set(raw["activities"][0]) - SAID) if raw["activities"] else []
    gone = data.draw(st.sets(st.sampled_from(facts), min_size=1)) if facts else set()
    fewer = [{key: value for key, value in row.items() if key not in gone} for row in raw["activities"]]
    person = {key: value for key, value in PERSON.items() if key != "level" or data.draw(st.booleans())}
    verdict = verdict_of(scheme, {**raw, "activities": fewer, "person": person, "carry": [], "debts": []})
    if verdict.verdict != "can't be decided":
        known = verdict_of(scheme, {**raw, "carry": [], "debts": []})
        assert known.verdict == verdict.verdict


def test_every_scheme_that_ships_is_drawn_from() -> None:
    """All of them, with kinds of their own."""
    assert len(shipped()) >= 21
    assert all(kinds(scheme) for scheme in shipped())
