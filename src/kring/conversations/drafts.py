"""What a person gives when she writes, checked: everything is bounded and says at its own field what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning

LONGEST_TITLE = 200
LONGEST_BODY = 60_000
LONGEST_PART = 20_000
LONGEST_GUIDE = 4_000
MOST_COMPETENCES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """What fits in a part of what someone writes."""

    longest: int
    needed: bool = True
    line: bool = False


QUESTION_PARTS: Final[Mapping[str, Part]] = {
    "goal": Part(LONGEST_GUIDE, needed=False),
    "tried": Part(LONGEST_GUIDE, needed=False),
}
EXPERIENCE_PARTS: Final[Mapping[str, Part]] = {
    "situation": Part(LONGEST_PART),
    "did": Part(LONGEST_PART),
    "where": Part(200, needed=False, line=True),
    "period": Part(100, needed=False, line=True),
    "outcome": Part(LONGEST_PART),
    "otherwise": Part(LONGEST_PART, needed=False),
}


def whole(parts: Mapping[str, str]) -> str:
    """The text of an experience out of its parts, as it is searched."""
    return "\n\n".join(filter(None, (parts[name] for name in ("situation", "did", "outcome", "otherwise"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, with what the asker wants to reach and what she tried."""

    title: str
    body: str
    goal: str = ""
    tried: str = ""
    competences: Sequence[int] = ()
    language: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An experience: the situation, what I did, where and when, what came of it, what I would do otherwise."""

    title: str
    situation: str
    did: str
    outcome: str
    otherwise: str = ""
    where: str = ""
    period: str = ""
    competences: Sequence[int] = ()
    language: str = "nl"
    came_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """Something to talk about."""

    title: str
    body: str
    competences: Sequence[int] = ()
    language: str = "nl"


class Checked:
    """Collects what is wrong, field by field, and raises it all at once."""

    def __init__(self) -> None:
        self.wrong: dict[str, object] = {}

    def line(self, field: str, text: str, *, longest: int, needed: bool = True) -> str:
        """Text on one line."""
        return self._bounded(field, cleaning.clean_line(text[: longest * 4]), longest=longest, needed=needed)

    def text(self, field: str, text: str, *, longest: int, needed: bool = True) -> str:
        """Text of many lines."""
        return self._bounded(field, cleaning.clean(text[: longest * 2]), longest=longest, needed=needed)

    def parts(self, given: Mapping[str, str], table: Mapping[str, Part]) -> dict[str, str]:
        """Each of the given parts; one that isn't in the table is wrong."""
        self.wrong |= {name: _("There is no such part here.") for name in given if name not in table}
        return {name: self._part(name, text, table[name]) for name, text in given.items() if name in table}

    def done(self) -> None:
        """Raise InvalidError when anything was wrong."""
        if self.wrong:
            raise InvalidError(self.wrong)

    def _part(self, field: str, text: str, part: Part) -> str:
        read = self.line if part.line else self.text
        return read(field, text, longest=part.longest, needed=part.needed)

    def _bounded(self, field: str, tidy: str, *, longest: int, needed: bool) -> str:
        if needed and not tidy:
            self.wrong[field] = _("Write something here.")
        elif len(tidy) > longest:
            self.wrong[field] = _(
                "This is %(length)d characters; at most %(longest)d fit. Nothing is lost: shorten it."
            ) % {
                "length": len(tidy),
                "longest": longest,
            }
        return tidy
