"""Days as people write them in Dutch or English. Pure."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "maandag", "ma"),
            ("tuesday", "tue", "dinsdag", "di"),
            ("wednesday", "wed", "woensdag", "wo"),
            ("thursday", "thu", "donderdag", "do"),
            ("friday", "fri", "vrijdag", "vr"),
            ("saturday", "sat", "zaterdag", "za"),
            ("sunday", "sun", "zondag", "zo"),
        )
    )
    for name in names
}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "januari", "jan"),
            ("february", "februari", "feb"),
            ("march", "maart", "mar", "mrt"),
            ("april", "apr"),
            ("may", "mei"),
            ("june", "juni", "jun"),
            ("july", "juli", "jul"),
            ("august", "augustus", "aug"),
            ("september", "sept", "sep"),
            ("october", "oktober", "oct", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_AGO: Final = {"today": 0, "vandaag": 0, "vanmorgen": 0, "vanochtend": 0, "vanmiddag": 0, "vanavond": 0,
               "yesterday": 1, "gisteren": 1, "gisteravond": 1, "gistermiddag": 1, "gisterochtend": 1,
               "the day before yesterday": 2, "day before yesterday": 2, "eergisteren": 2}  # fmt: skip
_SHORT: Final = frozenset(name for name in _WEEKDAYS if len(name) < 4)


def _any_of(names: "dict[str, int]") -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_LONG_DAYS = {name: number for name, number in _WEEKDAYS.items() if name not in _SHORT}
_LAST = r"(?:last|this past|past|afgelopen|vorige|on|op)\s+"
_COMING = r"(?:next|coming|volgende|komende|aanstaande|aankomende)\s+"
_FORMS: Final = {
    "coming": rf"{_COMING}(?:week\s+)?(?:{_any_of(_LONG_DAYS)})|"
    rf"(?:{_any_of(_LONG_DAYS)})\s+(?:next|volgende)\s+week",
    "last-week": rf"(?:last|previous|vorige)\s+week\s+(?:on\s+|op\s+)?(?P<weekday>{_any_of(_LONG_DAYS)})",
    "of-last-week": rf"(?:on\s+|op\s+)?(?P<weekday>{_any_of(_LONG_DAYS)})\s+(?:of\s+|van\s+)?"
                    r"(?:last|previous|vorige)\s+week",
    "ago": rf"(?P<ago>{_any_of(_AGO)})",
    "days-ago": r"(?P<days>\d{1,3})\s+(?:days?\s+ago|dag(?:en)?\s+geleden)",
    "weeks-ago": r"(?P<weeks>\d{1,2}|a|one|een|één)\s+(?:weeks?\s+ago|we(?:ek|ken)\s+geleden)",
    "iso": r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    "figures": r"(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})",
    "figures-short": r"(?:op\s+|on\s+)?(?P<day>\d{1,2})[-/](?P<month>\d{1,2})(?![-/.:\d])(?!\s*(?:u|uur|h|hours?)\b)",
    "words": rf"(?:op\s+|on\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_any_of(_MONTHS)})\.?"
             r"(?:,?\s+(?P<year>\d{4}))?",
    "words-first": rf"(?:on\s+)?(?P<name>{_any_of(_MONTHS)})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
                   r"(?:,?\s+(?P<year>\d{4}))?",
    "weekday": rf"(?:{_LAST})?(?P<weekday>{_any_of(_LONG_DAYS)})(?:ochtend|middag|avond)?",
    "weekday-short": rf"{_LAST}(?P<weekday>{_any_of(dict.fromkeys(_SHORT, 0))})",
}  # fmt: skip
_COMPILED: Final = {name: re.compile(rf"(?<![\w-]){form}(?![\w-])", re.IGNORECASE) for name, form in _FORMS.items()}


def find(text: str, *, today: date) -> tuple[date, tuple[int, int]] | None:
    """The first form of a day that a text holds, and from where to where it stands; None when it holds none.

    A weekday is the last one before today; a day without a year the last such day that isn't after today. In figures
    the day stands before the month, in either language. No part of a day that doesn't exist is read as another.

    >>> find("gisteren een webinar", today=date(2026, 11, 23))
    (datetime.date(2026, 11, 22), (0, 8))
    >>> find("31 februari 2 uur", today=date(2026, 11, 23))
    """
    return next(((day, span) for day, span in _found(text, today) if day is not None), None)


def no_days(text: str, *, today: date) -> list[tuple[int, int]]:
    """Where a text says days that don't exist, or lie ahead ("31 februari", "next Friday"), in their order."""
    return sorted(span for day, span in _found(text, today) if day is None)


def read(text: str, *, today: date) -> date | None:
    """The day that a whole field says; None for what says none."""
    found = find(text.strip(), today=today)
    return found[0] if found is not None and found[1] == (0, len(text.strip())) else None


def _found(text: str, today: date) -> Iterator[tuple[date | None, tuple[int, int]]]:
    """Each form of a day in a text, None for a day that there isn't; what lies inside an earlier one is left out."""
    seen: list[tuple[int, int]] = []
    for name, form in _COMPILED.items():
        for match in form.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in seen):
                seen.append(match.span())
                yield _READERS[name](match, today), match.span()


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _before(today: date, days: int) -> date | None:
    return today - timedelta(days=days) if days < today.toordinal() else None


def _weeks(match: "re.Match[str]", today: date) -> date | None:
    said = match["weeks"]
    return _before(today, 7 * (int(said) if said.isdigit() else 1))


def _full(match: "re.Match[str]", today: date) -> date | None:
    year = int(match["year"])
    return _made(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))


def _short(match: "re.Match[str]", today: date) -> date | None:
    return _latest(today, int(match["month"]), int(match["day"]))


def _named(match: "re.Match[str]", today: date) -> date | None:
    month, day = _MONTHS[match["name"].lower()], int(match["day"])
    return _made(int(match["year"]), month, day) if match["year"] else _latest(today, month, day)


def _weekday(match: "re.Match[str]", today: date) -> date | None:
    return _before(today, (today.weekday() - _WEEKDAYS[match["weekday"].lower()] - 1) % 7 + 1)


def _last_week(match: "re.Match[str]", today: date) -> date | None:
    return _before(today, 7 + today.weekday() - _WEEKDAYS[match["weekday"].lower()])


def _latest(today: date, month: int, day: int) -> date | None:
    """The last such day that isn't after today; 29 February up to eight years back."""
    tries = (_made(today.year - back, month, day) for back in range(9) if today.year > back)
    return next((made for made in tries if made is not None and made <= today), None)


_READERS: Final[dict[str, Callable[["re.Match[str]", date], date | None]]] = {
    "coming": lambda match, today: None,
    "last-week": _last_week,
    "of-last-week": _last_week,
    "ago": lambda match, today: _before(today, _AGO[match["ago"].lower()]),
    "days-ago": lambda match, today: _before(today, int(match["days"])),
    "weeks-ago": _weeks,
    "iso": _full,
    "figures": _full,
    "figures-short": _short,
    "words": _named,
    "words-first": _named,
    "weekday": _weekday,
    "weekday-short": _weekday,
}
