"""A report as tables to take along: what its page shows, and no more. Figures are numbers; held back is left open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from kring.communities.agreements.queries import UseRow
from kring.foundation.tables.writing import Cell, Sheet
from kring.planning.reports.models import Plan, ReportGroup
from kring.planning.reports.queries import CommunityRow, Quarter, Shown
from kring.web.learning.words import WAYS
from kring.web.planning import seats
from kring.web.planning.words import AGREED, figure_heads, how_counted

_FIGURES = ("people", "took_part", "days", "employer", "own", "course", "exchange", "doing")


def sheets(
    found: Shown | None, before: Sequence[Quarter], plan: Plan | None, used: Sequence[UseRow]
) -> Mapping[str, Sheet]:
    """The tables of a report by the name that an address gives each; those with something in them."""
    made = dict(_of_report(found, before, plan)) if found else {}
    return made | ({"seats": seats.sheet(used)} if used else {})


def explained(day: date) -> Sheet:
    """How to read the others."""
    head = _("How this is counted; made on %(day)s") % {"day": day.isoformat()}
    return Sheet(_("How this is counted"), [head], [(sentence,) for sentence in how_counted()])


def _of_report(found: Shown, before: Sequence[Quarter], plan: Plan | None) -> Iterator[tuple[str, Sheet]]:
    figures = figure_heads()
    yield "groups", Sheet(_("Groups"), [_("Quarter"), _("Group"), _("Counted with it"), *figures], _groups(found))
    now = next((one for one in before if one.first == found.report.first), None)
    if now is not None and now.course is not None:
        mix = [(str(label), getattr(now, way)) for way, label in WAYS.items()]
        yield "mix", Sheet("10-20-70", [_("How"), _("Days")], mix)
    trend = ((one.first, one.aim, *_figures(one)) for one in before)
    yield "quarters", Sheet(_("Quarters"), [_("Quarter"), _("Aim of the year"), *figures], trend)
    helped = [(one.name, one.people) for one in found.communities if not one.seated]
    if helped:
        yield "communities", Sheet(_("Communities"), [_("Community"), _("People who learned there")], helped)
    agreed = [one for one in found.communities if one.seated]
    if agreed:
        heads = [_("Community"), _("People with a seat"), *(str(head) for _kind, head in AGREED.values())]
        yield "agreed", Sheet(_("Agreed counts"), heads, [_agreed(one) for one in agreed])
    if plan is not None and plan.quarters:
        done = {one.first: one.days for one in before}
        firsts = [date(plan.year, month, 1) for month in (1, 4, 7, 10)]
        rows = [(first, days, done.get(first)) for first, days in zip(firsts, plan.quarters, strict=True)]
        yield "plan", Sheet(_("Plan"), [_("Quarter"), _("Planned"), _("Counted")], rows)


def _figures(one: ReportGroup | Quarter) -> list[Cell]:
    return [getattr(one, name) for name in _FIGURES]


def _groups(found: Shown) -> Iterator[Sequence[Cell]]:
    for one in found.groups:
        yield (found.report.first, one.name, "; ".join(one.merged), *_figures(one))


def _agreed(one: CommunityRow) -> Sequence[Cell]:
    told = [getattr(one, name) if kind in one.counted else None for name, (kind, _head) in AGREED.items()]
    return (one.name, one.seated, *told)
