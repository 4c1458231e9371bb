"""What people are able to do, in the world that the table of access walks.

shows            a piece of mees' evidence
endorsement      mees endorsed hanna, who didn't decide yet
endorsement_ask  hanna asked mees for one

`storms` is a competence of the vocabulary. Hanna shows what she can do to whoever is signed in, mees to nobody.
"""

from kring.competences.actions import name_competence
from kring.finding.evidence.actions.adding import add_evidence
from kring.finding.evidence.actions.endorsing import ask_for_endorsement, endorse
from kring.finding.evidence.actions.stating import state_level
from kring.finding.evidence.models import Evidence
from kring.finding.evidence.rules.kinds import Kind
from kring.foundation import clock
from kring.people.actions import choose_sight
from kring.people.rules import Nearness, Part
from tests.people import START, World


def competences(world: World) -> dict[str, object]:
    """Put them into the world, after its meetings: hanna and mees were at one together."""
    about, now = name_competence(en="Storms", nl="Stormen").pk, clock.now()
    hanna, mees = world.reader("hanna"), world.reader("mees")
    choose_sight(actor=hanna, sight={Part.COMPETENCES: Nearness.NETWORK}, now=START)
    state_level(actor=hanna, competence=about, level=3, now=START)
    add_evidence(
        account=world.accounts["mees"].pk, competences=[about], kind=Kind.BADGE, day=START.date(), source="badge:1",
        voice="issuer:1",
    )  # fmt: skip
    said = endorse(actor=mees, handle="hanna", competence=about, level=4, sentence="Calm in a storm.", now=now)
    asked = ask_for_endorsement(actor=hanna, handle="mees", competence=about, now=now)
    return {
        "shows": Evidence.objects.get(source="badge:1").pk,
        "endorsement": said.pk,
        "endorsement_ask": asked.pk,
    }
