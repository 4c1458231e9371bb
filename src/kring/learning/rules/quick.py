"""A line such as "yesterday 2 h webinar on claims fraud", read for a form that is then shown. Pure.

A grammar of our own, small: a day, a duration or two times of day, and a word that says what it was may stand anywhere;
what is left is the title. Whatever is typed, something comes of it: what isn't found is left to the form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from kring.foundation.text import dates
from kring.learning.rules import durations
from kring.learning.rules.entries import LONGEST_TITLE
from kring.learning.rules.kinds import usual_way

LONGEST_LINE: Final = 300

# The first that fits; what one gives oneself stands before what one attends.
_KINDS: Final = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        ("giving_workshop", r"(?:gave|giving|led|ran)\s+(?:an?\s+|the\s+)?workshop|workshop\b.*\b(?:gegeven|geven)"),
        (
            "giving_talk",
            r"(?:gave|giving)\s+(?:an?\s+|the\s+)?(?:talk|lecture|presentation)|(?:lezing|presentatie)\b.*\bgegeven",
        ),
        ("teaching", r"taught|teaching|lesgegeven|les\s+gegeven|gedoceerd|docent"),
        ("article", r"wrote|writing|geschreven|schrijven|published|gepubliceerd"),
        ("examining", r"examined|examining|examinator"),
        ("intervisie", r"intervisie\w*|peer\s+consultation|intervision"),
        ("supervision", r"supervision|supervisie"),
        ("mentoring", r"mentoring|mentored|mentor|coaching|coached|gecoacht"),
        ("webinar", r"webinars?"),
        ("module", r"e-?learning|module|mooc"),
        ("congress", r"congress?|conference|conferentie|symposium|symposia"),
        ("seminar", r"seminars?|studiedag|studiemiddag|lezing|lecture|talk|masterclass|kennissessie"),
        ("training", r"training|workshop"),
        ("exam", r"exam|examen|tentamen|toets"),
        ("course", r"course|cursus|opleiding|class|les|bijscholing|nascholing|leergang"),
        ("committee", r"committee|commissie"),
        ("reading", r"read|reading|gelezen|lezen|book|boek|article|artikel|podcast|vakliteratuur"),
        ("reflection", r"reflection|reflectie"),
        ("volunteering", r"volunteer\w*|vrijwilliger\w*"),
        ("on_the_job", r"on\s+the\s+job|meegelopen|shadowed|shadowing|ingewerkt|werkplek\w*"),
    )
)  # fmt: skip
_CLOCK = r"(half\s+)?([01]?\d|2[0-9])(?:[:.]([0-5]\d))?(?:\s*(?:uur|u|h))?"
_TIMES: Final = re.compile(
    rf"(?<![\w.,:/-])(?:(?:van\s+|from\s+)?{_CLOCK}\s*(?:-|–|tot|to|till?|until)\s*{_CLOCK}"
    rf"|(?:between|tussen)\s+{_CLOCK}\s*(?:-|–|en|and)\s*{_CLOCK})(?![\w:/-])",
    re.IGNORECASE,
)
# One time of day says when, not how long, so it is no duration: "om 3 uur", "half 3", "at 19:30".
_MOMENT: Final = re.compile(
    r"(?<![\w.,:/-])(?:(?:om|at|vanaf|sinds|since|from|tot|until|till)\s+(?:half\s+|kwart\s+(?:over|voor)\s+)?"
    r"\d{1,2}(?:[:.][0-5]\d)?(?!\s*(?:m|d|w|uren|hours|hrs|x))(?:\s*(?:uur|u|h)\b)?"
    r"|(?:half|kwart\s+(?:over|voor))\s+\d{1,2}(?:\s*(?:uur|u)\b)?"
    r"|\d{1,2}\s*[ap]m\b|(?:0?[6-9]|[1-9]\d):[0-5]\d(?:\s*(?:uur|u|h)\b)?)(?![\w:/,-])",
    re.IGNORECASE,
)
# What is read as nothing is kept aside under one letter each, which nobody can type, and put back in the title.
_ASIDE: Final = range(0xE000, 0xE000 + LONGEST_LINE)
_LOOSE: Final = re.compile(
    r"^(?:(?:i|ik|heb|had|did|for|of|van|gedurende|lang|a|an|een|the|,|-|–|:)\s+)+", re.IGNORECASE
)
_TRAILING: Final = re.compile(r"(?:\s+(?:of|for|van|gedurende|on|op|from|lang|in)|[\s,;:–-])+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line says; what it doesn't say is None or empty. `way` is the usual one of the kind."""

    title: str = ""
    kind: str = ""
    way: str = ""
    day: date | None = None
    first_day: date | None = None
    started: time | None = None
    ended: time | None = None
    minutes: int | None = None


