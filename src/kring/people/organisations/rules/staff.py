"""Rows of a list of people: what each says, and who stands in it twice. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from kring.foundation.text import dates
from kring.foundation.text.sorting import plain, sort_key
from kring.people.organisations.rules.employments import first_day_without

MOST_ROWS: Final = 5_000
MOST_CELL: Final = 300
# Nobody works anywhere longer, or is hired so far ahead.
_A_LIFE: Final = timedelta(days=100 * 366)

# Column -> the heads under which it is known, in lower case without punctuation.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "full name", "employee", "naam", "volledige naam", "medewerker", "werknemer"),
    "email": ("e mail", "email", "mail", "e mail address", "email address", "work e mail", "e mailadres", "emailadres",
              "e mail adres", "mailadres", "zakelijk e mailadres"),
    "department": ("department", "team", "unit", "afdeling"),
    "starts_on": ("start", "starts on", "start date", "first day", "since", "in service", "in dienst",
                  "datum in dienst", "startdatum", "begindatum", "eerste dag", "sinds"),
    "last_day": ("end", "ends on", "end date", "last day", "until", "uit dienst", "datum uit dienst", "einddatum",
                 "einde", "laatste dag", "tot en met"),
    "role": ("role", "rol"),
}  # fmt: skip
NEEDED: Final = ("name", "email")
ROLES: Final[Mapping[str, str]] = {
    "hr": "hr", "p o": "hr", "p en o": "hr", "personeelszaken": "hr", "human resources": "hr",
    "manager": "manager", "leidinggevende": "manager", "afdelingshoofd": "manager", "head": "manager",
    "procurement": "procurement", "purchasing": "procurement", "inkoop": "procurement", "inkoper": "procurement",
    "owner": "owner", "eigenaar": "owner",
    "member": "", "employee": "", "colleague": "", "lid": "", "medewerker": "", "collega": "", "none": "", "geen": "",
}  # fmt: skip
# The cell in which someone says that two rows of a like name are two people.
APART: Final = "_apart"
_PLAIN_WORDS: Final = re.compile(r"[^a-z0-9]+")
_NAME_WORDS: Final = re.compile(r"[\W_]+")
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,250}\.[^\s@.]{2,63}")


class Unread(StrEnum):
    """Why a cell can't be used."""

    NO_NAME = "no-name"
    NO_ADDRESS = "no-address"
    NO_DAY = "no-day"
    ENDS_FIRST = "ends-first"
    UNKNOWN_ROLE = "unknown-role"
    UNKNOWN_DEPARTMENT = "unknown-department"
    SAME_ADDRESS = "same-address"
    SAME_NAME = "same-name"


@dataclass(frozen=True, slots=True)
class Told:
    """What a right row says of a person. `ends_on` is the first day without the employment; empty is not said."""

    name: str
    email: str
    department: str
    starts_on: date | None
    ends_on: date | None
    role: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: what it says, or what is wrong with which column. `twin` is the earlier row (the first is
    0) that says the same person."""

    told: Told | None
    wrong: Mapping[str, Unread]
    twin: int | None = None


def address_key(address: str) -> str:
    """An address as a mailbox, without what people add to it: case, and what stands after a plus.

    >>> address_key("Anna.Bos+kring@Example.ORG")
    'anna.bos@example.org'
    """
    local, _at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def name_key(name: str) -> tuple[str, ...]:
    """A name whatever the order of its words, its accents, case and points.

    >>> name_key("Bos-de Vries, Renée") == name_key("renee de vries bos")
    True
    >>> name_key("محمد علي"), name_key("🧶 - ")
    (('علي', 'محمد'), ())
    """
    return tuple(sorted(word for word in _NAME_WORDS.split(plain(name)) if word))


def department_key(name: str) -> str:
    """The key under which a department is known in its organisation."""
    return sort_key(name)


def read(rows: Sequence[Mapping[str, str]], *, departments: frozenset[str], today: date) -> list[Row]:
    """What each row says; `departments` are the keys of those there are. Rows that were left out aren't given here.

    An address that an earlier row has is wrong. A name that an earlier row has is too, until someone says at that row
    that they are two people.
    """
    found: list[Row] = []
    addresses: dict[str, int] = {}
    names: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows):
        row = _read(cells, departments, today)
        twin = None
        mailbox, name = address_key(cells.get("email", "")), name_key(cells.get("name", ""))
        if "email" not in row.wrong and mailbox in addresses:
            twin = addresses[mailbox]
            row = Row(None, {**row.wrong, "email": Unread.SAME_ADDRESS}, twin)
        elif "name" not in row.wrong and name in names and not cells.get(APART):
            twin = names[name]
            row = Row(None, {**row.wrong, "name": Unread.SAME_NAME}, twin)
        addresses.setdefault(mailbox, number)
        names.setdefault(name, number)
        found.append(row)
    return found


def _read(cells: Mapping[str, str], departments: frozenset[str], today: date) -> Row:
    wrong: dict[str, Unread] = {}

    def cell(name: str, reader: Callable[[str], Any], why: Unread, *, needed: bool = False) -> Any:
        said = cells.get(name, "").strip()
        value = reader(said) if said else None
        if value is None and (said or needed):
            wrong[name] = why
        return value

    name = cell("name", lambda said: said if name_key(said) else None, Unread.NO_NAME, needed=True)
    email = cell("email", _address, Unread.NO_ADDRESS, needed=True)
    starts_on = cell("starts_on", lambda said: _day(said, today), Unread.NO_DAY)
    last = cell("last_day", lambda said: _day(said, today), Unread.NO_DAY)
    role = cell("role", lambda said: ROLES.get(_PLAIN_WORDS.sub(" ", plain(said)).strip()), Unread.UNKNOWN_ROLE)
    department = cell(
        "department", lambda said: said if department_key(said) in departments else None, Unread.UNKNOWN_DEPARTMENT
    )
    if last is not None and last < (starts_on or last):
        wrong["last_day"] = Unread.ENDS_FIRST
    if wrong:
        return Row(None, wrong)
    ends_on = first_day_without(last) if last else None
    return Row(Told(name[:80], email, department or "", starts_on, ends_on, role or ""), {})


def _address(said: str) -> str | None:
    address = said.lower()
    return address if len(address) <= 254 and _ADDRESS.fullmatch(address) else None


def _day(said: str, today: date) -> date | None:
    # A spreadsheet gives a day with a time of midnight.
    found = dates.read(re.sub(r"[ T]00:00(?::00)?(?:\.0+)?$", "", said[:40]), today=today)
    return found if found is not None and abs(found - today) <= _A_LIFE else None
