"""The agreements of the demo: one of a department that runs, with five seats taken and one kept, and one that waits for
a signature."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from kring.communities.agreements import actions
from kring.communities.agreements.actions import Wanted
from kring.communities.agreements.models import Counted
from kring.communities.agreements.rules.terms import Side
from kring.communities.models import Community
from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.accounts.models import Account
from kring.people.models import Department, Organisation

# Long enough ago for the latest report to tell what may be counted of it.
_BEGAN: Final = timedelta(days=230)
_SEATED: Final = ("esmee-van-dalen", "merve-aydin", "lotte-aarts", "tomasz-wojcik", "willemijn-sluiter")


def agree(accounts: Mapping[str, Account], circles: Mapping[str, Community], *, now: datetime) -> None:
    """Noorderlicht has seats among motor experts; those who know foundations propose the same."""
    if not {"motor", "fundering"} <= set(circles) or "meiling" not in accounts:
        return
    insurer = Organisation.objects.get(slug="noorderlicht").pk
    claims = Department.objects.get(organisation=insurer, name="Schade").pk
    today, began = now.date(), now - _BEGAN
    wanted = Wanted(
        starts_on=began.date(), ends_on=began.date() + timedelta(days=365), seats=20, price_cents=4_800_00,
        budget_cents=6_000_00, pool=True,
        counted=(Counted.MEETINGS.value, Counted.LEARNING.value), notice_days=60, renewal_months=12,
        words="Twintig plaatsen voor Schade; wie wil, doet mee.",
    )  # fmt: skip
    running = actions.begin(
        actor=_who(accounts, "meiling"), side=Side.ORGANISATION, community=circles["motor"].pk, organisation=insurer,
        department=claims, wanted=wanted, now=began,
    )  # fmt: skip
    for who, side in (("meiling", Side.ORGANISATION), ("ruben-martina", Side.COMMUNITY)):
        actions.sign(actor=_who(accounts, who), agreement=running.pk, version=1, side=side, now=began)
    for handle in _SEATED:
        actions.take(actor=_who(accounts, handle), agreement=running.pk, now=began + timedelta(days=3))
    actions.give(actor=_who(accounts, "meiling"), agreement=running.pk, handle="farida", now=now)
    proposed = actions.begin(
        actor=_who(accounts, "sjoerd-hoekstra"), side=Side.COMMUNITY, community=circles["fundering"].pk,
        organisation=insurer, wanted=Wanted(starts_on=today, ends_on=today + timedelta(days=365), seats=5), now=now,
    )  # fmt: skip
    actions.sign(
        actor=_who(accounts, "sjoerd-hoekstra"), agreement=proposed.pk, version=1, side=Side.COMMUNITY, now=now
    )


def _who(accounts: Mapping[str, Account], handle: str) -> Reader:
    return reader_of(accounts[handle].pk)
