"""What every change to a ledger looks at first, and how it says what is wrong."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from kring.foundation.accounts.models import Account
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning
from kring.learning.models import Time
from kring.learning.rules.entries import LONGEST_LEARNED, LONGEST_NAME, LONGEST_TITLE, Told, Wrong, problems
from kring.learning.rules.kinds import Way

SENTENCES: Final[Mapping[Wrong, Any]] = {
    Wrong.FUTURE: _("This is still to come. Write it down once it is done."),
    Wrong.TOO_EARLY: _("Give a day after 1950."),
    Wrong.BACKWARDS: _("The first day is after the last. Change one of them."),
    Wrong.TOO_MANY_DAYS: _("This is more than a year. Write it down year by year."),
    Wrong.NO_TIME: _("Say how long it took, such as 2 hours, 1:30 or 45 min."),
    Wrong.LONGER_THAN_DAYS: _("A day has 24 hours. Give the first day too, if it took several days."),
    Wrong.LONGER_THAN_IT_LASTED: _("This is longer than from its start to its end."),
    Wrong.ENDS_FIRST: _("It ends before it begins. Change one of the times."),
    Wrong.HALF_A_TIME: _("Give both times, or none."),
    Wrong.UNKNOWN_KIND: _("Choose what it was."),
    Wrong.UNKNOWN_FACT: _("Choose yes or no, or leave it open."),
}
_TOO_LONG = _("This is %(length)d characters; at most %(longest)d fit. Nothing is lost: shorten it.")
_NEEDED = _("Write something here.")
_BAD_NUMBER = _("Give a number, such as 6 or 2,5.")
LONGEST_FACT: Final = 40
_NUMBERS: Final = frozenset("0123456789.,/")


def zone_of(person: int) -> ZoneInfo:
    """The time zone in which a person lives by the clock. One query."""
    return ZoneInfo(Account.objects.values_list("time_zone", flat=True).get(pk=person))


def local_day(person: int, now: datetime) -> date:
    """Which day it is for a person. One query."""
    return now.astimezone(zone_of(person)).date()


def wrong_with(told: Told, *, today: date, now: datetime) -> dict[str, Any]:
    """What is wrong with an activity, as sentences by field. `today` is the person's own."""
    wrong: dict[str, Any] = {name: SENTENCES[code] for name, code in problems(told, today=today, now=now).items()}
    for name, text, longest in (
        ("title", told.title, LONGEST_TITLE),
        ("learned", told.learned, LONGEST_LEARNED),
        ("attested_by", told.attested_by, LONGEST_NAME),
    ):
        if len(text) > longest:
            wrong[name] = _TOO_LONG % {"length": len(text), "longest": longest}
    if not cleaning.clean_line(told.title):
        wrong["title"] = _NEEDED
    if told.way not in list(Way):
        wrong["way"] = _("Choose one of the three.")
    if told.time not in Time.values:
        wrong["time"] = _("Choose one of the two.")
    return wrong | _facts(told.facts)


def check(told: Told, *, person: int, now: datetime) -> None:
    """Raise InvalidError with all that is wrong with an activity."""
    wrong = wrong_with(told, today=local_day(person, now), now=now)
    if wrong:
        raise InvalidError(wrong)


def _facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers among the facts are text of digits, as a case has them."""
    wrong = {}
    for name in ("group_size", "items", "points"):
        said = str(facts.get(name, "1"))
        if not said or len(said) > LONGEST_FACT or not set(said) <= _NUMBERS or not said[0].isdigit():
            wrong[name] = _BAD_NUMBER
    return wrong
