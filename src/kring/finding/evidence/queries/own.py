"""What is known of what the reader herself is able to do: all of it, hidden and struck out too."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from kring.competences.models import Competence
from kring.competences.queries import Word
from kring.finding.evidence.access import EVIDENCE, STATEMENT
from kring.finding.evidence.models import Evidence, Hidden, Statement
from kring.finding.evidence.queries.levels import by_competence, endorsement_of, pieces_of
from kring.finding.evidence.queries.praise import returned_to
from kring.finding.evidence.queries.sources import Seen, seen
from kring.finding.evidence.rules.kinds import Kind
from kring.finding.evidence.rules.mastery import Mastery, mastery
from kring.foundation import paging
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.foundation.text.sorting import sort_key


class Line(NamedTuple):
    """A piece of evidence as a reader sees it; `seen` is None where she may not see (any more) what it rests on.
    `moved`: its person says that it is about this. `returned`: praise in return."""

    id: int
    kind: Kind
    day: date
    level: int | None
    source: str
    seen: Seen | None
    hidden: bool
    struck: bool
    struck_because: str
    moved: bool
    returned: bool


class Known(NamedTuple):
    """A competence of the reader's, and how far she is; `mastery` is None where nothing of it counts."""

    word: Word
    mastery: Mastery | None
    hidden: bool
    pieces: int


class Said(NamedTuple):
    """What she said of herself at a moment; None took it back."""

    level: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """One competence of the reader's with all that is known of it, the latest first."""

    word: Word
    mastery: Mastery | None
    hidden: bool
    lines: Sequence[Line]
    said: Sequence[Said]


def own_competences(reader: Reader, *, language: str, on: date, after: str = "", size: int = 30) -> Page[Known]:
    """Everything of which anything is known, by label, a page at a time. At most five queries."""
    rows = list(_own(reader))
    returned = _returned(reader, rows)
    hidden = set(Hidden.objects.filter(account=reader.account).values_list("competence_id", flat=True))
    known = [
        Known(
            word_of(pieces[0].competence, language),
            None if key in hidden else mastery_of(pieces, returned, on=on),
            key in hidden,
            len(pieces),
        )
        for key, pieces in by_competence(rows).items()
    ]
    known.sort(key=_in_order)
    start = paging.decode(after, str, paging.whole)
    if start:
        known = [one for one in known if _in_order(one) > tuple(start)]
    return paging.page(known[: size + 1], size=size, key=_in_order)


def own_competence(reader: Reader, slug: str, *, language: str, on: date) -> Whole:
    """One competence with all that is known of it. Raises NotThereError for a word that isn't there, or that is listed
    for nobody and of which the reader has nothing. At most nine queries."""
    competence = Competence.objects.filter(slug=slug).first()
    rows = list(_own(reader).filter(competence=competence)) if competence is not None else []
    if competence is None or not (competence.shared or rows):
        raise NotThereError
    returned = _returned(reader, rows)
    hidden = Hidden.objects.filter(account=reader.account, competence=competence).exists()
    said = Statement.objects.filter(STATEMENT.filter(reader, "own"), competence=competence).order_by("-pk")
    return Whole(
        word_of(competence, language),
        None if hidden else mastery_of(rows, returned, on=on),
        hidden,
        lines_of(rows, seen(reader, [row.source for row in rows]), returned),
        [Said(level, at) for level, at in said.values_list("level", "said_at")[:50]],
    )


def own_line(reader: Reader, key: int) -> Evidence:
    """A piece of the reader's own, with its competence. Raises NotThereError."""
    found = _own(reader).filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found


def mastery_of(rows: Iterable[Evidence], returned: Collection[int], *, on: date) -> Mastery | None:
    """How far someone is by those of her rows that count."""
    counting = [row for row in rows if row.hidden_at is None and row.struck_at is None]
    return mastery(pieces_of(counting, returned), on=on)


def lines_of(rows: Iterable[Evidence], seen_: dict[str, Seen], returned: Collection[int]) -> list[Line]:
    """Rows as lines, the latest first."""
    made = [
        Line(
            row.pk,
            Kind(row.kind),
            row.day,
            row.level,
            row.source,
            seen_.get(row.source),
            row.hidden_at is not None,
            row.struck_at is not None,
            row.struck_because,
            row.moved_from_id is not None,
            endorsement_of(row.source) in returned,
        )
        for row in rows
    ]
    return sorted(made, key=lambda line: (line.day, line.id), reverse=True)


def word_of(competence: Competence, language: str) -> Word:
    """A competence with its label in a language."""
    return Word(competence.pk, competence.slug, competence.label(language))


def _own(reader: Reader) -> "QuerySet[Evidence]":
    signed_in(reader)
    return Evidence.objects.select_related("competence").filter(EVIDENCE.filter(reader, "own"))


def _returned(reader: Reader, rows: Iterable[Evidence]) -> frozenset[int]:
    if reader.account is None or not any(row.kind == Kind.ENDORSEMENT for row in rows):
        return frozenset()
    return returned_to([reader.account])


def _in_order(known: Known) -> tuple[str, int]:
    return sort_key(known.word.label), known.word.id
