"""Programmes for tests of the doors.

programme, match                  of `vakgroep`, hosted by hanna; she and mees take part, and meet
hidden_programme, hidden_match    of `verborgen`: the same
conflict                          two organisations that `vakgroep` keeps apart
"""

from datetime import timedelta

from kring.finding.pairing import actions
from kring.finding.pairing.models import Match, Programme
from kring.finding.pairing.plans import Description, Wish
from kring.foundation import clock
from kring.foundation.access.actions import make_place
from kring.foundation.access.models import Kind
from kring.foundation.access.rules import Wish as PlaceWish
from kring.people.models import Organisation
from tests.people import World


def pairing(world: World) -> None:
    """Put them into the world."""
    open_one, hidden = (_programme(world, slug) for slug in ("vakgroep", "verborgen"))
    houses = [_organisation(slug) for slug in ("oosterlicht", "zuiderlicht")]
    kept = actions.keep_apart(
        actor=world.reader("hanna"), place=world.key("vakgroep"), one=houses[0], other=houses[1], now=clock.now()
    )
    world.extra |= {
        "programme": open_one.pk,
        "match": _match(open_one),
        "hidden_programme": hidden.pk,
        "hidden_match": _match(hidden),
        "conflict": kept.pk,
    }


def _programme(world: World, slug: str) -> Programme:
    ago = clock.now() - timedelta(days=3)
    told = Description(title=f"Coffee in {slug}", language="en")
    made = actions.start(actor=world.reader("hanna"), place=world.key(slug), told=told, now=ago)
    for name in ("hanna", "mees"):
        actions.enrol(actor=world.reader(name), programme=made.pk, wish=Wish(), now=ago)
    actions.make_round(programme=made.pk, now=ago)
    return made


def _match(programme: Programme) -> int:
    return Match.objects.get(round__programme=programme).pk


def _organisation(slug: str) -> str:
    place = make_place(
        kind=Kind.ORGANISATION, parent=None, listing=PlaceWish.NETWORK, sight=PlaceWish.MEMBERS, now=clock.now()
    )
    return Organisation.objects.create(place=place, slug=slug, name=slug.title()).slug
