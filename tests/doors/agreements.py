"""Two agreements in the world that the table of access walks.

agreement        zuiderkruis (noor) and `vakgroep` (hanna), signed by both and running; hosts don't see names
seat             a seat of it that is kept for noor
agreement_draft  noorderlicht (hanna) and `vakgroep`, which nobody signed: known to its own side
later            a day in ninety days
"""

from datetime import timedelta

from kring.communities.agreements import actions
from kring.communities.agreements.actions import Wanted
from kring.communities.agreements.rules.terms import Side
from kring.foundation import clock
from kring.people.models import Organisation
from tests.people import World


def agreements(world: World) -> dict[str, object]:
    """Put them into the world."""
    now = clock.now()
    wanted = Wanted(starts_on=now.date() - timedelta(days=9), ends_on=now.date() + timedelta(days=300), seats=2)
    noor = world.reader("noor")
    running, draft = (
        actions.begin(
            actor=world.reader(by), side=Side.ORGANISATION, community=world.key("vakgroep"),
            organisation=Organisation.objects.get(slug=slug).pk, wanted=wanted, now=now,
        )
        for by, slug in (("noor", "zuiderkruis"), ("hanna", "noorderlicht"))
    )  # fmt: skip
    for by, side in (("noor", Side.ORGANISATION), ("hanna", Side.COMMUNITY)):
        actions.sign(actor=world.reader(by), agreement=running.pk, version=1, side=side, now=now)
    seat = actions.give(actor=noor, agreement=running.pk, handle="noor", now=now)
    return {
        "agreement": running.pk,
        "agreement_draft": draft.pk,
        "seat": seat.pk,
        "later": (now + timedelta(days=90)).date().isoformat(),
    }
