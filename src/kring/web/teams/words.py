"""Words for teams."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.finding.teams.models import Answer, Task
from kring.finding.teams.queries import Found, Proposal, words_of
from kring.finding.teams.rules.telling import Said
from kring.web.pairing.words import names


def team_url(key: int) -> str:
    """The page of a task."""
    return f"/teams/{key}"


def labels_of(task: Task) -> dict[int, str]:
    """What the competences of a task are called. At most one query."""
    return words_of([*task.must, *task.wanted], language=translation.get_language() or "en")


def listed(keys: Iterable[int], labels: Mapping[int, str]) -> str:
    """Competences, with "and" before the last."""
    return names([labels[key] for key in keys if key in labels])


def state_of(person: int, found: Proposal) -> tuple[str, str]:
    """How it stands with someone in a team, as the kind of a badge and its words; empty for who is only proposed."""
    answer = found.answers.get(person)
    if answer == Answer.YES:
        return "good", _("said yes")
    if answer is not None:
        return "plain", _("asked, no answer yet")
    if person in found.locked:
        return "plain", _("kept in by you")
    return ("plain", _("learner")) if person == found.team.learner else ("", "")


def reasons(said: Said, found: Proposal, labels: Mapping[int, str]) -> list[str]:
    """What speaks for someone in a team, as sentences."""
    told = []
    if said.brings:
        told.append(_("Brings %(what)s.") % {"what": listed(said.brings, labels)})
    if said.alone and len(found.said.people) > 1:
        told.append(_("Nobody else in the team brings %(what)s.") % {"what": listed(said.alone, labels)})
    if said.learns:
        told.append(_("Wants to learn %(what)s.") % {"what": listed(said.learns, labels)})
    told += [time_of(found.known[said.key])]
    together = [_with(said.key, other, found) for other in said.worked_with]
    if together:
        told.append(_("Worked with %(who)s.") % {"who": names(together)})
    return [one for one in told if one]


def _with(one: int, other: int, found: Proposal) -> str:
    places = found.together.get(frozenset({one, other}), ())
    name = found.known[other].name
    return f"{name} ({places[0]})" if places else name


def time_of(person: Found) -> str:
    """How much time someone offers, as a sentence; empty where she offers none any more."""
    if person.days is None or person.until is None:
        return ""
    told = {"num": person.days, "day": _day(person.until)}
    return ngettext("%(num)d day a week, until %(day)s.", "%(num)d days a week, until %(day)s.", person.days) % told


def span(task: Task) -> Sequence[Any]:
    """When a task is, and how much of whom: sentences."""
    told = {"first": _day(task.starts_on), "last": _day(task.ends_on)}
    return (
        _("From %(first)s to %(last)s.") % told,
        ngettext("%(num)d day a week.", "%(num)d days a week.", task.days) % {"num": task.days},
        ngettext("At most %(num)d person.", "At most %(num)d people.", task.most) % {"num": task.most},
    )


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale=translation.get_language() or "en")
