"""Rows of a file of learning, read: which column is what, and what is wrong in which cell. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from kring.foundation.tables.heads import columns as known_columns
from kring.foundation.text import dates
from kring.learning.rules import durations
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import USUAL_WAY, Way, usual_way

MOST_ROWS: Final = 2_000
MOST_CELL: Final = 2_000

# Column -> the heads under which it is known, in lower case without punctuation.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("day", "date", "last day", "end date", "completed", "dag", "datum", "einddatum", "laatste dag"),
    "first_day": ("first day", "start date", "eerste dag", "begindatum", "startdatum"),
    "started": ("from", "start", "start time", "van", "begintijd", "starttijd"),
    "ended": ("until", "end", "end time", "to", "tot", "eindtijd"),
    "duration": ("duration", "hours", "time spent", "duur", "uren", "uur", "tijd", "studielast"),
    "minutes": ("minutes", "minuten"),
    "title": ("title", "what", "activity", "subject", "titel", "wat", "activiteit", "omschrijving", "onderwerp"),
    "kind": ("kind", "type", "sort", "soort", "vorm", "activiteitsoort"),
    "way": ("way", "102070", "10 20 70", "manier"),
    "time": ("whose time", "time of", "wiens tijd", "tijd van", "in tijd van"),
    "learned": ("learned", "learning point", "what i take from this", "notes", "geleerd", "leerpunt", "opmerking"),
    "attested_by": ("attested by", "provider", "aanbieder", "opleider", "bevestigd door"),
    "group_size": ("group size", "groepsgrootte", "aantal deelnemers"),
    "points": ("points", "pe points", "punten", "pe punten", "pdu", "pdus"),
}  # fmt: skip
NEEDED: Final = ("day", "title")
_KIND_WORDS: Final[Mapping[str, str]] = {
    "cursus": "course", "opleiding": "course", "workshop": "training", "e-learning": "module", "elearning": "module",
    "congres": "congress", "conference": "congress", "examen": "exam", "lezen": "reading", "vakliteratuur": "reading",
    "boek": "reading", "book": "reading", "intervision": "intervisie", "supervisie": "supervision",
    "coaching": "mentoring", "artikel": "article", "lesgeven": "teaching", "commissie": "committee", "werk": "work",
    "anders": "other", "overig": "other", "studiedag": "seminar", "reflectie": "reflection", "bestuur": "board_work",
    "vrijwilligerswerk": "volunteering", "lezing geven": "giving_talk", "workshop geven": "giving_workshop",
}  # fmt: skip
_WAY_WORDS: Final[Mapping[str, Way]] = {
    "10": Way.COURSE, "20": Way.EXCHANGE, "70": Way.DOING, "course": Way.COURSE, "cursus": Way.COURSE,
    "exchange": Way.EXCHANGE, "van elkaar": Way.EXCHANGE, "doing": Way.DOING, "doen": Way.DOING,
    "by doing": Way.DOING, "door te doen": Way.DOING, "from each other": Way.EXCHANGE,
}  # fmt: skip
_TIME_WORDS: Final[Mapping[str, str]] = {
    "employer": "employer", "employers": "employer", "work": "employer", "werkgever": "employer", "werk": "employer",
    "werktijd": "employer", "own": "own", "private": "own", "eigen": "own", "eigen tijd": "own", "own time": "own",
}  # fmt: skip


class Unread(StrEnum):
    """Why a cell says nothing that can be used."""

    NO_DAY = "no-day"
    NO_TIME = "no-time"
    NO_DURATION = "no-duration"
    NO_TITLE = "no-title"
    UNKNOWN_KIND = "unknown-kind"
    UNKNOWN_WAY = "unknown-way"
    UNKNOWN_WHOSE = "unknown-whose"
    NO_NUMBER = "no-number"


class UnreadError(ValueError):
    """A cell that can't be used."""

    def __init__(self, why: Unread) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: the activity, or what is wrong with which column."""

    told: Told | None
    wrong: Mapping[str, Unread]


def columns(heads: Sequence[str]) -> dict[int, str]:
    """Which of our columns stands where, by the first row of a file (see `foundation.tables.heads`)."""
    return known_columns(heads, HEADS)


def read(cells: Mapping[str, str], *, today: date, zone: ZoneInfo) -> Row:
    """The activity of one row. Days and times are local, in `zone`. What the whole of it says, is checked elsewhere."""
    wrong: dict[str, Unread] = {}

    def cell(name: str, reader: Callable[[str], Any], empty: Any = None) -> Any:
        said = cells.get(name, "").strip()
        if not said:
            return empty
        try:
            return reader(said)
        except UnreadError as error:
            wrong[name] = error.why
            return empty

    day = cell("day", lambda said: _day(said, today))
    first_day = cell("first_day", lambda said: _day(said, today))
    started, ended = cell("started", clock), cell("ended", clock)
    kind = cell("kind", _kind, "other")
    way, whose = cell("way", _way, usual_way(kind)), cell("time", _whose, "own")
    minutes = cell("duration", _duration) or cell("minutes", _minutes)
    facts = {name: cell(name, _number) for name in ("group_size", "points")}
    if day is None:
        wrong.setdefault("day", Unread.NO_DAY)
    if not cells.get("title", "").strip():
        wrong["title"] = Unread.NO_TITLE
    begun, over = _moments(first_day or day, day, started, ended, zone)
    minutes = minutes or _between(begun, over)
    if minutes is None and not wrong.keys() & {"started", "ended", "minutes"}:
        wrong.setdefault("duration", Unread.NO_DURATION)
    if wrong:
        return Row(None, wrong)
    told = Told(
        title=cells["title"].strip(),
        kind=kind,
        way=way,
        day=day,
        first_day=first_day,
        minutes=minutes or 0,
        time=whose,
        started_at=begun,
        ended_at=over,
        learned=cells.get("learned", "").strip(),
        attested_by=cells.get("attested_by", "").strip(),
        facts={name: value for name, value in facts.items() if value is not None},
    )
    return Row(told, {})


def keys(rows: Iterable[Told]) -> list[str]:
    """For each activity a key that a repetition of the same file gives again: its content, and the how-manieth of that
    content in the file it is. At most 80 characters."""
    seen: dict[str, int] = {}
    made = []
    for told in rows:
        said = (
            told.day,
            told.first_day,
            told.started_at,
            told.ended_at,
            told.minutes,
            told.title.casefold(),
            told.kind,
        )
        content = hashlib.sha256("\x1f".join(str(part) for part in said).encode("utf-8", "replace")).hexdigest()
        seen[content] = seen.get(content, 0) + 1
        made.append(f"file:{content}:{seen[content]}")
    return made


def moments(
    first_day: date, day: date, started: time | None, ended: time | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """From when to when an activity lasted: by its times, or over whole days where it took several; else unknown.

    A clock time that the night of the change of clocks skips or repeats is the earlier one. An end before its start on
    one day stays so, to be found wrong.
    """
    if started is not None and ended is not None:
        return datetime.combine(first_day, started, zone), datetime.combine(day, ended, zone)
    if started is not None:
        return datetime.combine(first_day, started, zone), None
    if ended is not None:
        return None, datetime.combine(day, ended, zone)
    if first_day < day < date.max:
        return datetime.combine(first_day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)
    return None, None


def _moments(
    first_day: date | None, day: date | None, started: time | None, ended: time | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    return (None, None) if first_day is None or day is None else moments(first_day, day, started, ended, zone)


def _between(begun: datetime | None, over: datetime | None) -> int | None:
    """How many minutes lie between two times of one day."""
    if begun is None or over is None or over - begun > timedelta(days=1):
        return None
    return max(int((over - begun) / timedelta(minutes=1)), 0)


def _day(said: str, today: date) -> date:
    # A spreadsheet gives a day with a time of midnight.
    found = dates.read(re.sub(r"[ T]00:00(?::00)?(?:\.0+)?$", "", said[:40]), today=today)
    if found is None:
        raise UnreadError(Unread.NO_DAY)
    return found


def clock(said: str) -> time:
    """A time of day: "9", "9:30", "09.30". Raises UnreadError."""
    match = re.fullmatch(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d)(?::[0-5]\d)?)?\s*(?:uur|u|h)?", said.strip(), re.IGNORECASE)
    if match is None:
        raise UnreadError(Unread.NO_TIME)
    return time(int(match[1]), int(match[2] or 0))


def _duration(said: str) -> int:
    minutes = durations.read(re.sub(r"^(\d+:\d\d):00$", r"\1", said[:60]))
    if minutes is None:
        raise UnreadError(Unread.NO_DURATION)
    return minutes


def _minutes(said: str) -> int:
    return int(float(_number(said)))


def _kind(said: str) -> str:
    word = said.lower()
    kind = _KIND_WORDS.get(word, word.replace(" ", "_").replace("-", "_"))
    if kind not in USUAL_WAY:
        raise UnreadError(Unread.UNKNOWN_KIND)
    return kind


def _way(said: str) -> Way:
    way = _WAY_WORDS.get(said.lower().rstrip("% "))
    if way is None:
        raise UnreadError(Unread.UNKNOWN_WAY)
    return way


def _whose(said: str) -> str:
    whose = _TIME_WORDS.get(said.lower().replace("'", "").replace("’", ""))
    if whose is None:
        raise UnreadError(Unread.UNKNOWN_WHOSE)
    return whose


def _number(said: str) -> str:
    plain = said.replace(",", ".")
    if not re.fullmatch(r"\d{1,6}(?:\.\d{1,4})?", plain):
        raise UnreadError(Unread.NO_NUMBER)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
