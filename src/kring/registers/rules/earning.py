"""What each activity earns: its day, the entry that takes it, its points, in whole numbers of a unit that fits all.

What is the same whoever approved what is worked out once (`Sheet`); gathering and limits differ by what counts, so that
limiting.py does those for each look at the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import Any

from kring.registers.rules import words
from kring.registers.rules.adjusting import left_out
from kring.registers.rules.amounts import Earned, rounded_steps
from kring.registers.rules.case import Activity
from kring.registers.rules.compile import Compiled, Entry, Option, Selector
from kring.registers.rules.credits import Credit, FinerError
from kring.registers.rules.periods import DAY, Interval, later
from kring.registers.rules.rows import Row, Window
from kring.registers.rules.sure import sure
from kring.registers.rules.surroundings import Around
from kring.registers.rules.verdict import Reason


class Sheet:
    """All that the activities of a case earn, before gathering and limits; `reasons` say why others earn nothing."""

    def __init__(self, around: Around, rows: Sequence[Row], finer: int = 1) -> None:
        self.around, self.rows, self.ready = around, rows, around.ready
        self.case = around.case
        period = around.period
        # The first window is the period itself.
        self.windows: list[Window] = [(period.first, period.until)]
        self.earned: dict[int, int] = {}
        self._see_windows()
        self.selections = [s for s in _selectors(self.ready) if s.when is not None]
        self.bit = {id(selector): n for n, selector in enumerate(self.selections)}
        self.rising = self._is_rising()
        self.unit, self._quantity = self._units(finer)
        self.rates = [self._rate(entry) for entry in self.ready.entries]
        self.steps = [int(e.round.step * self.unit) if e.round else 0 for e in self.ready.entries]
        self.left_out = left_out(around) if self.ready.adjusts else []
        self.reasons: dict[int, Reason] = {}
        self.unmatched: list[int] = []
        self.credits: list[Credit] = []
        self._membership: dict[Any, tuple[int, ...]] = {}
        self._fill()

    # ----- units and windows

    def _units(self, finer: int) -> tuple[int, int]:
        """The unit in which every amount is whole, and the part of it that hours and points of the case need."""
        found = 1
        for activity in self.case.activities:
            for value in (activity.hours, activity.points, activity.items):
                if value is not None and found % value.denominator:
                    found = lcm(found, value.denominator)
        asked = self.ready.fineness * finer
        for row in self.rows:
            for bound in (row.least, row.most, row.absorbed):
                if isinstance(bound, Fraction):
                    asked = lcm(asked, bound.denominator)
                elif isinstance(bound, Earned):
                    share = bound.share
                    asked = lcm(asked, share.denominator, abs(share.denominator - share.numerator) or 1)
        for lot in self.case.lots or ():
            asked = lcm(asked, lot.points.denominator)
        return found * asked, found

    def _rate(self, entry: Entry) -> int:
        """What one of the case's smallest quantities earns, in units."""
        points = Fraction(1) if entry.points is None else entry.points
        per = 60 if entry.per == "minute" else 1
        return self.whole(points * per * (self.unit // self._quantity))

    def whole(self, value: Fraction) -> int:
        """A value that is whole by now. FinerError: it isn't, and the unit must be finer."""
        if value.denominator != 1:
            raise FinerError(value.denominator)
        return value.numerator

    def units(self, value: Fraction) -> int:
        """A number of points (hours, things) in units. FinerError: the unit is too coarse."""
        each, rest = divmod(self.unit, value.denominator)
        if rest:
            raise FinerError(value.denominator // gcd(self.unit, value.denominator))
        return value.numerator * each

    def _see_windows(self) -> None:
        for row in self.rows:
            if row.window not in self.windows:
                self.windows.append(row.window)
        for selector in _selectors(self.ready):
            if selector.earned is not None:
                self.earned[id(selector)] = self._window_of(selector.earned)

    def _window_of(self, length: words.Length) -> int:
        until = self.around.period.until
        window = (later(until, length, -1, self.around.leap), until)
        if window not in self.windows:
            self.windows.append(window)
        return self.windows.index(window)

    def windows_at(self, day: date) -> int:
        """A bit for each window that holds a day."""
        found = 0
        for n, (first, until) in enumerate(self.windows):
            if first <= day < until:
                found |= 1 << n
        return found

    # ----- which rows a credit counts in

    def rows_of(self, credit: Credit, option: Option) -> tuple[int, ...]:
        """The places of the rows in which it counts when it counts so."""
        key = (option, credit.kind, credit.windows, credit.bits, credit.serves)
        found = self._membership.get(key)
        if found is None:
            found = tuple(row.index for row in self.rows if self._counts(credit, option, row))
            self._membership[key] = found
        return found

    def _counts(self, credit: Credit, option: Option, row: Row) -> bool:
        if credit.serves is not None:
            if (row.said.fresh and credit.lot >= 0) or row.measure != "points":
                return False
            # Whatever it serves, a limit of what it is limits it.
            if row.least is not None and row.index not in credit.serves:
                return False
        if not credit.windows >> self.windows.index(row.window) & 1:
            return False
        return self.selects(sure(row.rule.selector), credit, option, row.area)

    def selects(self, selector: Selector, credit: Credit, option: Option, area: str | None = None) -> bool:
        """Whether a selection takes it when it counts so."""
        if not selector.takes(option, credit.kind, area, self.ready.per_area):
            return False
        if selector.when is not None and not credit.bits >> self.bit[id(selector)] & 1:
            return False
        return selector.earned is None or bool(credit.windows >> self.earned[id(selector)] & 1)

    def ids(self, count: Any, row: Row) -> tuple[str, ...]:
        """The activities that count in a row."""
        found = dict[str, None]()
        for n, group in enumerate(count.groups):
            held = [row.index in rows for rows in group.rows]
            if any(held) and n not in count.dropped:
                for item, option, _ in count.shares(n):
                    activity = count.items.credits[item].activity
                    if held[option] and activity is not None:
                        found[activity.id] = None
        return tuple(found)

    # ----- each activity

    def _fill(self) -> None:
        order = sorted(range(len(self.case.activities)), key=self._order)
        for place in order:
            activity = self.case.activities[place]
            if (day := self._day(place, activity)) is not None:
                self._credit(place, activity, day)

    def _order(self, place: int) -> tuple[Any, ...]:
        a = self.case.activities[place]
        return (a.completed, a.started, a.kind, a.points or 0, a.hours or 0, a.title, a.id)

    def _day(self, place: int, activity: Activity) -> date | None:
        """The day that puts it in a period, or None with the reason why it is in none."""
        period = self.ready.scheme.period
        day = activity.completed if period.dated_by == "completed" else getattr(activity, period.dated_by)
        reason = self._elsewhere(activity, day, period.spanning)
        if reason is not None:
            self.reasons[place] = reason
            return None
        found: date = day
        return found

    def _elsewhere(self, activity: Activity, day: date | None, spanning: str) -> Reason | None:
        if activity.state == "refused":
            return Reason("refused", {"reason": activity.reason})
        if day is None:
            return Reason("not_stated", {"fact": self.ready.scheme.period.dated_by})
        at, (first, until, _) = self.around.at, self.around.period
        if at is not None and max(activity.completed, day) > at:
            return Reason("planned")
        touches = activity.started < until and activity.completed >= first
        if spanning == "inside" and touches and (activity.started < first or activity.completed >= until):
            return Reason("spanning")
        parted = spanning == "by time" and touches
        if not parted and (day >= until or (day < first and not self.ready.looks_back)):
            return Reason("outside_period")
        left_out = self.left_out and any(a <= day < b for a, b in self.left_out)
        return Reason("left_out_days") if left_out else None

    def _credit(self, place: int, activity: Activity, day: date) -> None:
        entry = self._entry(activity, day)
        if entry is None:
            self.unmatched.append(place)
            return
        credit = Credit(place, activity, entry, day, self.ready.options(entry, activity.claimed, activity.areas))
        credit.kind = activity.kind if activity.kind in self.ready.kinds_matter else None
        credit.hours, credit.whole, credit.waits = activity.hours, entry.whole, self.waits(activity)
        for n, selector in enumerate(self.selections):
            if self._meets(selector, activity):
                credit.bits |= 1 << n
        amount = self.amount(entry, activity)
        if amount is None:
            self.reasons[place] = Reason("not_stated", {"fact": _quantity_of(entry)})
            return
        credit.amount = amount
        self.credits.extend(self._pieces(credit))

    def _meets(self, selector: Selector, activity: Activity) -> bool:
        when = sure(selector.when)
        answer = when.ask(activity, self.around)
        if answer is None:
            return self.around.supposed(("selection", when.when, activity.id), when.unknown(activity, self.around))
        return answer

    def waits(self, activity: Activity) -> bool:
        """Whether it counts only when a reviewer has approved it, and none has yet."""
        state, review = activity.state, self.ready.review
        if state == "approved":
            return False
        if state != "claimed":
            return True
        # What isn't known to need no review needs one.
        return review if isinstance(review, bool) else review.ask(activity, self.around) is not False

    def amount(self, entry: Entry, activity: Activity) -> int | None:
        """What an entry gives for an activity by itself, in units; None when what it is measured by isn't known."""
        rate = self.rates[entry.index]
        if entry.gather is not None:
            return 0
        if entry.points is None:
            quantity = activity.points
        elif entry.per in {"hour", "minute"}:
            quantity = activity.hours if rate else Fraction(0)
        elif entry.per == "item":
            quantity = activity.items
        elif entry.per == "day":
            quantity = Fraction((activity.completed - activity.started).days + 1)
        else:
            quantity = _ONE
        if quantity is None:
            return None
        amount = rate * quantity.numerator * (self._quantity // quantity.denominator)
        step = self.steps[entry.index]
        return rounded_steps(amount, step, entry.round.way) * step if entry.round else amount

    # ----- which entry takes it

    def _entry(self, activity: Activity, day: date) -> Entry | None:
        around = self.around
        possible: list[Entry] = []
        certain: Entry | None = None
        for entry in self.ready.by_kind(activity.kind):
            if not around.open_entry(entry.index):
                continue
            answer = entry.own is None or entry.own.ask(activity, around)
            if answer:
                certain = entry
                break
            if answer is None:
                possible.append(entry)
        return self._supposed(activity, day, possible, certain) if possible else certain

    def _supposed(self, activity: Activity, day: date, possible: list[Entry], certain: Entry | None) -> Entry | None:
        """Which of the entries that may take it is supposed to, while a fact that decides isn't known."""
        around = self.around
        outcomes: list[Entry | None] = [*possible, certain]
        best = self._dominant(activity, day, outcomes)
        if best is not None:
            facts = [fact for entry in possible if entry.own for fact in entry.own.unknown(activity, around)]
            known = around.asked.get(MORE, ())
            worst, most = best
            return most if around.supposed(MORE, tuple(dict.fromkeys((*known, *facts)))) else worst
        for entry in possible:
            unknown = sure(entry.own).unknown(activity, around)
            if around.supposed(("activity", activity.id, entry.index), unknown):
                return entry
        return certain

    def _dominant(
        self, activity: Activity, day: date, outcomes: list[Entry | None]
    ) -> tuple[Entry | None, Entry | None] | None:
        """The worst and the best of what may become of it, where there surely are such."""
        if not self.rising:
            return None
        worst = [one for one in outcomes if all(self._at_least(activity, day, other, one) for other in outcomes)]
        best = [one for one in outcomes if all(self._at_least(activity, day, one, other) for other in outcomes)]
        return (worst[0], best[0]) if worst and best else None

    def _at_least(self, activity: Activity, day: date, one: Entry | None, other: Entry | None) -> bool:
        """Whether one outcome is never worse than another, whatever else there is."""
        if one is other:
            return True
        if other is None:
            # Putting one more together with others could take it out of bounds that others keep; and what counted
            # earlier may have used up a limit.
            if one is None or (one.limits and day < self.around.period.first):
                return one is None
            return one.gather_when is None or one.gather_when.rises
        if one is None or any(e.limits or e.gather or e.whole for e in (one, other)):
            return False
        mine, its = (self._measured(activity, day, entry) for entry in (one, other))
        if mine is None or its is None:
            return False
        return mine[0] >= its[0] and mine[1] >= its[1] and mine[2] <= its[2]

    def _measured(self, activity: Activity, day: date, entry: Entry) -> tuple[int, set[int], set[int]] | None:
        options = self.ready.options(entry, activity.claimed, activity.areas)
        if len(options) != 1:
            return None
        credit = Credit(0, activity, entry, day, options)
        credit.kind = activity.kind if activity.kind in self.ready.kinds_matter else None
        credit.windows = self.windows_at(day)
        credit.bits = sum(1 << n for n, s in enumerate(self.selections) if self._meets(s, activity))
        places = self.rows_of(credit, options[0])
        minimums = {n for n in places if self.rows[n].least is not None}
        return self.amount(entry, activity) or 0, minimums, {n for n in places if self.rows[n].most is not None}

    def _is_rising(self) -> bool:
        """Whether more is never worse: not where a rule asks a share of what was earned, or hangs on what others have,
        nor where activities are limited by their number."""
        if self.ready.hangs_on_rules or any(isinstance(row.least, Earned) for row in self.rows):
            return False
        return not any(row.most is not None and row.measure != "points" for row in self.rows)

    # ----- pieces

    def _pieces(self, credit: Credit) -> Iterator[Credit]:
        activity = sure(credit.activity)
        by_time = self.ready.scheme.period.spanning == "by time"
        if not by_time or credit.whole or activity.started == activity.completed:
            credit.windows = self.windows_at(credit.day)
            yield from self._daily(credit, activity.started, activity.completed + DAY)
            return
        for (first, until), share in self._shares(activity):
            piece = replace(credit, day=until - DAY, amount=self.whole(credit.amount * share))
            piece.hours = None if credit.hours is None else credit.hours * share
            piece.windows = self.windows_at(first)
            yield from self._daily(piece, first, until)

    def _daily(self, credit: Credit, first: date, until: date) -> Iterator[Credit]:
        """Where an entry is limited by the day, what lasted several is spread over them evenly."""
        days = (until - first).days
        if not 1 < days <= _MOST_DAYS or not sure(credit.entry).daily or self._stays_whole(credit):
            yield credit
            return
        share = Fraction(1, days)
        for n in range(days):
            piece = replace(credit, amount=self.whole(credit.amount * share), one_day=first + n * DAY)
            piece.hours = None if credit.hours is None else credit.hours * share
            yield piece

    def _stays_whole(self, credit: Credit) -> bool:
        """Whether it may not be divided: by its entry, or because it goes to one of several places as a whole."""
        if credit.whole or len(credit.options) == 1:
            return credit.whole
        return self.ready.splits[credit.options[0].bucket.partition("/")[0]] is None

    def _shares(self, activity: Activity) -> list[tuple[Interval, Fraction]]:
        """The stretches of an activity between the windows' edges, each with its share of the days."""
        first, until = activity.started, activity.completed + DAY
        inside = {edge for window in self.windows for edge in window if first < edge < until}
        edges = sorted({first, until} | inside)
        days = (until - first).days
        return [((a, b), Fraction((b - a).days, days)) for a, b in pairwise(edges)]


MORE = "activities"
_MOST_DAYS = 366
_ONE = Fraction(1)


def _quantity_of(entry: Entry) -> str:
    return "points" if entry.points is None else "hours"


def _selectors(ready: Compiled) -> list[Selector]:
    rules = [leaf.selector for leaf in ready.leaves if leaf.selector is not None]
    return [*rules, *(carry.selector for carry in ready.carries)]