def parse(line: str, *, today: date) -> Quick:
    """Read a line. Never raises; an empty line says nothing.

    >>> read = parse("yesterday 2 h webinar on claims fraud", today=date(2026, 11, 23))
    >>> read.day.isoformat(), read.minutes, read.kind, read.title
    ('2026-11-22', 120, 'webinar', 'Webinar on claims fraud')
    """
    rest = " ".join("".join(sign for sign in line[:LONGEST_LINE] if ord(sign) not in _ASIDE).split())
    aside: list[str] = []
    started, ended, rest = _times(rest, aside)
    found_day = dates.find(rest, today=today)
    rest = _without(rest, found_day[1]) if found_day else rest
    for span in reversed(dates.no_days(rest, today=today)):
        rest = _put_aside(rest, span, aside)
    rest = _MOMENT.sub(lambda match: _letter(match[0], aside), rest)
    found_minutes = durations.find(rest)
    rest = _without(rest, found_minutes[1]) if found_minutes else rest
    day = found_day[0] if found_day else None
    minutes = found_minutes[0] if found_minutes else _between(started, ended)
    kind = _kind(rest)
    return Quick(
        title=_title(rest, aside),
        kind=kind,
        way=usual_way(kind).value if kind else "",
        day=day,
        first_day=_first_day(day, minutes),
        started=started,
        ended=ended,
        minutes=minutes,
    )


def _times(text: str, aside: list[str]) -> tuple[time | None, time | None, str]:
    """Two times of day, the later one last, and what is left of the text. Times that can't be are put aside."""
    for match in _TIMES.finditer(text):
        said = [group or "" for group in match.groups()]
        halves = said[:6] if said[1] else said[6:]
        if _is_time(match[0], halves):
            first, last = _clocks(halves)
            if first is not None and last is not None and first < last:
                return first, last, _without(text, match.span())
            return None, None, _put_aside(text, match.span(), aside)
    return None, None, text


def _is_time(said: str, halves: Sequence[str]) -> bool:
    clear = re.search(r"uur|\du\b|\bu\b|\dh\b|\bh\b|van|from|tot|between|tussen", said, re.IGNORECASE)
    return bool(halves[0] or halves[2] or halves[3] or halves[5] or clear)


def _clocks(halves: Sequence[str]) -> tuple[time | None, time | None]:
    """Both times. Bare hours are those of a waking day: "van 2 tot 4" is the afternoon, "9 to 5" ends at 17:00."""
    first, last = _hours(*halves[:3]), _hours(*halves[3:])
    if not halves[2] and not halves[5]:
        if first < 6 * 60:
            first, last = first + 12 * 60, last + 12 * 60
        elif last <= 6 * 60:
            last += 12 * 60
    return _clock(first), _clock(last)


def _hours(half: str, hours: str, minutes: str) -> int:
    """Minutes since midnight; the Dutch "half 3" is half past two."""
    return int(hours) * 60 + int(minutes or 0) - (30 if half else 0)


def _clock(minutes: int) -> time | None:
    return time(minutes // 60, minutes % 60) if 0 <= minutes < 24 * 60 else None


def _put_aside(text: str, span: tuple[int, int], aside: list[str]) -> str:
    return text[: span[0]] + _letter(text[slice(*span)], aside) + text[span[1] :]


def _letter(said: str, aside: list[str]) -> str:
    aside.append(said)
    return chr(_ASIDE[len(aside) - 1])


def _between(started: time | None, ended: time | None) -> int | None:
    if started is None or ended is None:
        return None
    return (ended.hour - started.hour) * 60 + ended.minute - started.minute


def _first_day(day: date | None, minutes: int | None) -> date | None:
    """Something of more than twelve hours took more days: as many as its hours fill, eight a day, up to `day`."""
    if day is None or minutes is None or minutes <= 12 * 60:
        return None
    days = -(-minutes // (durations.HOURS_A_DAY * 60))
    return day - timedelta(days=days - 1) if days < min(day.toordinal(), 366) else None


def _kind(text: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(text)), "")


def _without(text: str, span: tuple[int, int]) -> str:
    # The point of an abbreviation goes with it: "90 min. webinar", and not "2 h .NET".
    after = re.sub(r"^\.(?=\s|$)", "", text[span[1] :])
    return f"{_TRAILING.sub('', text[: span[0]])} {after.lstrip(' ,;:')}".strip()


def _title(rest: str, aside: Sequence[str]) -> str:
    tidy = _TRAILING.sub("", _LOOSE.sub("", rest.strip(" ,;:–-"))).strip()
    for number, said in reversed(list(enumerate(aside))):
        tidy = tidy.replace(chr(_ASIDE[number]), said)
    return (tidy[:1].upper() + tidy[1:])[:LONGEST_TITLE].strip()
