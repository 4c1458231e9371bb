"""What people say of a task, and of being found for one, checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kring.competences.queries import listed
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning

LONGEST_TITLE: Final = 120
LONGEST_ABOUT: Final = 2_000
MOST_COMPETENCES: Final = 8
MOST_PEOPLE: Final = 12
_FARTHEST: Final = timedelta(days=731)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """As what someone agrees to be found: days a week, up to and including a day, and words for what she brings and
    wants to learn."""

    days: int
    until: date | None
    brings: Sequence[str] = ()
    learns: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A task as its asker states it; competences as words."""

    title: str
    about: str = ""
    must: Sequence[str] = ()
    wanted: Sequence[str] = ()
    most: int = 4
    starts_on: date | None
    ends_on: date | None
    days: int = 1
    with_learner: bool = False


def checked_offer(offer: Offer, *, today: date) -> dict[str, Any]:
    """The columns of an offer. Raises InvalidError with what is wrong by its field."""
    wrong: dict[str, object] = {}
    if not 1 <= offer.days <= 5:
        wrong["days"] = _("Choose 1 to 5 days.")
    if offer.until is None or not today <= offer.until <= today + _FARTHEST:
        wrong["until"] = _("Choose a day from today until two years from now.")
    brings = _competences("brings", offer.brings, wrong)
    learns = _competences("learns", offer.learns, wrong)
    if wrong:
        raise InvalidError(wrong)
    return {"days": offer.days, "until": offer.until, "brings": brings, "learns": learns}


def checked_task(told: Wanted, *, today: date) -> dict[str, Any]:
    """The columns of a task. Raises InvalidError with what is wrong by its field."""
    title, about = cleaning.clean_line(told.title), cleaning.clean(told.about)
    wrong: dict[str, object] = {}
    if not title:
        wrong["title"] = _("Say what it is.")
    if len(title) > LONGEST_TITLE:
        wrong["title"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_TITLE}
    if len(about) > LONGEST_ABOUT:
        wrong["about"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_ABOUT}
    must, wanted = _competences("must", told.must, wrong), _competences("wanted", told.wanted, wrong)
    if not must and not wanted and not wrong.keys() & {"must", "wanted"}:
        wrong["must"] = _("Name what is needed: a team is composed by that.")
    if not 1 <= told.most <= MOST_PEOPLE:
        wrong["most"] = _("Choose 1 to 12 people.")
    if not 1 <= told.days <= 5:
        wrong["days"] = _("Choose 1 to 5 days.")
    wrong |= _span(told.starts_on, told.ends_on, today)
    if wrong:
        raise InvalidError(wrong)
    return {
        "title": title,
        "about": about,
        "must": must,
        "wanted": [key for key in wanted if key not in must],
        "most": told.most,
        "starts_on": told.starts_on,
        "ends_on": told.ends_on,
        "days": told.days,
        "with_learner": told.with_learner,
    }


def _span(first: date | None, last: date | None, today: date) -> dict[str, object]:
    if first is None or first > today + _FARTHEST:
        return {"starts_on": _("Choose a day within two years from now.")}
    if last is None or last < first:
        return {"ends_on": _("Choose a day that isn’t before the first.")}
    if not today <= last <= first + _FARTHEST:
        return {"ends_on": _("Choose a day that is still to come, within two years after the first.")}
    return {}


def _competences(field: str, names: Sequence[str], wrong: dict[str, object]) -> list[int]:
    """The competences of the shared vocabulary that these words name; what is none is said at the field."""
    keys, unknown = listed(names)
    if unknown:
        told = {"words": ", ".join(unknown[:3])}
        wrong[field] = _("Not in the list of competences: %(words)s. Choose words out of the list.") % told
    elif len(keys) > MOST_COMPETENCES:
        wrong[field] = _("Name at most eight.")
    return keys
