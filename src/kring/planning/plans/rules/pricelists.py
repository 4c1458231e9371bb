"""Rows of a list of prices: what each says, what is wrong with it, and which steps would wait for themselves. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kring.foundation.text.sorting import sort_key
from kring.planning.plans.rules.faults import LARGEST_CENTS
from kring.planning.plans.rules.growing import USUAL_ORDER
from kring.planning.plans.rules.problem import Kind, Way

MOST_ROWS: Final = 500
MOST_CELL: Final = 200
# What a price may say: development days, quarters, people.
MOST_DAYS: Final = 366
LONGEST_LEAD: Final = 12
MOST_PEOPLE: Final = 1_000
STEPS: Final = tuple(one.value for one in Kind)
WHATS: Final = (*STEPS, Way.ATTRACT.value, Way.HIRE.value)
# Column -> the heads under which it is known, in lower case without punctuation.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "competence": ("competence", "skill", "competentie", "vaardigheid"),
    "what": ("what", "way", "step", "wat", "weg", "stap", "manier"),
    "cents": ("euros once", "once", "price", "euros", "euro s eenmalig", "eenmalig", "prijs", "euro"),
    "cents_a_quarter": ("euros each quarter", "each quarter", "a quarter", "euro s per kwartaal", "per kwartaal"),
    "currency": ("currency", "valuta", "munt"),
    "days": ("days", "dagen"),
    "lead": ("quarters", "lead time", "lead", "kwartalen", "doorlooptijd"),
    "most": ("at most", "most", "hoogstens", "maximaal"),
    "after": ("after", "comes after", "na", "komt na"),
}  # fmt: skip
NEEDED: Final = ("what",)
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    Kind.COURSE: ("course", "a course", "training", "cursus", "een cursus"),
    Kind.PEER: ("peer", "colleague", "learning from a colleague", "collega", "leren van een collega"),
    Kind.DOING: ("doing", "doing it with guidance", "doen", "doen onder begeleiding", "praktijk"),
    Way.ATTRACT: ("attract", "attracting", "attracting someone", "aantrekken", "iemand aantrekken"),
    Way.HIRE: ("hire", "hire in", "hiring in", "hiring someone in", "inhuren", "iemand inhuren"),
}
_NAMED: Final = {word: what for what, words in _WORDS.items() for word in words}
_EUROS: Final = frozenset({"", "€", "eur", "euro", "euros", "euro's"})
_FOREIGN: Final = re.compile(r"[$£¥₤]|\b[A-Za-z]{3}\b|dollar|pond|pound", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"(\d{1,3}(?:[.,' ]\d{3})+|\d+)(?:[.,](\d{1,2}))?")
_WHOLE: Final = re.compile(r"[-+−]?\d{1,9}")


class Unread(StrEnum):
    """Why a cell can't be used."""

    NO_WHAT = "no-what"
    UNKNOWN_COMPETENCE = "unknown-competence"
    NO_MONEY = "no-money"
    NEGATIVE_MONEY = "negative-money"
    TOO_DEAR = "too-dear"
    CURRENCY = "currency"
    NO_DAYS = "no-days"
    NEGATIVE_LEAD = "negative-lead"
    NO_LEAD = "no-lead"
    NO_MOST = "no-most"
    NO_AFTER = "no-after"
    OWN_PREREQUISITE = "own-prerequisite"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Told:
    """What a right row says: what costs how much, for a competence (its key) or, None, for all without a price of
    their own. `after` is None where the usual order holds."""

    competence: int | None
    what: str
    cents: int
    cents_a_quarter: int
    days: int
    lead: int
    most: int
    after: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: what it says, or what is wrong with which column. `twin` is the earlier row (the first is
    0) that has a price for the same."""

    told: Told | None
    wrong: Mapping[str, Unread]
    twin: int | None = None


# Which kinds of steps a kind comes after; a kind that isn't there comes after what it usually does.
Order = Mapping[str, Sequence[str] | None]


def circles(order: Order) -> set[str]:
    """The kinds of steps that come before themselves, by way of others or not.

    >>> sorted(circles({"course": ["doing"]})), circles({"course": ["doing"], "doing": []})
    (['course', 'doing', 'peer'], set())
    >>> circles({"peer": ["peer"]})
    {'peer'}
    """
    before = {kind: set(usual if (said := order.get(kind)) is None else said) for kind, usual in USUAL_ORDER.items()}
    found = set()
    for kind, first in before.items():
        reached: set[str] = set()
        ahead = set(first)
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead |= before.get(one, set())
        if kind in reached:
            found.add(str(kind))
    return found


def read(
    rows: Sequence[Mapping[str, str]],
    *,
    competences: Callable[[str], int | None],
    kept: Mapping[int | None, Order],
) -> list[Row]:
    """What each row says. `competences` gives the key of one that needs are about; `kept` are the orders of steps that
    hold already, by competence, None of all."""
    found = [_read(cells, competences) for cells in rows]
    first: dict[tuple[int | None, str], int] = {}
    for number, row in enumerate(found):
        if row.told is not None:
            twin = first.setdefault((row.told.competence, row.told.what), number)
            if twin != number:
                found[number] = Row(None, {"what": Unread.TWICE}, twin)
    for number in _waiting(found, kept):
        found[number] = Row(None, {"after": Unread.OWN_PREREQUISITE})
    return found


def _waiting(rows: Sequence[Row], kept: Mapping[int | None, Order]) -> list[int]:
    """The rows by which a step would come before itself."""
    said: dict[int | None, dict[str, int]] = {}
    for number, row in enumerate(rows):
        if row.told is not None and row.told.what in STEPS:
            said.setdefault(row.told.competence, {})[row.told.what] = number
    told = {key: {what: rows[number].told for what, number in of.items()} for key, of in said.items()}
    whole = _order(kept.get(None, {}), told.get(None, {}))
    found = set()
    for key in {None, *kept, *said}:
        own = {} if key is None else _order(kept.get(key, {}), told.get(key, {}))
        for kind in circles({**whole, **own}):
            # Of what was kept nothing waits for itself: it is by one of these rows.
            place = said.get(key if kind in own else None, {}).get(kind)
            found |= set() if place is None else {place}
    return sorted(found)


def _order(kept: Order, told: Mapping[str, Told | None]) -> dict[str, Sequence[str] | None]:
    return {**kept, **{what: one.after for what, one in told.items() if one is not None}}


def _read(cells: Mapping[str, str], competences: Callable[[str], int | None]) -> Row:
    said = {name: cells.get(name, "").strip() for name in HEADS}
    wrong: dict[str, Unread] = {}
    what = _NAMED.get(" ".join(said["what"].casefold().split()), "")
    if not what:
        wrong["what"] = Unread.NO_WHAT
    competence = competences(said["competence"]) if said["competence"] else None
    if said["competence"] and competence is None:
        wrong["competence"] = Unread.UNKNOWN_COMPETENCE
    if said["currency"].casefold() not in _EUROS:
        wrong["currency"] = Unread.CURRENCY
    money = {name: _cents(said[name]) for name in ("cents", "cents_a_quarter")}
    wrong |= {name: one for name, one in money.items() if isinstance(one, Unread)}
    numbers = {
        "days": _number(said["days"], MOST_DAYS, Unread.NO_DAYS, Unread.NO_DAYS),
        "lead": _number(said["lead"], LONGEST_LEAD, Unread.NO_LEAD, Unread.NEGATIVE_LEAD),
        "most": _number(said["most"], MOST_PEOPLE, Unread.NO_MOST, Unread.NO_MOST),
    }
    wrong |= {name: one for name, one in numbers.items() if isinstance(one, Unread)}
    after = _after(said["after"], what)
    if isinstance(after, Unread):
        wrong["after"] = after
    if wrong:
        return Row(None, wrong)
    told: dict[str, object] = {**money, **numbers}
    return Row(Told(competence, what, after=after, **told), {})  # type: ignore[arg-type]  # each was looked at


def _after(said: str, what: str) -> tuple[str, ...] | Unread | None:
    """Which kinds of steps are named: "course + colleague"; a dash is none of them, nothing the usual ones."""
    if not said:
        return None
    if what and what not in STEPS:
        return Unread.NO_AFTER
    if said in ("-", "–", "—"):
        return ()
    named = [_NAMED.get(" ".join(one.casefold().split()), "") for one in re.split(r"[+,&/]", said)]
    if any(one not in STEPS for one in named):
        return Unread.NO_AFTER
    return Unread.OWN_PREREQUISITE if what in named else tuple(dict.fromkeys(named))


def _cents(said: str) -> int | Unread:
    """An amount in cents, as people write it.

    >>> [_cents(one) for one in ("", "1.500", "€ 1.500,50", "1,500.5", "12")]
    [0, 150000, 150050, 150050, 1200]
    >>> [str(_cents(one)) for one in ("-3", "USD 5", "5 $", "many", "1.5.5")]
    ['negative-money', 'currency', 'currency', 'no-money', 'no-money']
    """
    tidy = re.sub(r"€|\beur(o|os|o's)?\b", "", said, flags=re.IGNORECASE).strip().removesuffix(",-").strip()
    if _FOREIGN.search(tidy):
        return Unread.CURRENCY
    sign = tidy[:1] in "-−"
    whole = _AMOUNT.fullmatch(tidy[1:].strip() if tidy and sign else tidy)
    if not tidy and not said:
        return 0
    if whole is None:
        return Unread.NO_MONEY
    cents = int(re.sub(r"\D", "", whole[1])) * 100 + int((whole[2] or "").ljust(2, "0"))
    if sign and cents:
        return Unread.NEGATIVE_MONEY
    return cents if cents <= LARGEST_CENTS else Unread.TOO_DEAR


def _number(said: str, most: int, wrong: Unread, negative: Unread) -> int | Unread:
    tidy = said.removesuffix(".0").removesuffix(",0").strip()
    if not tidy:
        return 0
    if not _WHOLE.fullmatch(tidy):
        return wrong
    number = int(tidy.replace("−", "-"))
    if number < 0:
        return negative
    return number if number <= most else wrong


def of_words(known: Mapping[str, int]) -> Callable[[str], int | None]:
    """Finds a competence by any of its names, whatever their case and accents."""
    by_name = {sort_key(name): key for name, key in known.items()}
    return lambda said: by_name.get(sort_key(said.strip()))
