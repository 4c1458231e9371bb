"""Colleagues of the demo's insurer who are found for teams, and a task of its HR for which one of them is asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kring.finding.teams import actions
from kring.finding.teams.plans import Offer, Wanted
from kring.foundation.access.readers import Reader
from kring.people.models import Organisation

_INSURER, _ASKER, _ASKED = "noorderlicht", "harm", "farida"
_ZONE: Final = ZoneInfo("Europe/Amsterdam")


class _Found(NamedTuple):
    """As what someone lets herself be found, for so many weeks."""

    days: int
    weeks: int
    brings: tuple[str, ...] = ()
    learns: tuple[str, ...] = ()


_OFFERS: Final = {
    "farida": _Found(2, 26, learns=("peak-planning",)),
    "merve-aydin": _Found(3, 20, brings=("storm-and-hail", "property-claims")),
    "lotte-aarts": _Found(1, 12, brings=("peak-planning",), learns=("storm-and-hail",)),
    "tomasz-wojcik": _Found(4, 9, brings=("water-damage",)),
    "pleun": _Found(1, 30, learns=("ifrs-17",)),
    "meiling": _Found(2, 16),
    "loubna": _Found(2, 40, brings=("excel-modelling",), learns=("ifrs-17",)),
}


def seek_teams(readers: Mapping[str, Reader], *, now: datetime) -> None:
    """Where the insurer is in the demo that is loaded."""
    at = Organisation.objects.filter(slug=_INSURER).first()
    if at is None or _ASKER not in readers or _ASKED not in readers:
        return
    today = now.astimezone(_ZONE).date()
    for handle, told in _OFFERS.items():
        offer = Offer(
            days=told.days, until=today + timedelta(weeks=told.weeks), brings=told.brings, learns=told.learns
        )  # fmt: skip
        actions.be_found(actor=readers[handle], organisation=at.pk, told=offer, now=now - timedelta(days=3))
    task = Wanted(
        title="Stormdesk voor de eerste twee weken na een storm",
        about="Meldingen aannemen, schade op afstand beoordelen en experts inplannen. Je staat drie keer paraat dit "
        "winterseizoen; je eigen werk neemt een collega over.",
        must=["storm-and-hail", "property-claims", "peak-planning"],
        wanted=["excel-modelling"],
        most=4,
        starts_on=today + timedelta(days=7),
        ends_on=today + timedelta(days=90),
        days=2,
        with_learner=True,
    )
    made = actions.state(actor=readers[_ASKER], organisation=at.pk, told=task, now=now - timedelta(days=2))
    actions.ask(actor=readers[_ASKER], task=made.pk, handle=_ASKED, now=now - timedelta(days=2))
