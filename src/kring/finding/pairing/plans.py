"""What a host gives when she starts a programme, and a person when she takes part, checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from kring.finding.pairing.models import Kind, Part
from kring.foundation.accounts.models import Language
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning

# The days of rounds are those of this zone.
ZONE: Final = ZoneInfo("Europe/Amsterdam")
LONGEST_TITLE: Final = 120
LONGEST_ABOUT: Final = 2_000
MOST_COMPETENCES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A programme as its host describes it. `size` is that of peer groups."""

    title: str
    kind: str = Kind.COFFEE
    about: str = ""
    language: str = "nl"
    weeks: int = 2
    weekday: int = 0
    size: int = 6
    apart: bool = False


def checked(told: Description) -> dict[str, Any]:
    """The columns of a description. Raises InvalidError with what is wrong by its field."""
    title, about = cleaning.clean_line(told.title), cleaning.clean(told.about)
    wrong: dict[str, object] = {}
    if not title:
        wrong["title"] = _("Give it a name.")
    if len(title) > LONGEST_TITLE:
        wrong["title"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_TITLE}
    if len(about) > LONGEST_ABOUT:
        wrong["about"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_ABOUT}
    if told.kind not in Kind.values:
        wrong["kind"] = _("Choose one of the three.")
    if told.language not in Language.values:
        wrong["language"] = _("Choose a language.")
    if not 1 <= told.weeks <= 26:
        wrong["weeks"] = _("Choose 1 to 26 weeks.")
    if not 0 <= told.weekday <= 6:
        wrong["weekday"] = _("Choose a day of the week.")
    if told.kind == Kind.GROUPS and not 4 <= told.size <= 8:
        wrong["size"] = _("Choose 4 to 8 people.")
    if wrong:
        raise InvalidError(wrong)
    return {
        "title": title,
        "about": about,
        "kind": told.kind,
        "language": told.language,
        "weeks": told.weeks,
        "weekday": told.weekday,
        "size": told.size if told.kind == Kind.GROUPS else 2,
        "apart": told.apart,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """As what a person takes part: competences that she offers and seeks, and how many learners she takes."""

    part: str = Part.PARTNER
    offers: Sequence[int] = ()
    seeks: Sequence[int] = ()
    room: int = 1


def checked_wish(wish: Wish, kind: str) -> dict[str, Any]:
    """The columns of a wish. Raises InvalidError."""
    parts = (Part.MENTOR, Part.LEARNER) if kind == Kind.MENTORING else (Part.PARTNER,)
    wrong: dict[str, object] = {}
    if wish.part not in parts:
        wrong["part"] = _("Choose whether you teach or learn.")
    elif wish.part == Part.LEARNER and not wish.seeks:
        wrong["seeks"] = _("Name what you want to learn.")
    if not 1 <= wish.room <= 8:
        wrong["room"] = _("Choose 1 to 8 learners.")
    if wrong:
        raise InvalidError(wrong)
    return {
        "part": wish.part,
        "offers": list(wish.offers)[:MOST_COMPETENCES],
        "seeks": list(wish.seeks)[:MOST_COMPETENCES],
        "room": wish.room,
    }
