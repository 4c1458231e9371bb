"""What people of the demo say that they and others can do. What they answered and told shows the rest by itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from kring.finding.evidence.actions.endorsing import ask_for_endorsement, decide, endorse
from kring.finding.evidence.actions.stating import state_level
from kring.foundation.access.readers import Reader
from kring.people.actions import choose_sight
from kring.people.rules import Nearness, Part


class _Praise(NamedTuple):
    """`shown`: whoever received it has decided to show it; else it waits for her."""

    by: str
    of: str
    about: str
    level: int
    sentence: str
    shown: bool = True


_SAID: Final = (
    ("anneke", "performance-management", 4),
    ("anneke", "labour-law", 3),
    ("farida", "water-damage", 4),
    ("farida", "property-claims", 5),
    ("maarten", "bank-relations", 3),
    ("harm", "technical-accounting", 4),
)
_PRAISED: Final = (
    _Praise("tjeerd", "anneke", "performance-management", 4, "Met haar drie vragen werd ons gesprek een echt gesprek."),
    _Praise("claire", "anneke", "labour-law", 3, "She saw within a day which clause would not hold.", shown=False),
    _Praise("lotte-aarts", "farida", "water-damage", 4, "Liep met mij alle foto’s na en vond de lekkage die ik miste."),
    # Two who endorse each other: each counts for half.
    _Praise("joost", "farida", "fire-investigation", 4, "Haar verslag hield stand bij de contra-expert."),
    _Praise("farida", "joost", "rebuild-cost", 4, "Zijn herbouwwaarde zat er na aanbesteding een half procent naast."),
    _Praise("maarten", "willemjan", "bank-relations", 5, "Zonder zijn voorbereiding had de bank nee gezegd."),
)
_SHOWS: Final = {"anneke": Nearness.NETWORK, "farida": Nearness.CIRCLES, "maarten": Nearness.CIRCLES}
_ASKED: Final = (("harm", "priyanka", "technical-accounting"),)


def show_what_they_can(readers: Mapping[str, Reader], competences: Mapping[str, int], *, now: datetime) -> None:
    """Own words, endorsements, a request for one, and who shows it to whom."""
    for number, (who, about, level) in enumerate(_SAID):
        if about in competences:
            ago = now - timedelta(days=200 - number * 20)
            state_level(actor=readers[who], competence=competences[about], level=level, now=ago)
    for praise in _PRAISED:
        if praise.about in competences:
            _praise(praise, readers, competences[praise.about], now=now - timedelta(days=12))
    for by, to, about in _ASKED:
        if about in competences:
            at = now - timedelta(days=2)
            ask_for_endorsement(actor=readers[by], handle=to, competence=competences[about], now=at)
    for who, near in _SHOWS.items():
        if who in readers:
            choose_sight(actor=readers[who], sight={Part.COMPETENCES: near}, now=now)


def _praise(praise: _Praise, readers: Mapping[str, Reader], about: int, *, now: datetime) -> None:
    said = endorse(
        actor=readers[praise.by], handle=praise.of, competence=about, level=praise.level, sentence=praise.sentence,
        now=now,
    )  # fmt: skip
    if praise.shown:
        decide(actor=readers[praise.of], endorsement=said.pk, show=True, now=now + timedelta(hours=9))
