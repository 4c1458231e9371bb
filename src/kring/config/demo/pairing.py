"""Coffee with someone new in two circles of the demo, two rounds of it behind them and one that is on."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from kring.communities.models import Community
from kring.finding.pairing import actions
from kring.finding.pairing.models import MatchPerson, Programme, Round
from kring.finding.pairing.plans import Description, Wish
from kring.foundation.access.readers import Reader

_ROUNDS: Final = (timedelta(days=31), timedelta(days=17), timedelta(days=3))


class _Told(NamedTuple):
    circle: str
    host: str
    title: str
    about: str
    # Who takes part, and what each wants to learn.
    people: Mapping[str, str]


_PROGRAMMES: Final = (
    _Told(
        "finance-collectief",
        "hedwig",
        "Koffie met iemand die je nog niet kent",
        "Een half uur, op locatie of op het scherm. Geen agenda: vertel waar je mee bezig bent en vraag door.",
        {
            "maarten": "erp-migration",
            "sietske": "bank-relations",
            "orhan": "",
            "ingeborg": "interim-management",
            "kwame": "",
            "priyanka": "finance-strategy",
            "loubna": "inventory-valuation",
            "diederik": "",
            "glenda": "",
        },
    ),
    _Told(
        "international-hr",
        "claire",
        "Coffee with someone new",
        "Half an hour, on site or on screen. No agenda: tell what keeps you busy, and be curious.",
        dict.fromkeys(("anneke", "claire", "anand", "seun", "katarzyna", "dewi", "wouter", "hetty", "frits"), ""),
    ),
)


def have_coffee(
    readers: Mapping[str, Reader],
    circles: Mapping[str, Community],
    competences: Mapping[str, int],
    *,
    deliver: Callable[[datetime], None],
    now: datetime,
) -> None:
    """The programmes, who takes part, and who met; `deliver` has everyone hear of it at the time."""
    for told in _PROGRAMMES:
        if told.circle in circles:
            made = _started(told, readers, circles[told.circle], competences, now=now)
            for ago in _ROUNDS:
                _go_on(made, now=now - ago)
                deliver(now - ago)


def _started(
    told: _Told, readers: Mapping[str, Reader], circle: Community, competences: Mapping[str, int], *, now: datetime
) -> Programme:
    began = now - _ROUNDS[0] - timedelta(days=4)
    description = Description(
        title=told.title, about=told.about, language=circle.language, weekday=(now - _ROUNDS[-1]).weekday()
    )
    made = actions.start(actor=readers[told.host], place=circle.pk, told=description, now=began)
    for handle, seeks in told.people.items():
        wish = Wish(seeks=[competences[seeks]] if seeks else [])
        actions.enrol(actor=readers[handle], programme=made.pk, wish=wish, now=began)
    return made


def _go_on(made: Programme, *, now: datetime) -> None:
    """Who met the last time says so, and the next round is made."""
    before = Round.objects.filter(programme=made).order_by("-number").first()
    if before is not None:
        _say(before, now=now - timedelta(days=2))
    actions.make_round(programme=made.pk, now=now)


def _say(made: Round, *, now: datetime) -> None:
    """All met, but for the last of them, who found no time."""
    people = MatchPerson.objects.filter(match__round=made).order_by("match_id", "account_id")
    told = list(people.values_list("match_id", "account_id"))
    for match, account in told:
        actions.say(actor=Reader(account), match=match, met=match != told[-1][0], now=now)
