"""What the pages of reports are given, in the shapes that their templates take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kring.planning.reports.models import Plan, ReportGroup
from kring.planning.reports.queries import CommunityRow, Quarter, Shown
from kring.web.learning.rows import decimal
from kring.web.learning.words import WAYS
from kring.web.planning.words import AGREED, quarter

_QUARTERS_A_YEAR = 4
# The drawing of the trend: a bar each so many units, so wide, and the highest so high.
_STEP, _BAR, _HEIGHT = 26.0, 16.0, 80.0


class Meter(NamedTuple):
    """A group's days for each person, beside a quarter of the aim."""

    name: str
    each: float
    text: str


class Bar(NamedTuple):
    """A quarter of the trend: where it stands, its name, and its parts as (way, height from the top, height)."""

    x: float
    label: str
    parts: Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Page:
    """One report, in words and drawings."""

    quarter: str
    people: int
    whole: bool
    stats: Sequence[tuple[str, str, str]]
    merged: Sequence[str]
    held: Sequence[str]
    aim: float
    meters: Sequence[Meter]
    table: Sequence[Sequence[str]]
    mix: Sequence[tuple[str, float]]
    mix_table: Sequence[Sequence[str]]
    bars: Sequence[Bar]
    trend: Sequence[Sequence[str]]
    communities: Sequence[tuple[str, str, int]]
    agreed: Sequence[Sequence[str]]
    plan: str
    planned: Sequence[Sequence[str]]


def report(found: Shown, before: Sequence[Quarter], plan: Plan | None) -> Page:
    """A report as its page shows it."""
    now = next((one for one in before if one.first == found.report.first), None)
    aim = Fraction(found.report.aim, _QUARTERS_A_YEAR)
    return Page(
        quarter=quarter(found.report.first),
        people=sum(one.people for one in found.groups),
        whole=found.whole,
        stats=_stats(now) if now else (),
        merged=[_merged(one) for one in found.groups if one.merged],
        held=[one.name for one in found.groups if one.days is None],
        aim=float(aim),
        meters=[_meter(one, aim) for one in found.groups if one.days is not None],
        table=[(one.name, *_figures(one)) for one in found.groups],
        mix=_mix(now),
        mix_table=_shares(now),
        bars=_bars(before),
        trend=[(quarter(one.first), *_figures(one)) for one in before],
        communities=[(f"/circles/{one.slug}", one.name, one.people) for one in found.communities if one.people],
        agreed=[_agreed(one) for one in found.communities if one.seated],
        plan=plan.text if plan else "",
        planned=_planned(plan, before) if plan and plan.quarters else (),
    )


def _stats(now: Quarter) -> list[tuple[str, str, str]]:
    days = [("–" if now.days is None else f"± {now.days}", "", _("development days"))]
    return [
        (str(now.people), "", _("people in these groups")),
        (f"± {now.took_part}", "", _("took part: wrote down anything at all")),
        *days,
    ]


def _merged(one: ReportGroup) -> str:
    names = {"merged": ", ".join(one.merged), "group": one.name}
    return _("%(merged)s: counted together with %(group)s, because no group has fewer than five people.") % names


def _meter(one: ReportGroup, aim: Fraction) -> Meter:
    each = Fraction(one.days or 0, one.people)
    text = _("± %(each)s of %(aim)s days each") % {"each": decimal(each), "aim": decimal(aim, places=2)}
    return Meter(one.name, float(each), text)


def _figures(one: ReportGroup | Quarter) -> list[str]:
    said = [one.took_part, one.days, one.employer, one.own, one.course, one.exchange, one.doing]
    return [str(one.people), *map(_about, said)]


def _agreed(one: CommunityRow) -> list[str]:
    """What an agreement lets be told of those with a seat: a figure, held back, or not agreed on."""
    told = [
        _about(getattr(one, name)) if kind in one.counted else _("not agreed") for name, (kind, _head) in AGREED.items()
    ]
    return [one.name, str(one.seated), *told]


def _about(figure: int | None) -> str:
    return "–" if figure is None else f"± {figure}"


def _ways(now: Quarter) -> dict[str, int]:
    return {"course": now.course or 0, "exchange": now.exchange or 0, "doing": now.doing or 0}


def _mix(now: Quarter | None) -> list[tuple[str, float]]:
    if now is None or not any(_ways(now).values()):
        return []
    return [(str(label), float(_ways(now)[way])) for way, label in WAYS.items()]


def _shares(now: Quarter | None) -> list[Sequence[str]]:
    if now is None or not any(_ways(now).values()):
        return []
    ways = _ways(now)
    whole = sum(ways.values())
    return [(str(label), str(ways[way]), f"{round(100 * ways[way] / whole)}%") for way, label in WAYS.items()]


def _bars(before: Sequence[Quarter]) -> list[Bar]:
    highest = max((sum(_ways(one).values()) for one in before), default=0)
    bars = []
    for number, one in enumerate(reversed(before)):
        top, parts = _HEIGHT, []
        for way, days in _ways(one).items():
            height = round(days / highest * (_HEIGHT - 4), 2) if highest else 0.0
            top -= height
            parts.append((way, round(top, 2), height))
        name = str(format_date(one.first, "QQQ", locale=get_language() or "en"))
        bars.append(Bar(number * _STEP + (_STEP - _BAR) / 2, name, parts))
    return bars


def _planned(plan: Plan, before: Sequence[Quarter]) -> list[Sequence[str]]:
    done = {one.first: one.days for one in before}
    made: list[Sequence[str]] = []
    for number, days in enumerate(plan.quarters):
        first = date(plan.year, number * 3 + 1, 1)
        came = done.get(first)
        made.append((quarter(first), str(days), "–" if came is None else f"± {came}"))
    return made
