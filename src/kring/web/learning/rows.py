"""What the pages of learning are given, in the shapes that their templates take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext as _

from kring.learning.dossiers.queries.proposing import Worth
from kring.learning.models import Draft, Entry, Evidence
from kring.learning.queries import Aims, EntryRow, Line, Year
from kring.registers import sentences
from kring.registers.rules.schema import Scheme
from kring.registers.sentences.verdicts import amount
from kring.web.components.rows import Change, Revision
from kring.web.learning import words
from kring.web.registers.desk import claimed


class Shown(NamedTuple):
    """A line of the ledger in a list."""

    url: str
    title: str
    kind: str
    way: str
    day: str
    duration: str
    time: str


class Waiting(NamedTuple):
    """A draft in a list."""

    url: str
    title: str
    kind: str
    day: str
    duration: str
    why: str
    gives: str = ""


class Gives(NamedTuple):
    """What a draft would give in a register: in a few words, and why it isn't more."""

    register: str
    said: str
    reasons: Sequence[str]


class Proof(NamedTuple):
    """A file or link in a list."""

    url: str
    name: str
    note: str
    withdrawal: str
    is_link: bool


class Bar(NamedTuple):
    """A month of the trend: where it stands, and its parts as (way, height from the top, height), in the drawing's
    units."""

    x: float
    label: str
    parts: Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Chart:
    """The year as drawings with the tables behind them."""

    parts: Sequence[tuple[str, Any]]
    shares: Sequence[Sequence[str]]
    bars: Sequence[Bar]
    months: Sequence[Sequence[str]]
    top: str
    # All hours, short enough to stand in the ring.
    whole: str


# The drawing of the trend: as wide as twelve months, so high.
_STEP, _BAR, _HEIGHT = 26.0, 16.0, 80.0
# Minutes from which hours are shown without decimals where there is little room.
_MANY = 100 * 60


def entry_url(line: int) -> str:
    """The page of a line."""
    return f"/learning/entries/{line}"


def day_words(day: date) -> str:
    """A day as lists say it: 3 November 2026."""
    return format_date(day, "d MMMM y", locale=_language())


def shown(row: EntryRow) -> Shown:
    """A line in a list."""
    return Shown(
        entry_url(row.line),
        row.title,
        words.kind_label(row.kind),
        row.way,
        day_words(row.day),
        words.duration(row.minutes),
        str(words.TIMES[row.time]),
    )


def waiting(draft: Draft, worths: Sequence[Worth] = ()) -> Waiting:
    """A draft in a list, with what it gives in the registers where it gives anything."""
    something = [one for one in worths if Fraction(one.counted)]
    return Waiting(
        f"/learning/drafts/{draft.pk}",
        draft.title,
        words.kind_label(draft.kind),
        day_words(draft.day),
        words.duration(draft.minutes),
        words.reason(draft),
        " · ".join(f"{sentences.label(one.scheme.title)}: {points(one.counted, one.scheme)}" for one in something),
    )


def gives(worth: Worth) -> Gives:
    """What a draft would give in one register, and why it isn't more."""
    return Gives(sentences.label(worth.scheme.title), _gives(worth), _why_not_more(worth))


def points(number: str, scheme: Scheme) -> str:
    """A number with the unit of a scheme."""
    return amount(number, "points", scheme)


def _gives(worth: Worth) -> str:
    earned, counted = Fraction(worth.earned), Fraction(worth.counted)
    if worth.is_closed:
        return _("nothing: that period is closed")
    if counted == earned:
        return points(worth.counted, worth.scheme) if counted else _("nothing")
    facts = {"earned": points(worth.earned, worth.scheme), "counted": sentences.number(worth.counted)}
    return _("%(earned)s, of which %(counted)s counts") % facts


def _why_not_more(worth: Worth) -> list[str]:
    said = [sentences.reason(one["code"], one["facts"], worth.scheme) for one in worth.reasons]
    return list(dict.fromkeys(said))


def proof(evidence: Evidence) -> Proof:
    """A piece of evidence in a list."""
    where = f"/learning/evidence/{evidence.pk}"
    if evidence.link:
        return Proof(evidence.link, evidence.name, _("link"), f"{where}/withdrawal", is_link=True)
    size = _("%(size)s kB") % {"size": decimal(Fraction(max(evidence.size, 1000), 1000), places=0)}
    return Proof(where, evidence.name, size, f"{where}/withdrawal", is_link=False)


