"""What someone can show, as forms and addresses name it: "entry:17", or "dossier:3:2026-01-01"."""

from datetime import date, datetime
from typing import NamedTuple

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.ids import LARGEST
from kring.learning import queries as learning
from kring.learning.dossiers.queries.dossier import cards
from kring.notifications.sentences import title_of
from kring.planning.sharing import actions
from kring.planning.sharing.models import Share
from kring.registers import sentences
from kring.registers.queries import registration
from kring.web.learning.rows import day_words

_MANY = 100


class Item(NamedTuple):
    """One thing to show, by its name in forms, in words."""

    name: str
    words: str


def entry_item(line: int) -> str:
    """The name of a line of the ledger."""
    return f"entry:{line}"


def dossier_item(registration_key: int, day: date) -> str:
    """The name of the period of a registration that holds a day."""
    return f"dossier:{registration_key}:{day.isoformat()}"


def items(reader: Reader, *, now: datetime) -> tuple[list[Item], list[Item]]:
    """What the reader can show: her latest lines, and the present period of each registration."""
    lines = [
        Item(entry_item(row.line), f"{row.title}, {day_words(row.day)}")
        for row in learning.lines(reader, size=_MANY).rows
    ]
    dossiers = [
        Item(dossier_item(one.registration.pk, now.date()), sentences.label(one.scheme.scheme.title))
        for one in cards(reader, now=now)
        if one.scheme is not None
    ]
    return lines, dossiers


def named(reader: Reader, name: str) -> Item | None:
    """An item by its name, though it is none of the latest; None for what isn't there."""
    match _parts(name):
        case int(line):
            try:
                found = learning.line(reader, line)
            except NotThereError:
                return None
            return Item(name, f"{found.now.title}, {day_words(found.now.day)}")
        case (int(key), date() as day):
            try:
                held = registration(reader, key)
            except NotThereError:
                return None
            return Item(name, f"{words_of_scheme(held.scheme)}, {day_words(day)}")
        case _:
            return None


def show(reader: Reader, *, item: str, with_evidence: bool, organisation: int, last_day: date, now: datetime) -> Share:
    """Show what a name says. Raises as the actions do, and NotThereError for a name that says nothing."""
    match _parts(item):
        case int(line):
            return actions.show_line(
                actor=reader, organisation=organisation, entry=line, with_evidence=with_evidence, last_day=last_day,
                now=now,
            )  # fmt: skip
        case (int(key), date() as day):
            return actions.show_dossier(
                actor=reader, organisation=organisation, registration_key=key, day=day, last_day=last_day, now=now
            )
        case _:
            raise NotThereError


def words_of_scheme(scheme: str) -> str:
    """What a scheme is called in the active language."""
    return title_of(scheme)


def _parts(name: str) -> int | tuple[int, date] | None:
    kind, _colon, rest = name.partition(":")
    key, _colon, day = rest.partition(":")
    if not key.isascii() or not key.isdigit() or not 0 < int(key[:19]) <= LARGEST or len(key) > 19:
        return None
    if kind == "entry" and not day:
        return int(key)
    try:
        return (int(key), date.fromisoformat(day)) if kind == "dossier" else None
    except ValueError:
        return None
