"""Endorsements that wait, that were given and asked for. Whoever the reader keeps away isn't in what waits for her."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from kring.competences.models import Competence
from kring.competences.queries import Word
from kring.finding.evidence.access import ASK, ENDORSEMENT
from kring.finding.evidence.models import Ask, AskState, Endorsement, EndorsementState
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.people.blocks.models import Block


class Praised(NamedTuple):
    """An endorsement: who said it of whom (the other one, from where the reader stands), and what."""

    id: int
    handle: str
    name: str
    word: Word
    level: int
    sentence: str
    tie: str
    state: str
    day: date


class Asked(NamedTuple):
    """A request for an endorsement: with whom, of what."""

    id: int
    handle: str
    name: str
    word: Word
    state: str
    asked_at: datetime


def waiting_endorsements(reader: Reader, *, language: str, size: int = 20) -> list[Praised]:
    """What others said of the reader and she is to decide on, the oldest first. One query."""
    rows = received(reader).filter(state=EndorsementState.OFFERED).order_by("pk")
    return [_praised(row, row.by, language) for row in rows.select_related("by", "competence")[:size]]


def waiting_asks(reader: Reader, *, language: str, size: int = 20) -> list[Asked]:
    """Who asked the reader for an endorsement, the oldest first. One query."""
    rows = asked_of(reader).filter(state=AskState.OPEN).order_by("pk")
    return [_asked(row, row.by, language) for row in rows.select_related("by", "competence")[:size]]


def received_endorsement(reader: Reader, key: int, *, language: str) -> Praised:
    """What someone said of the reader, to decide on. Raises NotThereError."""
    row = received(reader).exclude(state=EndorsementState.WITHDRAWN).select_related("by", "competence").filter(pk=key)
    found = row.first()
    if found is None:
        raise NotThereError
    return _praised(found, found.by, language)


def given_endorsements(reader: Reader, *, language: str, after: str = "", size: int = 20) -> Page[Praised]:
    """What the reader said of others and didn't take back, the latest first. What became of it is theirs. One query."""
    rows = Endorsement.objects.filter(ENDORSEMENT.filter(reader, "withdraw"), of__is_active=True)
    rows = rows.exclude(state=EndorsementState.WITHDRAWN)
    key = paging.decode(after, paging.whole)
    if key:
        rows = rows.filter(pk__lt=key[0])
    found = rows.select_related("of", "competence").order_by("-pk")[: size + 1]
    made = [_praised(row, row.of, language)._replace(state="") for row in found]
    return paging.page(made, size=size, key=lambda row: (row.id,))


def made_asks(reader: Reader, *, language: str, size: int = 50) -> list[Asked]:
    """Whom the reader asked, the latest first; that someone declined looks as if she hadn't answered yet. One query."""
    rows = Ask.objects.filter(ASK.filter(reader, "withdraw")).exclude(state=AskState.WITHDRAWN)
    found = rows.select_related("to", "competence").order_by("-pk")[:size]
    made = [_asked(row, row.to, language) for row in found]
    return [one._replace(state=AskState.OPEN) if one.state == AskState.DECLINED else one for one in made]


def open_ask(reader: Reader, key: int, *, language: str) -> Asked:
    """Someone asks the reader for an endorsement. Raises NotThereError for what was settled."""
    found = asked_of(reader).filter(state=AskState.OPEN, pk=key).select_related("by", "competence").first()
    if found is None:
        raise NotThereError
    return _asked(found, found.by, language)


def received(reader: Reader) -> "QuerySet[Endorsement]":
    """What others said of the reader, but for those whom she keeps away."""
    return Endorsement.objects.filter(ENDORSEMENT.filter(reader, "decide"), ~_away(reader))


def asked_of(reader: Reader) -> "QuerySet[Ask]":
    """What others ask of the reader, but for those whom she keeps away."""
    return Ask.objects.filter(ASK.filter(reader, "settle"), ~_away(reader), by__is_active=True)


def _away(reader: Reader) -> Any:
    return Exists(Block.objects.filter(who=reader.account, other=OuterRef("by")))


def _praised(row: Endorsement, other: Any, language: str) -> Praised:
    word = _word(row.competence, language)
    return Praised(row.pk, other.handle, other.name, word, row.level, row.sentence, row.tie, row.state, row.day)


def _asked(row: Ask, other: Any, language: str) -> Asked:
    return Asked(row.pk, other.handle, other.name, _word(row.competence, language), row.state, row.asked_at)


def _word(competence: Competence, language: str) -> Word:
    return Word(competence.pk, competence.slug, competence.label(language))
