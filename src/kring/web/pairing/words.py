"""Words for meeting someone new."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from babel import Locale
from babel.lists import format_list
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.competences.queries import words
from kring.finding.pairing.models import Kind, Programme
from kring.finding.pairing.queries import Meeting
from kring.finding.pairing.rules.people import Name
from kring.finding.pairing.rules.plans import Left

WEEKDAYS: Final = [
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
    (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
]
# To whom it happened.
LEFT: Final[Mapping[str, Any]] = {
    Left.ALONE: gettext_lazy("Nobody else takes part yet."),
    Left.FEW: gettext_lazy("Too few people take part yet for everyone to meet someone."),
    Left.LANGUAGE: gettext_lazy("Nobody who takes part speaks a language of yours."),
    Left.UNASKED: gettext_lazy("Nobody offers what you seek, or seeks what you offer."),
    Left.NOBODY: gettext_lazy("Nobody was left for you this time. In the next round you are in again."),
}
# In the counts of hosts.
LEFT_COUNTED: Final[Mapping[str, Any]] = {
    Left.ALONE: gettext_lazy("alone"),
    Left.FEW: gettext_lazy("too few people"),
    Left.LANGUAGE: gettext_lazy("no common language"),
    Left.UNASKED: gettext_lazy("nothing sought that is offered"),
    Left.NOBODY: gettext_lazy("nobody left"),
}


def programme_url(key: int) -> str:
    """The page of a programme."""
    return f"/pairing/{key}"


def rhythm(programme: Programme) -> str:
    """How often, as a sentence."""
    day = str(WEEKDAYS[programme.weekday][1]).lower() if _language() == "nl" else str(WEEKDAYS[programme.weekday][1])
    told = {"num": programme.weeks, "day": day}
    return ngettext("Every week, on %(day)s", "Every %(num)d weeks, on %(day)s", programme.weeks) % told


def manner(programme: Programme) -> str:
    """How people meet in it, as a sentence."""
    if programme.kind == Kind.GROUPS:
        return _("In groups of about %(size)d people.") % {"size": programme.size}
    if programme.kind == Kind.MENTORING:
        return _("A learner with a mentor who does what the learner seeks.")
    return _("In twos, and in threes when that comes out.")


def names(people: Sequence[str]) -> str:
    """Names, with "and" before the last."""
    return format_list(list(people), locale=_language())


def whys(meetings: Sequence[Meeting]) -> dict[tuple[int, int], list[str]]:
    """What speaks for each of the others, as sentences, by match and account. At most one query."""
    keys = {
        key
        for meeting in meetings
        for other in meeting.others
        for name, about in other.why
        if name in (Name.HELPS, Name.HELPED)
        for key in about
    }
    known = words(keys, language=_language()) if keys else {}
    labels = {key: word.label for key, word in known.items()}
    return {
        (meeting.match, other.account): [_why(name, about, other.name, labels) for name, about in other.why]
        for meeting in meetings
        for other in meeting.others
    }


def _why(name: str, about: Sequence[Any], who: str, labels: Mapping[int, str]) -> str:
    first = who.split(maxsplit=1)[0] if who else _("Someone")
    if name == Name.LANGUAGE:
        spoken = [Locale(_language()).languages.get(code, code) for code in about]
        return _("You both speak %(languages)s.") % {"languages": names(spoken)}
    if name in (Name.HELPS, Name.HELPED):
        told = {"name": first, "what": names([labels[key] for key in about if key in labels])}
        sought = _("%(name)s does what you seek: %(what)s.")
        return (sought if name == Name.HELPS else _("You do what %(name)s seeks: %(what)s.")) % told
    return str(_PLAIN[name])


_PLAIN: Final[Mapping[str, Any]] = {
    "new": gettext_lazy("You haven’t met here before."),
    Name.HOURS: gettext_lazy("Your working hours lie together."),
    Name.ELSEWHERE: gettext_lazy("You work for different organisations."),
}


def _language() -> str:
    return translation.get_language() or "en"
