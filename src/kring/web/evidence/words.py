"""Levels, how sure they are and what they rest on, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kring.competences.rules.levels import HIGHEST, level
from kring.finding.evidence.queries.own import Line
from kring.finding.evidence.rules.kinds import WORTH, Kind, strength
from kring.finding.evidence.rules.mastery import Because, Mastery, Sureness, sureness_of
from kring.finding.evidence.rules.together import Tie

SURE: Final[Mapping[Sureness, Any]] = {
    Sureness.FAINT: gettext_lazy("hardly anything shows it"),
    Sureness.LOW: gettext_lazy("little shows it yet"),
    Sureness.FAIR: gettext_lazy("fairly sure"),
    Sureness.GOOD: gettext_lazy("sure"),
}
TIES: Final[Mapping[str, Any]] = {
    Tie.ANSWER: gettext_lazy("an answer that helped"),
    Tie.CASE: gettext_lazy("a private case"),
    Tie.GROUP: gettext_lazy("a group for peer consultation"),
    Tie.ASSIGNMENT: gettext_lazy("an assignment"),
    Tie.MEETING: gettext_lazy("a meeting"),
    Tie.DEPARTMENT: gettext_lazy("a department"),
}
KINDS: Final[Mapping[Kind, Any]] = {
    Kind.ANSWER: gettext_lazy("Answered"),
    Kind.ACCEPTED: gettext_lazy("Answered, and the asker accepted it"),
    Kind.EXPERIENCE: gettext_lazy("Did this"),
    Kind.LED: gettext_lazy("Led a meeting"),
    Kind.ATTENDED: gettext_lazy("Was at a meeting"),
    Kind.TRAINING: gettext_lazy("Training"),
    Kind.HELP: gettext_lazy("Helped with a private case"),
    Kind.PLACEMENT: gettext_lazy("Did an assignment"),
    Kind.BADGE: gettext_lazy("Badge"),
    Kind.ENDORSEMENT: gettext_lazy("Endorsed"),
    Kind.STATEMENT: gettext_lazy("Own words"),
}
_COUNTED: Final[Mapping[Kind, Callable[[int], str]]] = {
    Kind.ANSWER: lambda count: ngettext("%(num)d answer", "%(num)d answers", count),
    Kind.ACCEPTED: lambda count: ngettext("%(num)d accepted answer", "%(num)d accepted answers", count),
    Kind.EXPERIENCE: lambda count: ngettext("%(num)d told experience", "%(num)d told experiences", count),
    Kind.LED: lambda count: ngettext("%(num)d led meeting", "%(num)d led meetings", count),
    Kind.ATTENDED: lambda count: ngettext("at %(num)d meeting", "at %(num)d meetings", count),
    Kind.TRAINING: lambda count: ngettext("%(num)d training", "%(num)d trainings", count),
    Kind.HELP: lambda count: ngettext("helped with %(num)d private case", "helped with %(num)d private cases", count),
    Kind.PLACEMENT: lambda count: ngettext("%(num)d assignment done", "%(num)d assignments done", count),
    Kind.BADGE: lambda count: ngettext("%(num)d badge", "%(num)d badges", count),
    Kind.ENDORSEMENT: lambda count: ngettext("%(num)d endorsement", "%(num)d endorsements", count),
}


def level_words(number: int) -> str:
    """A level as a person reads it: the number of the scale with its name."""
    return _("level %(level)d of %(highest)d: %(name)s") % {
        "level": number,
        "highest": HIGHEST,
        "name": _name(number),
    }


def _name(number: int) -> str:
    name = level(number).name.said(get_language() or "en")
    return name[:1].lower() + name[1:]


def surer(mastery: Mastery) -> str:
    """A lower level that is a step surer than the level itself; empty where there is none."""
    if mastery.surest == mastery.level:
        return ""
    said = {"level": mastery.surest, "sure": SURE[sureness_of(mastery.sure_of(mastery.surest))]}
    return _("of level %(level)d: %(sure)s") % said


def level_choices(least: int = 0) -> list[tuple[str, str]]:
    """Levels to choose from, from `least` on."""
    return [(str(one), f"{one} · {_name(one)}") for one in range(least, HIGHEST + 1)]


def why(because: Sequence[Because], *, returned: bool) -> str:
    """Why a level is what it is, in one line. With `returned` it is told which endorsements count half."""
    return "; ".join(_reason(one, returned=returned) for one in because)


def weighs(line: Line, on: date) -> str:
    """What a piece says of how far someone is, and how much it weighs on a day and weighed when it was new."""
    fresh, now = (strength(line.kind, max(line.day, day) - line.day, returned=line.returned) for day in (line.day, on))
    said = {"now": round(100 * now), "fresh": round(100 * fresh)}
    if line.level is None:
        least = WORTH[line.kind].speaks_for
        return _("at least level %(level)d; weighs %(now)d%% now, %(fresh)d%% when new") % (said | {"level": least})
    return _("weighs %(now)d%% now, %(fresh)d%% when new") % said


def month(day: date) -> str:
    """A month of a year, in words."""
    return format_date(day, "LLLL y", locale=get_language() or "en")


def _reason(one: Because, *, returned: bool) -> str:
    if one.kind is Kind.STATEMENT:
        return _("own words of %(month)s") % {"month": month(one.latest)}
    counted = _COUNTED[one.kind](one.pieces) % {"num": one.pieces}
    said = _("%(what)s (%(month)s)") if one.pieces == 1 else _("%(what)s (the latest in %(month)s)")
    words = said % {"what": counted, "month": month(one.latest)}
    if returned and one.returned:
        half = ngettext(
            "%(num)d of them in return, which counts half", "%(num)d of them in return, which count half", one.returned
        )
        words = f"{words}, {half % {'num': one.returned}}"
    return words
