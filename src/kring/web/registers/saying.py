"""What a dossier says in sentences beside its figures: what came along and goes on, readings, what to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from kring.learning.dossiers.queries.dossier import Dossier
from kring.registers import sentences
from kring.registers.rules.problems import Problem
from kring.registers.rules.schema import Scheme
from kring.registers.sentences.verdicts import amount, fact_name

# One ledger serves many registers: what another one asks is no fault here.
_OTHERS: Final = frozenset({"unknown key", "unknown fact", "unknown category"})


def figure(text: Any) -> float:
    """A kept number, for a drawing or to ask whether it is anything at all."""
    return float(Fraction(str(text or 0)))


def carry(said: Mapping[str, Any], scheme: Scheme) -> Iterator[str]:
    """What came along from other periods, what goes there, what lapsed and what is owed."""
    lots = said.get("carry", {})
    for lot in lots.get("in", ()):
        yield _("From an earlier period: %(points)s, of which %(used)s is used.") % {
            "points": amount(lot["points"], "points", scheme), "used": sentences.number(lot["used"])
        }  # fmt: skip
    for lot in lots.get("out", ()):
        if figure(lot["points"]):
            yield _("To the next period: %(points)s, of which %(usable)s can be used there (%(category)s).") % {
                "points": amount(lot["points"], "points", scheme), "usable": sentences.number(lot["usable"]),
                "category": sentences.category_label(scheme, lot["category"]),
            }  # fmt: skip
    for lot in lots.get("lapsed", ()):
        if figure(lot["points"]) - figure(lot["used"]) > 0:
            yield _("Lapsed: %(points)s.") % {"points": amount(lot["points"], "points", scheme)}
    owed = said.get("debts", {})
    for debt in owed.get("out", ()):
        points = amount(debt["points"], "points", scheme)
        if debt.get("way") == "forgive":
            yield _("Let pass, and remembered: %(points)s short.") % {"points": points}
        else:
            yield _("To be made good in the next period: %(points)s.") % {"points": points}
    for debt in owed.get("in", ()):
        if debt.get("way") != "forgive":
            yield _("Made good from the period before: %(points)s.") % {
                "points": amount(debt["points"], "points", scheme)
            }


def readings(said: Mapping[str, Any], scheme: Scheme) -> Iterator[tuple[str, str]]:
    """An unclear clause under each of its options, where that makes a difference."""
    for line in said.get("readings", ()):
        says = [
            sentences.label(option.says)
            for reading in scheme.readings
            for option in reading.options
            if line["choice"].get(reading.name) == option.name
        ]
        yield "; ".join(says), sentences.word(line["verdict"])


def notes(found: Dossier) -> Iterator[str]:
    """What someone should look at before she trusts the verdict."""
    scheme = found.made.known.scheme
    for code in found.made.said.get("why", ()):
        yield sentences.why(code)
    for fact in found.made.said.get("unknown", ()):
        yield _("Not known, and it decides: %(fact)s. Say it at the activity or at your registration.") % {
            "fact": fact_name(fact, scheme)
        }
    told = found.made.case.get("activities", ())
    titles = [str(one.get("title", "")) for one in told]
    named = {one.get("id"): title for one, title in zip(told, titles, strict=True)}
    for problem in found.made.problems:
        if problem.code in _OTHERS:
            continue
        place = problem.path[1] if len(problem.path) > 1 and problem.path[0] == "activities" else None
        about = titles[place] if isinstance(place, int) and place < len(titles) else ""
        sentence = sentences.problem(_with_titles(problem, named))
        yield f"{about}: {sentence}" if about else sentence


def _with_titles(problem: Problem, named: Mapping[Any, str]) -> Problem:
    """The same, with the other activity by its title, as its owner knows it."""
    other = problem.facts.get("other")
    return replace(problem, facts={**problem.facts, "other": named[other]}) if named.get(other) else problem
