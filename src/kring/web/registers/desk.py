"""What the pages of reviewing and of links are given, in the shapes that their templates take."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.learning.dossiers.models import Sample, Submission
from kring.learning.dossiers.queries.dossier import Line
from kring.learning.dossiers.queries.opening import OpeningRow
from kring.learning.dossiers.queries.reviewing import StepRow, SubmissionRow
from kring.learning.dossiers.rules.reviewing import Move, State
from kring.learning.models import Evidence
from kring.registers import sentences
from kring.registers.queries import schemes
from kring.registers.rules.schema import Scheme
from kring.registers.sentences.verdicts import amount
from kring.web.learning.words import FACTS, duration, fact_value, kind_label
from kring.web.registers import words
from kring.web.registers.rows import ProofRow, day_told


class LinkRow(NamedTuple):
    """A link to a dossier."""

    name: str
    period: str
    state: str
    is_over: bool
    last_day: str
    looks: str
    looks_url: str
    last_look: datetime | None
    withdrawal: str


class HandedIn(NamedTuple):
    """A line of a reviewer's list."""

    url: str
    title: str
    kind: str
    who: str
    number: str
    state: str
    at: datetime


class Drawn(NamedTuple):
    """A sample that was drawn."""

    url: str
    title: str
    text: str
    by: str
    at: datetime
    seed: str


def scheme_of(name: str) -> Scheme | None:
    """The latest version of a scheme, if it is still here."""
    versions = schemes().get(name)
    return versions[0].scheme if versions else None


def title_of(name: str) -> str:
    """What a scheme is called."""
    found = scheme_of(name)
    return sentences.label(found.title) if found else name


def body_of(name: str) -> str:
    """Whose scheme it is."""
    found = scheme_of(name)
    return found.body if found else ""


def option(line: Line, scheme: Scheme) -> str:
    """An activity as the form for handing in names it."""
    worth = amount(line.said["earned"], "points", scheme) if earns(line) else _("gives nothing here")
    return f"{line.told.get('title', '')}, {sentences.on(day_told(line.told))}: {worth}"


def earns(line: Line) -> bool:
    """Whether an activity gives anything at all for this register: a reviewer need not see what doesn't."""
    return Fraction(str(line.said.get("earned") or 0)) > 0


def claimed(name: str, said: Mapping[str, Any]) -> str:
    """What an entry says for one scheme alone, in that scheme's words."""
    scheme = scheme_of(name)
    if scheme is None:
        return f"{name}: {', '.join(str(value) for value in said.values() if not isinstance(value, list))}"
    told = [sentences.category_label(scheme, one) for one in said.get("claimed", ())]
    told += [amount(said["points"], "points", scheme)] if said.get("points") else []
    others = (value for known, value in sorted(said.items()) if known not in ("claimed", "points"))
    for value in others:
        told += [str(one) for one in value] if isinstance(value, list) else [fact_value(value)]
    return f"{sentences.label(scheme.title)}: {', '.join(filter(None, told))}"


def steps(found: Sequence[StepRow]) -> list[tuple[str, str, str, datetime]]:
    """(who, what, in which words, when), in order."""
    return [(one.by or _("someone who left"), str(words.MOVES[Move(one.kind)]), one.text, one.at) for one in found]


def opening(one: OpeningRow, *, now: datetime) -> LinkRow:
    """A link, as its owner's list shows it."""
    is_over = one.withdrawn_at is not None or one.ends_at <= now
    ended = _("ended") if one.withdrawn_at is None else _("withdrawn")
    return LinkRow(
        name=one.name,
        period=words.period(one.first, one.until),
        state=ended if is_over else _("open"),
        is_over=is_over,
        last_day=last_day(one.ends_at),
        looks=ngettext("%(count)s look", "%(count)s looks", one.looks) % {"count": one.looks},
        looks_url=f"/learning/openings/{one.id}",
        last_look=one.last_look,
        withdrawal=f"/learning/openings/{one.id}/withdrawal",
    )


def last_day(ends_at: datetime) -> str:
    """The day at whose end a link ends, as it was chosen."""
    return sentences.on(timezone.localdate(ends_at - timedelta(seconds=1)))


def handed_in(one: SubmissionRow) -> HandedIn:
    """A submission in a reviewer's list."""
    state = str(words.REVIEW_STATES[State(one.state)])
    url = f"/review/submissions/{one.id}"
    return HandedIn(url, one.title, kind_label(one.kind), one.who, one.number, state, one.changed_at)


def handed_in_facts(found: Submission) -> list[tuple[Any, Any]]:
    """What a reviewer reads of an entry: what she needs to judge it, and nothing about whose time it was."""
    entry, held = found.entry, found.registration
    claims = entry.claims.get(found.scheme, {})
    told = {**entry.facts, **claims}
    scheme = scheme_of(found.scheme)
    return [
        (_("Who"), held.account.name),
        (_("Number"), held.number),
        (_("Level"), held.level),
        (_("Kind"), kind_label(entry.kind)),
        (_("Day"), sentences.on(entry.day)),
        (_("How long"), duration(entry.minutes)),
        (
            _("Claimed for"),
            ", ".join(sentences.category_label(scheme, one) for one in told.get("claimed", ()) if scheme),
        ),
        *((_fact(name, scheme), fact_value(value)) for name, value in told.items() if not isinstance(value, list)),
        (_("Learning point"), entry.learned),
        (_("Attested by"), entry.attested_by),
    ]


def proofs(found: Sequence[Evidence], where: str) -> list[ProofRow]:
    """Evidence, opened at `where` and its key."""
    return [ProofRow(one.link or f"{where}{one.pk}", one.name, bool(one.link)) for one in found]


def sample(one: Sample) -> Drawn:
    """A sample in words."""
    text = _("%(drawn)s of %(population)s") % {"drawn": len(one.drawn), "population": len(one.population)}
    by = one.drawn_by.name if one.drawn_by else _("someone who left")
    title = _("Approved in %(period)s") % {"period": words.period(one.since, one.until)}
    return Drawn(f"/review/samples/{one.pk}", title, text, by, one.drawn_at, one.seed)


def _claimed_for(told: Mapping[str, Any], scheme: Scheme | None) -> list[str]:
    return [sentences.category_label(scheme, one) for one in told.get("claimed", ())] if scheme else []


def _fact(name: str, scheme: Scheme | None) -> str:
    own = scheme.facts.activity.get(name) if scheme else None
    return sentences.label(own.ask) if own else str(FACTS.get(name, sentences.plain(name)))
