"""Teams for tests of the doors.

team         a task of hanna's at noorderlicht, for which mees was asked, who is found for teams there
rival_team   a task of noor's at zuiderkruis
"""

from datetime import timedelta

from kring.competences.actions import name_competence
from kring.finding.teams import actions
from kring.finding.teams.plans import Offer, Wanted
from kring.foundation import clock
from kring.people.models import Organisation
from tests.people import World


def teams(world: World) -> dict[str, object]:
    """Put them into the world, after its organisations."""
    now = clock.now()
    name_competence(en="Storm damage", nl="Stormschade")
    employer, rival = (Organisation.objects.get(slug=slug).pk for slug in ("noorderlicht", "zuiderkruis"))
    offer = Offer(days=2, until=now.date() + timedelta(days=90), brings=["Storm damage"])
    actions.be_found(actor=world.reader("mees"), organisation=employer, told=offer, now=now)
    told = Wanted(
        title="Storm desk", must=["Stormschade"], starts_on=now.date(), ends_on=now.date() + timedelta(days=60)
    )  # fmt: skip
    team = actions.state(actor=world.reader("hanna"), organisation=employer, told=told, now=now)
    actions.ask(actor=world.reader("hanna"), task=team.pk, handle="mees", now=now)
    other = actions.state(actor=world.reader("noor"), organisation=rival, told=told, now=now)
    return {"team": team.pk, "rival_team": other.pk}
