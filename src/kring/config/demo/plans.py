"""A plan of the demo's insurer, worked out, and a second scenario to compare it with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from kring.finding.evidence.actions.stating import state_level
from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.accounts.models import Account
from kring.people.models import Organisation
from kring.planning.needs.rules import quarters
from kring.planning.plans.actions import Limited, ask_run, copy_scenario, make_scenario, solve_due, wish

_INSURER, _HR = "noorderlicht", "harm"
_SAY: Final = (
    ("lotte-aarts", "property-claims", 2),
    ("merve-aydin", "property-claims", 1),
    ("esmee-van-dalen", "csrd", 1),
)
_ZONE: Final = ZoneInfo("Europe/Amsterdam")


def plan_ways(accounts: Mapping[str, Account], competences: Mapping[str, int], *, now: datetime) -> None:
    """Where the insurer is in the demo that is loaded, with what it needs; two of its people say how far they are."""
    at = Organisation.objects.filter(slug=_INSURER).first()
    if at is None or _HR not in accounts:
        return
    for handle, slug, level in _SAY:
        if handle in accounts and slug in competences:
            state_level(actor=Reader(accounts[handle].pk), competence=competences[slug], level=level, now=now)
    hr = reader_of(accounts[_HR].pk)
    first = quarters.first_of(now.astimezone(_ZONE).date())
    limits = Limited(name="Eigen mensen eerst", first=first, budget=60_000_000, hired_percent=50)
    made = make_scenario(actor=hr, organisation=at.pk, limits=limits, now=now)
    other = copy_scenario(actor=hr, scenario=made.pk, name="Zonder inhuur", now=now)
    wish(actor=hr, scenario=other.pk, way="hire", most=0, now=now)
    ask_run(actor=hr, scenario=made.pk, now=now)
    solve_due(clock=lambda: now)
