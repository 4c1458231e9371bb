"""What a person gives when she writes, checked: everything is bounded and says at its own field what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning

LONGEST_TITLE = 200
LONGEST_BODY = 60_000
LONGEST_PART = 20_000
LONGEST_GUIDE = 4_000
MOST_COMPETENCES = 8


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

    def done(self) -> None:
        """Raise InvalidError when anything was wrong."""
        if self.wrong:
            raise InvalidError(self.wrong)

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