def decimal(value: Fraction, *, places: int = 1) -> str:
    """A number in the reader's language, rounded half up to so many decimals, without needless zeros."""
    scale = 10**places
    rounded = Fraction((value * scale + Fraction(1, 2)) // 1, scale)
    return str(format_decimal(float(rounded), format="#,##0.##", locale=_language()))


def hours(minutes: int) -> str:
    """Minutes as hours, to one decimal."""
    return decimal(Fraction(minutes, 60))


def chart(year: Year, aims: Aims) -> Chart:
    """The year as it is drawn and tabled."""
    total = year.minutes
    return Chart(
        parts=[(str(label), float(decimal_value(year.ways[way]))) for way, label in words.WAYS.items()],
        shares=[
            (str(label), hours(year.ways[way]), _percent(year.ways[way], total), f"{aims.ways[way]}%")
            for way, label in words.WAYS.items()
        ],
        bars=_bars(year.months),
        months=[
            (name, *(hours(month[way]) for way in words.WAYS), hours(sum(month.values())))
            for name, month in zip(_month_names("wide"), year.months, strict=True)
        ],
        top=hours(max(sum(month.values()) for month in year.months)),
        whole=decimal(Fraction(total, 60), places=1 if total < _MANY else 0),
    )


def decimal_value(minutes: int) -> Fraction:
    """Minutes as hours, rounded to a tenth."""
    return Fraction((Fraction(minutes, 6) + Fraction(1, 2)) // 1, 10)


def facts_of(line: Line, zone: ZoneInfo, subjects: str) -> list[tuple[str, Any]]:
    """What a line says now, as pairs of words."""
    return [(label, said) for label, said in _said(line.now, zone, subjects) if said]


def history(line: Line, zone: ZoneInfo, author: str) -> list[Revision]:
    """What a line said before, the newest first: each version with what the one before said differently."""
    revisions = []
    for now, before in pairwise([line.now, *line.before]):
        changes = [Change("removed", _("Struck out"))] if now.struck else _changes(before, now, zone)
        revisions.append(Revision(author, now.recorded_at, now.because, changes))
    first = line.before[-1] if line.before else line.now
    said = [Change("same", f"{label}: {content}") for label, content in _said(first, zone, "") if content]
    return [*revisions, Revision(author, first.recorded_at, str(first.get_source_display()), said)]


def _changes(before: Entry, now: Entry, zone: ZoneInfo) -> list[Change]:
    changes = []
    for (label, old), (_label, new) in zip(_said(before, zone, ""), _said(now, zone, ""), strict=True):
        if old != new:
            changes += [Change("removed", f"{label}: {old}")] if old else []
            changes += [Change("added", f"{label}: {new}")] if new else []
    return changes


def _said(entry: Entry, zone: ZoneInfo, subjects: str) -> list[tuple[str, str]]:
    """Everything that an entry says, in a fixed order; what it doesn't say is empty."""
    return [
        (_("What"), entry.title),
        (_("Day"), _days(entry, zone)),
        (_("Duration"), words.duration(entry.minutes)),
        (_("Kind"), words.kind_label(entry.kind)),
        (_("How"), str(words.WAYS[entry.way])),
        (_("Whose time"), str(words.TIMES[entry.time])),
        (_("What I take from it"), entry.learned),
        (_("Subjects"), subjects),
        (_("Confirmed by"), entry.attested_by),
        *[
            (str(label), words.fact_value(entry.facts[name]) if name in entry.facts else "")
            for name, label in words.FACTS.items()
        ],
        (_("For registers"), "; ".join(claimed(scheme, said) for scheme, said in sorted(entry.claims.items()))),
    ]


def _days(entry: Entry, zone: ZoneInfo) -> str:
    if entry.started_at is None or entry.ended_at is None:
        return day_words(entry.day)
    begun, over = entry.started_at.astimezone(zone), entry.ended_at.astimezone(zone)
    if begun.date() != entry.day:
        return f"{day_words(begun.date())} – {day_words(entry.day)}"
    return f"{day_words(entry.day)}, {begun:%H:%M}–{over:%H:%M}"


def _bars(months: Sequence[Mapping[str, int]]) -> list[Bar]:
    """The months as stacked bars, the highest as high as the drawing."""
    most = max(1, *(sum(month.values()) for month in months))
    bars = []
    for place, (name, month) in enumerate(zip(_month_names("abbreviated"), months, strict=True)):
        parts, below = [], _HEIGHT
        for way in reversed(list(words.WAYS)):
            height = round(_HEIGHT * month[way] / most, 2)
            below = round(below - height, 2)
            parts.append((way, below, height))
        bars.append(Bar(place * _STEP + (_STEP - _BAR) / 2, name[:3], [part for part in parts if part[2] > 0]))
    return bars


def _percent(part: int, whole: int) -> str:
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "–"


def _month_names(width: Any) -> list[str]:
    names = get_month_names(width, locale=_language())
    return [str(names[number]) for number in range(1, 13)]


def _language() -> str:
    return translation.get_language() or "en"
