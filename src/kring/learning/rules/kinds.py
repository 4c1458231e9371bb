"""The kinds of learning that a form offers, and which of 10-20-70 each usually is. Pure.

A kind is a word of schemes (`kind: intervisie`). Schemes may know others, so an entry takes any word of this form;
these are the ones that people choose from.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

KIND_FORM: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Way(StrEnum):
    """The three parts of 10-20-70: what is taught, what is learned from each other, and what is learned by doing."""

    COURSE = "course"
    EXCHANGE = "exchange"
    DOING = "doing"


USUAL_WAY: Final[Mapping[str, Way]] = {
    "course": Way.COURSE,
    "training": Way.COURSE,
    "webinar": Way.COURSE,
    "module": Way.COURSE,
    "seminar": Way.COURSE,
    "congress": Way.COURSE,
    "exam": Way.COURSE,
    "reading": Way.COURSE,
    "intervisie": Way.EXCHANGE,
    "peer_consultation": Way.EXCHANGE,
    "peer_review": Way.EXCHANGE,
    "peer_group": Way.EXCHANGE,
    "supervision": Way.EXCHANGE,
    "mentoring": Way.EXCHANGE,
    "answer": Way.EXCHANGE,
    "help": Way.EXCHANGE,
    "experience": Way.EXCHANGE,
    "talk": Way.EXCHANGE,
    "reflection": Way.DOING,
    "on_the_job": Way.DOING,
    "work": Way.DOING,
    "article": Way.DOING,
    "teaching": Way.DOING,
    "giving_workshop": Way.DOING,
    "giving_talk": Way.DOING,
    "examining": Way.DOING,
    "committee": Way.DOING,
    "board_work": Way.DOING,
    "volunteering": Way.DOING,
    "other": Way.DOING,
}


# What people write down more exactly than many schemes ask: to a scheme that names the general kind only, it is that.
_GENERAL: Final[Mapping[str, str]] = {
    "training": "course",
    "webinar": "course",
    "seminar": "course",
    "congress": "course",
}


def as_named(kind: str, named: Collection[str]) -> str:
    """A kind as a scheme knows it that names these kinds: itself, or the general one where the scheme names only that.

    >>> [as_named("webinar", named) for named in ({"course", "module"}, {"course", "webinar"}, {"exam"})]
    ['course', 'webinar', 'webinar']
    """
    general = _GENERAL.get(kind)
    return general if general in named and kind not in named and general is not None else kind


def is_kind(word: str) -> bool:
    """Whether a word has the form of a kind: lower case letters, digits and underscores, at most 40.

    >>> is_kind("giving_talk"), is_kind("Giving talk")
    (True, False)
    """
    return KIND_FORM.fullmatch(word) is not None


def usual_way(kind: str) -> Way:
    """Which of 10-20-70 a kind usually is; doing, for one that isn't known here."""
    return USUAL_WAY.get(kind, Way.DOING)
