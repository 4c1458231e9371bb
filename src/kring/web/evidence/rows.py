"""From what is known of what someone is able to do to what pages show."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from kring.finding.evidence.queries.endorsing import Asked, Praised
from kring.finding.evidence.queries.own import Known, Line, Whole
from kring.finding.evidence.queries.showing import Shown
from kring.finding.evidence.rules.kinds import Kind
from kring.finding.evidence.rules.mastery import Mastery
from kring.web.evidence import words
from kring.web.presenting import person_url, post_url

MINE = "/learning/competences"
ENDORSEMENTS = "/learning/endorsements"


class Row(NamedTuple):
    """A competence in a list: its level, how sure and why, in words; all empty where nothing counts."""

    url: str
    label: str
    level: str
    sure: str
    why: str
    hidden: bool
    # A lower level that is a step surer, in words with how sure; empty where there is none.
    surer: str


class Piece(NamedTuple):
    """A piece of evidence; `url` and `title` are empty where the reader may not see what it rests on. `weighs` says for
    what it speaks, and how much it weighs on a day."""

    id: int
    kind: str
    day: date
    level: str
    url: str
    title: str
    said: str
    by: str
    by_url: str
    hidden: bool
    struck: bool
    because: str
    moved: bool
    returned: bool
    is_statement: bool
    is_movable: bool
    weighs: str


class Waiting(NamedTuple):
    """An endorsement or a request for one, with where to act on it."""

    url: str
    name: str
    name_url: str
    label: str
    level: str
    sentence: str
    tie: str
    day: date | datetime
    state: str


def known(one: Known) -> Row:
    """A competence of the reader's own."""
    return _row(f"{MINE}/{one.word.slug}", one.word.label, one.mastery, hidden=one.hidden, returned=True)


def held(whole: Whole) -> Row:
    """The head of the page of one competence."""
    return _row(f"{MINE}/{whole.word.slug}", whole.word.label, whole.mastery, hidden=whole.hidden, returned=True)


def shown(one: Shown, url: str) -> Row:
    """A competence as someone shows it."""
    return _row(f"{url}#c{one.word.id}", one.word.label, one.mastery, hidden=False, returned=False)


def pieces(lines: Iterable[Line], *, on: date | None = None) -> list[Piece]:
    """Pieces of evidence as a reader sees them; with a day also what each weighs on it."""
    return [_piece(line, on) for line in lines]


def praised(rows: Iterable[Praised]) -> list[Waiting]:
    """Endorsements, from where the reader stands."""
    return [
        Waiting(
            f"{ENDORSEMENTS}/{one.id}",
            one.name,
            person_url(one.handle),
            one.word.label,
            words.level_words(one.level),
            one.sentence,
            str(words.TIES[one.tie]),
            one.day,
            one.state,
        )
        for one in rows
    ]


def asked(rows: Iterable[Asked], *, slugs: bool = False) -> list[Waiting]:
    """Requests for endorsements; with `slugs` each leads to the form that answers it."""
    return [
        Waiting(
            f"{ENDORSEMENTS}/asks/{one.id}",
            one.name,
            person_url(one.handle),
            one.word.label,
            "",
            "",
            f"{person_url(one.handle)}/endorsement?competence={one.word.slug}" if slugs else "",
            one.asked_at,
            one.state,
        )
        for one in rows
    ]


def said_words(levels: Sequence[tuple[int | None, datetime]]) -> list[tuple[str, datetime]]:
    """What she said of herself, over time."""
    return [(_("taken back") if level is None else words.level_words(level), at) for level, at in levels]


def _row(url: str, label: str, mastery: Mastery | None, *, hidden: bool, returned: bool) -> Row:
    if mastery is None:
        return Row(url, label, "", "", "", hidden, "")
    sure = str(words.SURE[mastery.sureness])
    why = words.why(mastery.because, returned=returned)
    return Row(url, label, words.level_words(mastery.level), sure, why, hidden, words.surer(mastery))


def _piece(line: Line, on: date | None) -> Piece:
    seen = line.seen
    spoken = line.kind in (Kind.STATEMENT, Kind.ENDORSEMENT)
    return Piece(
        line.id,
        str(words.KINDS[line.kind]),
        line.day,
        "" if line.level is None else words.level_words(line.level),
        _url(line.source) if seen and not spoken else "",
        seen.title if seen else "",
        seen.said if seen else "",
        seen.by if seen else "",
        person_url(seen.handle) if seen and seen.handle else "",
        line.hidden,
        line.struck,
        line.struck_because,
        line.moved,
        line.returned,
        line.kind is Kind.STATEMENT,
        not spoken,
        "" if on is None or line.hidden or line.struck else words.weighs(line, on),
    )


def _url(source: str) -> str:
    room, _colon, key = source.partition(":")
    if room == "post":
        return post_url(int(key))
    return {"meeting": f"/meetings/{key}", "entry": f"/learning/entries/{key}"}.get(room, "")
