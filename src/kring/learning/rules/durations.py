"""How long something took, as people write it in Dutch or English. Pure."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

HOURS_A_DAY: Final = 8

_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_WORDS: Final = {
    "a": Fraction(1), "an": Fraction(1), "one": Fraction(1), "een": Fraction(1), "één": Fraction(1),
    "two": Fraction(2), "twee": Fraction(2), "three": Fraction(3), "drie": Fraction(3), "four": Fraction(4),
    "vier": Fraction(4), "five": Fraction(5), "vijf": Fraction(5), "six": Fraction(6), "zes": Fraction(6),
    "seven": Fraction(7), "zeven": Fraction(7), "eight": Fraction(8), "acht": Fraction(8), "half": Fraction(1, 2),
    "halve": Fraction(1, 2), "anderhalf": Fraction(3, 2), "anderhalve": Fraction(3, 2), "hele": Fraction(1),
    "whole": Fraction(1), "full": Fraction(1), "quarter": Fraction(1, 4),
}  # fmt: skip
_SAID = "|".join(sorted(_WORDS, key=len, reverse=True))
_AMOUNT = rf"(?P<amount>{_NUMBER}|(?:(?:een|a|an|de|the)\s+)?(?:{_SAID})(?:\s+(?:an?|van\s+een|of\s+an?))?)"
_HOUR = r"(?:hours?|hrs?|h|uren|uurtjes?|uur|u)"
_MINUTE = r"(?:minutes?|minuten|minuutjes?|minuut|mins?|min|m|')"
_DAY = r"(?:days?|dagen|dag)"
_PART_OF_DAY = r"(?:dagdelen|dagdeel|mornings?|afternoons?|evenings?|ochtenden|ochtend|middagen|middag|avonden|avond)"

_AND: Final = re.compile(r"\s*(?:en|and|plus|\+|&)?\s*", re.IGNORECASE)

# Longest first: "1 h 30" before "1 h".
_FORMS: Final = tuple(
    # A number in quotes is a title, and what was so long ago didn't take so long.
    (re.compile(rf"(?<![\w.,:'‘’\"“]){pattern}(?!\w)(?!\s+(?:geleden|ago)\b)", re.IGNORECASE), reading)
    for pattern, reading in (
        (rf"(?P<hours>\d{{1,3}})\s*{_HOUR}\s*(?:en|and|,)?\s*(?P<minutes>[0-5]?\d)\s*{_MINUTE}", "hours-minutes"),
        (rf"(?P<hours>\d{{1,3}})\s*{_HOUR}\s*(?P<minutes>[0-5]\d)", "hours-minutes"),
        (r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)", "hours-minutes"),
        (rf"(?P<hours>\d{{1,2}})\s*(?:½|1/2)\s*{_HOUR}", "and-a-half"),
        (rf"(?P<amount>{_NUMBER})\s*kwartier(?:tjes?)?", "15"),
        (r"three\s+quarters\s+of\s+an\s+hour|drie\s*kwartier", "45"),
        (r"(?:a\s+quarter\s+of\s+an\s+hour|a\s+quarter\s+hour|(?:een\s+)?kwartier(?:tje)?)", "15"),
        (rf"{_AMOUNT}\s*-?{_HOUR}", "60"),
        (rf"{_AMOUNT}\s*-?{_MINUTE}", "1"),
        (rf"{_AMOUNT}\s*-?{_DAY}", str(HOURS_A_DAY * 60)),
        (rf"{_AMOUNT}\s*-?{_PART_OF_DAY}", str(HOURS_A_DAY * 30)),
    )
)


def find(text: str) -> tuple[int, tuple[int, int]] | None:
    """The duration in a text: its minutes, and from where to where it stands. None when there is none, or when there
    are several apart, since nobody can tell which is meant; several in a row are added.

    A day is eight hours, a part of a day four. Minutes are rounded up to whole ones.

    >>> find("a webinar of 1,5 uur"), find("2 uur en een kwartier"), find("2 uur webinar, 1 uur lezen")
    ((90, (13, 20)), (135, (0, 21)), None)
    """
    found = _joined(text, sorted(_found(text), key=lambda one: one[1]))
    return found[0] if len(found) == 1 else None


def _joined(text: str, found: list[tuple[int, tuple[int, int]]]) -> list[tuple[int, tuple[int, int]]]:
    rows: list[tuple[int, tuple[int, int]]] = []
    for minutes, (start, end) in found:
        if rows and _AND.fullmatch(text[rows[-1][1][1] : start]):
            sooner, (first, _end) = rows.pop()
            rows.append((sooner + minutes, (first, end)))
        else:
            rows.append((minutes, (start, end)))
    return rows


def _found(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    seen: list[tuple[int, int]] = []
    for form, reading in _FORMS:
        for match in form.finditer(text):
            minutes = _minutes(match, reading)
            apart = all(match.end() <= start or end <= match.start() for start, end in seen)
            if apart and 0 < minutes < 1_000_000:
                seen.append(match.span())
                yield minutes, match.span()


def _minutes(match: "re.Match[str]", reading: str) -> int:
    said = match.groupdict()
    if reading == "hours-minutes":
        return int(said["hours"]) * 60 + int(said["minutes"])
    if reading == "and-a-half":
        return int(said["hours"]) * 60 + 30
    if said.get("amount") is None:
        return int(reading)
    return -int(-_amount(said["amount"]) * int(reading) // 1)


def _amount(said: str) -> Fraction:
    """A number in digits or in words, of which the last counts: "een half", "half an", "anderhalf"."""
    if said[0].isdigit():
        return Fraction(said.replace(",", "."))
    words = [word for word in said.lower().split() if word in _WORDS]
    return max((_WORDS[word] for word in words if _WORDS[word] != 1), default=Fraction(1))


def read(text: str) -> int | None:
    """How many minutes a whole field says: "2", "1,5", "1:30", "90 min", "2 uur". A bare number is hours. None for
    what says no duration.

    >>> read("1,5"), read("90 min"), read("1:30"), read("soon")
    (90, 90, 90, None)
    """
    plain = text.strip()
    if re.fullmatch(_NUMBER, plain):
        return -int(-Fraction(plain.replace(",", ".")) * 60 // 1)
    found = find(plain)
    if found is None or plain[: found[1][0]].strip() or plain[found[1][1] :].strip(" ."):
        return None
    return found[0]
