"""What a plan comes to in figures, beside those of another plan."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from kring.planning.plans.queries import Solved
from kring.planning.plans.rules.problem import Way
from kring.web.plans import words


class Figure(NamedTuple):
    """A number of a plan, and how it is said; None where there is no plan that keeps to all limits."""

    label: str
    value: int | None
    said: Callable[[int], str]

    def text(self) -> str:
        """The number in words."""
        return "–" if self.value is None else self.said(self.value)

    def than(self, other: "Figure") -> str:
        """How much more it is than another, or less."""
        if self.value is None or other.value is None:
            return "–"
        return more(self.value - other.value, self.said)


def more(by: int, said: Callable[[int], str]) -> str:
    """How much more something is: with its sign, or that it is the same."""
    if not by:
        return _("the same")
    return f"{'+' if by > 0 else '−'}\u00a0{said(abs(by))}"


def figures(solved: Solved | None) -> list[Figure]:
    """Money, what is missing, and by how many people it is done. Always as many, in the same order."""
    counted = solved.document.result.counted if solved else None
    choices = solved.choices if solved and counted else ()
    by_way = {way: sum(one.many for one in choices if one.way is way) for way in Way}
    days = [*counted.days.values()] if counted else []
    values = (
        (_("All together"), words.money, counted.total if counted else 0),
        (_("Quarters of people missing still"), str, sum(map(sum, counted.short.values())) if counted else 0),
        (_("Missing still, by weight"), str, counted.weighted if counted else 0),
        (_("People who develop themselves"), str, len(days)),
        (_("Development days of all together"), str, sum(days)),
        (_("Most days of one person"), str, max(days, default=0)),
        (_("People attracted"), str, by_way[Way.ATTRACT]),
        (_("Quarters of people hired in"), str, by_way[Way.HIRE]),
    )
    return [Figure(label, value if counted else None, said) for label, said, value in values]
