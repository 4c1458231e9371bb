"""Reading what a Stack Exchange dump says: its dates, numbers, tags and names. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from kring.foundation.text import cleaning, sorting

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing in a community of this kind is older; an earlier date is a mistake."""

FORMER: Final = "former"
"""The source's id of the one account that holds what was written by people who are no longer named."""

LONGEST_NAME: Final = 80
LONGEST_HANDLE: Final = 40
LONGEST_HEADLINE: Final = 140
MOST_TAGS: Final = 8

_ID = re.compile(r"-?\d{1,18}")
_TAG = re.compile(r"[^<>|\s]+")
_WORD = re.compile(r"[a-z]+")
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "is",
        "that",
        "for",
        "you",
        "with",
        "this",
        "are",
        "was",
        "have",
        "not",
        "but",
        "what",
        "how",
        "can",
        "from",
        "they",
        "would",
    ]
)
_DUTCH = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "ik",
        "niet",
        "dat",
        "is",
        "op",
        "te",
        "zijn",
        "voor",
        "met",
        "die",
        "aan",
        "er",
        "maar",
        "om",
        "hoe",
        "kan",
        "wat",
        "bij",
        "ook",
    ]
)


def source_id(text: str | None) -> str | None:
    """An id as the source writes it, or None where there is none that can be read."""
    return text if text is not None and _ID.fullmatch(text) else None


def in_order(key: str) -> int:
    """Where something stands among others of its kind: ids of a source grow with time."""
    digits = key.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def number(text: str | None) -> int:
    """A whole number within what a column holds; 0 where there is none."""
    return max(-(2**31), min(2**31 - 1, int(text))) if text is not None and _ID.fullmatch(text) else 0


def moment(text: str | None, *, latest: datetime) -> datetime | None:
    """A date of the dump, in UTC as those are; None when missing, unreadable, before 1990 or after `latest`.

    >>> moment("2012-05-01T00:00:00.000", latest=datetime(2020, 1, 1, tzinfo=UTC))
    datetime.datetime(2012, 5, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        read = datetime.fromisoformat((text or "").strip())
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return read if EARLIEST <= read <= latest else None


def tags(text: str | None) -> list[str]:
    """The tags of a question, each once: `<a><b>` as older dumps write them, or `|a|b|` as newer ones do.

    >>> tags("<legal><co-founder>"), tags("|legal|")
    (['legal', 'co-founder'], ['legal'])
    """
    return list(dict.fromkeys(_TAG.findall((text or "")[:2_000])))[:MOST_TAGS]


def tag_slug(tag: str) -> str:
    """The slug of a tag's competence. Signs that tell tags apart are spelled out: c, c++ and c# are three.

    >>> tag_slug("c++"), tag_slug("c#"), tag_slug("co-founder")
    ('c-plus-plus', 'c-sharp', 'co-founder')
    """
    return sorting.slug(tag.replace("+", " plus ").replace("#", " sharp "))


def tag_label(tag: str) -> str:
    """What people read for a tag.

    >>> tag_label("intellectual-property")
    'intellectual property'
    """
    return cleaning.clean_line(tag.replace("-", " "))[:LONGEST_NAME] or tag[:LONGEST_NAME]


def person_name(text: str | None, person: str) -> str:
    """A person's name, or "Member 12" where the dump has none."""
    return cleaning.clean_line((text or "")[:500])[:LONGEST_NAME].strip() or f"Member {person}"


def handles(name: str, person: str, community: str) -> list[str]:
    """Handles to try for a person, the nicest first; the last one holds the community's slug too.

    >>> handles("Member 12", "12", "founders"), handles("Zoë B", "7", "founders")
    (['member-12', 'member-12-founders'], ['zoe-b-7', 'zoe-b-7-founders'])
    """
    if person == FORMER:
        return [sorting.slug(name), f"{sorting.slug(name)}-{community[:20].strip('-')}"]
    number_part = person.lstrip("-")
    base = sorting.slug(name, length=LONGEST_HANDLE - 1 - len(number_part)) or "member"
    plain = base if base.endswith(f"-{number_part}") else f"{base}-{number_part}"
    room = LONGEST_HANDLE - len(number_part) - 2 - len(community[:16])
    short = base.removesuffix(f"-{number_part}")[:room].strip("-") or "member"
    return [plain, f"{short}-{number_part}-{community[:16].strip('-')}"]


def guess_language(samples: Iterable[str]) -> str:
    """ "nl" or "en": the language whose commonest words stand in the samples most often.

    >>> guess_language(["Hoe kan ik het beste van baan wisselen?"]), guess_language(["How do I change jobs?"])
    ('nl', 'en')
    """
    dutch = english = 0
    for sample in samples:
        words = _WORD.findall(sample.lower())
        dutch += sum(word in _DUTCH for word in words)
        english += sum(word in _ENGLISH for word in words)
    return "nl" if dutch > english else "en"
