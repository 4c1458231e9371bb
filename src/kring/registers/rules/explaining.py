"""A look as a verdict: lines for rules and activities, each with what cut it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kring.registers.rules.case import Activity
from kring.registers.rules.counted import Count
from kring.registers.rules.earning import Sheet
from kring.registers.rules.looking import Look
from kring.registers.rules.rows import Row
from kring.registers.rules.verdict import ActivityLine, Reason, RuleLine, Totals
from kring.registers.rules.wording import condition_reasons

ZERO = Fraction(0)


def totals(look: Look) -> Totals:
    """Claimed, under review and counted."""
    unit = look.sheet.unit
    counted = _counted(look.standing.count)
    waits = max(0, _counted(look.reviewed.count) - counted) if look.reviewed is not look.standing else 0
    claimed = sum(look.reviewed.count.items.amounts[n] for n in _own(look.reviewed.count))
    lost = _lost_to_limits(look)
    return Totals(Fraction(claimed + lost, unit), Fraction(waits, unit), Fraction(counted, unit))


def _own(count: Count) -> list[int]:
    """The items that were earned in this period."""
    return [n for n, credit in enumerate(count.items.credits) if credit.activity is not None and credit.windows & 1]


def _counted(count: Count) -> int:
    found = 0
    for group, parts in zip(count.groups, count.parts, strict=True):
        if group.sample.activity is not None and group.sample.windows & 1:
            found += sum(parts)
    return found


def _lost_to_limits(look: Look) -> int:
    items, unit = look.reviewed.count.items, look.sheet.unit
    lost = ZERO
    for place, reasons in items.reasons.items():
        if any(c.place == place and c.windows & 1 for c in look.sheet.credits):
            lost += sum((reason.facts["lost"] for reason in reasons if reason.code == "limit"), ZERO)
    return int(lost * unit)


def rule_lines(look: Look) -> tuple[RuleLine, ...]:
    """The rules, each told whether it decides: unmet, or met with nothing to spare."""
    cutting = {cap.row.name for cap in look.standing.count.caps if cap.row is not None and _cuts(look, cap.row)}
    found = look.standing.lines(look.reviewed)
    all_met = look.word == "met"
    return tuple(
        line if line.binding else line._replace(binding=_binding(line, cutting, all_met=all_met)) for line in found
    )


def _cuts(look: Look, row: Row) -> bool:
    count = look.standing.count
    cap = next(cap for cap in count.caps if cap.row is row)
    there = sum(group.total for n, group in enumerate(count.groups) if cap.groups >> n & 1)
    return row.measure == "points" and there > cap.most and look.standing.have(row) >= cap.most


def _binding(line: RuleLine, cutting: set[str], *, all_met: bool) -> bool:
    if not line.applies:
        return False
    if not line.met:
        return True
    tight = line.required is not None and line.required > 0 and line.have == line.required
    return (all_met and tight) or line.name in cutting


# ----- activities


@dataclass(slots=True)
class _Told:
    """What became of one activity."""

    earned: int = 0
    counted: int = 0
    entry: str | None = None
    categories: tuple[str, ...] = ()
    waits: bool = False
    inside: bool = False
    looked_back: bool = False


def activity_lines(look: Look) -> tuple[ActivityLine, ...]:
    """Every activity of the case, in its order."""
    sheet, count = look.sheet, look.standing.count
    told = _told(look)
    lines = []
    cuts: dict[int, list[Reason]] = _cut_reasons(look)
    steps = _as_steps(look)
    for place, activity in enumerate(look.around.case.activities):
        one = told.get(place)
        if one is None:
            line = _nothing(sheet, count, place, activity)
            step = steps.get(activity.id)
            lines.append(line if step is None else line._replace(reasons=(step,)))
            continue
        reasons = [*_waiting(activity, one), *count.items.reasons.get(place, ()), *cuts.get(place, ())]
        if not one.inside:
            reasons.insert(0, Reason("earlier_period" if one.looked_back else "outside_period"))
        earned, counted = look.standing.points(one.earned), look.standing.points(one.counted)
        lines.append(ActivityLine(activity.id, one.entry, earned, counted, one.categories, tuple(reasons)))
    return tuple(lines)


def _told(look: Look) -> dict[int, _Told]:
    found: dict[int, _Told] = {}
    for credit in look.sheet.credits:
        one = found.get(credit.place)
        if one is None:
            one = found[credit.place] = _Told(entry=credit.entry.name if credit.entry else None, waits=credit.waits)
        one.earned += credit.amount
        one.inside = one.inside or bool(credit.windows & 1)
    count = look.standing.count
    for n, group in enumerate(count.groups):
        for item, place, amount in count.shares(n):
            credit = count.items.credits[item]
            if credit.activity is not None:
                one = found[credit.place]
                one.counted += amount if credit.windows & 1 else 0
                one.looked_back = one.looked_back or bool(group.rows[place])
                one.categories = tuple(dict.fromkeys((*one.categories, *(group.options[place].labels or ("all",)))))
    if look.sheet.ready.gathers:
        _gathered(look, found)
    return found


def _gathered(look: Look, found: dict[int, _Told]) -> None:
    """What was gathered earned its share of the whole."""
    items = look.standing.count.items
    for credit, amount in zip(items.credits, items.amounts, strict=True):
        if credit.entry is not None and credit.entry.gather is not None:
            found[credit.place].earned = max(found[credit.place].earned, amount)


def _cut_reasons(look: Look) -> dict[int, list[Reason]]:
    """Where a limit of a rule, a bound of an entry or another place cut what an activity may count for."""
    count = look.standing.count
    found: dict[int, list[Reason]] = {}
    for n, group in enumerate(count.groups):
        caps = [cap for cap in count.caps if cap.groups >> n & 1]
        if not caps or (sum(count.parts[n]) == group.total and n not in count.dropped):
            continue
        counted: dict[int, int] = {}
        for item, _, amount in count.shares(n):
            counted[item] = counted.get(item, 0) + amount
        rule = next((cap for cap in caps if cap.row is None or _cuts(look, cap.row)), caps[0])
        if n in count.dropped:
            rule = next((cap for cap in caps if cap.row is None or cap.row.measure != "points"), rule)
        for item, full in zip(group.members, group.amounts, strict=True):
            lost = full - counted.get(item, 0)
            credit = count.items.credits[item]
            if (lost or n in count.dropped) and credit.activity is not None:
                facts = {"rule" if rule.row else "limit": rule.said, "lost": Fraction(lost, look.sheet.unit)}
                found.setdefault(credit.place, []).append(Reason("cap" if rule.row else "limit", facts))
    return found


def _waiting(activity: Activity, one: _Told) -> list[Reason]:
    if not one.waits:
        return []
    return [Reason("flagged" if activity.state == "flagged" else "under_review")]


def _nothing(sheet: Sheet, count: Count, place: int, activity: Activity) -> ActivityLine:
    reason = sheet.reasons.get(place)
    reasons = (reason,) if reason is not None else tuple(_unmatched(sheet, activity))
    return ActivityLine(activity.id, None, ZERO, ZERO, (), reasons)


def _as_steps(look: Look) -> dict[str, Reason]:
    """Activities that are a step of a rule, whatever else they are: by their id, which step."""
    found: dict[str, Reason] = {}
    for node in look.standing.every():
        if node.rule.steps and look.standing.applies(node):
            for done in look.standing.steps(node):
                for activity in done.items:
                    found[activity] = Reason("step", {"rule": node.name, "step": done.step.name})
    return found


def _unmatched(sheet: Sheet, activity: Activity) -> list[Reason]:
    found: list[Reason] = []
    for entry in sheet.ready.by_kind(activity.kind):
        for condition, subject in ((entry.around, None), (entry.own, activity)):
            if condition is not None:
                found += condition_reasons(entry.name, condition, subject, sheet.around, sheet.ready.getters)
    return found or [Reason("no_entry")]
