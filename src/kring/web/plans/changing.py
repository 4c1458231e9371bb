"""What changed between a plan and the one before, in words and figures: what was asked otherwise, what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.planning.needs.rules import quarters
from kring.planning.plans.queries import Solved
from kring.planning.plans.rules.changes import Asked, Change, Turn, asked, changes
from kring.planning.plans.rules.problem import Way, Wish
from kring.web.plans import words
from kring.web.plans.figures import figures, more

_LIMITS: Final[Mapping[str, Any]] = {
    "budget": gettext_lazy("Budget"),
    "days": gettext_lazy("Development days of all together"),
    "roles": gettext_lazy("Things that one person grows to at once, at most"),
    "own": gettext_lazy("Own people for each gap, at least"),
    "own_percent": gettext_lazy("Own people, at least so many percent of what is needed"),
    "own_from": gettext_lazy("Own people from which quarter of the plan on"),
    "hired_percent": gettext_lazy("People hired in, at most so many percent of what a department needs"),
}


class OfGap(NamedTuple):
    """What changed for a gap: its name, what that costs and closes, and each change."""

    title: str
    price: str
    missing: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Changed:
    """`asked` is what was asked otherwise; `figures` are what it comes to: what, before, now, how much more."""

    asked: Sequence[str]
    figures: Sequence[Sequence[str]]
    gaps: Sequence[OfGap]


def changed(solved: Solved, before: Solved, called: Mapping[str, str]) -> Changed:
    """What changed since the plan before; `called` says what gaps of both are called."""
    later = quarters.between(before.first, solved.first)
    said = _Said(solved, before, called, later)
    otherwise = asked(before.document.result.problem, solved.document.result.problem, later=later)
    pairs = zip(figures(before), figures(solved), strict=True)
    return Changed(
        asked=list(said.asked(otherwise)),
        figures=[(now.label, was.text(), now.text(), now.than(was)) for was, now in pairs],
        gaps=said.gaps() if solved.document.result.plan else [],
    )


class _Said:
    """Two plans, and how they are spoken of."""

    def __init__(self, solved: Solved, before: Solved, called: Mapping[str, str], later: int) -> None:
        self.solved, self.before, self.called, self.later = solved, before, called, later
        self.first = solved.first
        self.names = {**before.names, **solved.names}

    def asked(self, otherwise: Asked) -> Iterator[str]:
        for name, quarter, was, now in otherwise.limits:
            yield _("%(limit)s: %(before)s, now %(now)s") % {
                "limit": self._limit(name, quarter), "before": _amount(name, was), "now": _amount(name, now),
            }  # fmt: skip
        for form, wishes in ((_("Asked: %(wish)s"), otherwise.wished), (_("No longer: %(wish)s"), otherwise.unwished)):
            for wish in wishes:
                yield form % {"wish": self._wish(wish)}
        if otherwise.prices:
            yield _("Prices are other ones.")
        of_gaps = (
            (_("New in it: %(gaps)s"), otherwise.come),
            (_("No longer in it: %(gaps)s"), otherwise.gone),
            (_("Other numbers are needed or there of: %(gaps)s"), otherwise.counts),
        )
        for form, keys in of_gaps:
            if keys:
                yield form % {"gaps": "; ".join(self.called.get(key, "?") for key in keys)}

    def _limit(self, name: str, quarter: int | None) -> str:
        return words.limit(name, str(quarter), self.first, {}) if name == "quarter" else str(_LIMITS[name])

    def _wish(self, wish: Wish) -> str:
        name = self.names.get(wish.person, _("someone")) if wish.person is not None else ""
        gap = self.called.get(wish.gap, "?") if wish.gap is not None else ""
        return words.wish(wish.way, least=wish.least, most=wish.most, gap=gap, name=name)

    def gaps(self) -> list[OfGap]:
        """The gaps for which anything is done otherwise, or for which more or less is missing."""
        old = [one._replace(quarter=one.quarter - self.later) for one in self.before.choices]
        by_gap: dict[str, list[str]] = {}
        for one in changes(old, self.solved.choices):
            by_gap.setdefault(one.gap, []).append(self._line(one))
        keys = [key for key in self.called if key in by_gap or self._missing(key) or self._cents(key)]
        return [
            OfGap(
                self.called[key],
                more(self._cents(key), words.money) if self._cents(key) else "",
                _("missing: %(more)s") % {"more": more(self._missing(key), words.person_quarters)}
                if self._missing(key)
                else "",
                by_gap.get(key, []),
            )
            for key in keys
        ]

    def _cents(self, key: str) -> int:
        """How much more the gap costs."""
        counts = [one.document.result.counted for one in (self.before, self.solved)]
        was, now = (sum(one.by_gap.get(key, {}).values()) if one else 0 for one in counts)
        return now - was

    def _missing(self, key: str) -> int:
        """For how many quarters of people more it stays open; of quarters that both plans have."""
        counts = [one.document.result.counted for one in (self.before, self.solved)]
        old, new = (one.short.get(key, ()) if one else () for one in counts)
        return sum(now - was for was, now in zip(old[self.later :], new, strict=False))

    def _line(self, one: Change) -> str:
        said = {
            "name": self.names.get(one.person, _("someone")),
            "quarter": words.quarter_at(self.first, one.first),
            "span": words.span(self.first, [one.first, one.last]),
            "people": words.people(abs(one.many)),
            "was": "" if one.was is None else words.quarter_at(self.first, one.was),
        }
        return str(_FORMS[one.way, one.turn or one.many > 0]) % said


_FORMS: Final[Mapping[tuple[Way, Turn | bool], Any]] = {
    (Way.DEVELOP, Turn.COME): gettext_lazy("%(name)s develops, from %(quarter)s on"),
    (Way.DEVELOP, Turn.GONE): gettext_lazy("%(name)s no longer develops (it was from %(quarter)s on)"),
    (Way.DEVELOP, Turn.MOVED): gettext_lazy("%(name)s develops from %(quarter)s on instead of %(was)s"),
    (Way.DEVELOP, Turn.OTHERWISE): gettext_lazy("%(name)s develops by other steps"),
    (Way.ATTRACT, True): gettext_lazy("%(people)s more to attract, searching from %(quarter)s on"),
    (Way.ATTRACT, False): gettext_lazy("%(people)s fewer to attract, searching from %(quarter)s on"),
    (Way.HIRE, True): gettext_lazy("%(people)s more hired in, %(span)s"),
    (Way.HIRE, False): gettext_lazy("%(people)s fewer hired in, %(span)s"),
}


def _amount(name: str, value: int | None) -> str:
    """A limit as it is said."""
    if value is None:
        return _("no limit")
    if name in ("budget", "quarter"):
        return words.money(value)
    return str(value + 1) if name == "own_from" else str(value)
