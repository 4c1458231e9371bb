"""Programmes for tests: people of `vakgroep` who take part."""

from datetime import datetime, timedelta

from kring.finding.pairing import actions
from kring.finding.pairing.models import Enrolment, Programme
from kring.finding.pairing.plans import Description, Wish
from kring.foundation.events.dispatch import dispatch_due
from tests.people import START, World, person

# A Monday, as START is.
NAMES = (
    "Anna", "Bert", "Cleo", "Dirk", "Els", "Fons", "Gijs", "Hugo", "Iris", "Jaap", "Kees", "Lien", "Mara", "Nico",
    "Olaf", "Piet", "Quin", "Rosa", "Siem", "Toos", "Ugur", "Vera", "Wies", "Xena", "Yara", "Zita",
)  # fmt: skip


def programme(world: World, *, slug: str = "vakgroep", **told: object) -> Programme:
    """A programme of coffee, or as told, of a circle that hanna hosts."""
    description = Description(**({"title": "Coffee with someone new", "language": "en", "weeks": 2} | told))  # type: ignore[arg-type]
    return actions.start(actor=world.reader("hanna"), place=world.key(slug), told=description, now=START)


def join(world: World, found: Programme, name: str, *, at: datetime = START, **wish: object) -> Enrolment:
    """Someone takes part, and is made a member first where she isn't."""
    handle = name.lower()
    if handle not in world.accounts:
        world.accounts[handle] = person(f"{name} Anders")
        world.enter(handle, "vakgroep")
    told = Wish(**wish)  # type: ignore[arg-type]
    return actions.enrol(actor=world.reader(handle), programme=found.pk, wish=told, now=at)


def crowd(world: World, found: Programme, count: int) -> list[str]:
    """So many people take part; their handles."""
    names = [name if n < 26 else f"{name}{n}" for n in range(count) for name in [NAMES[n % 26]]]
    for name in names:
        join(world, found, name)
    return [name.lower() for name in names]


def deliver(at: datetime = START + timedelta(weeks=52)) -> None:
    """Have everyone hear what happened."""
    while dispatch_due(clock=lambda: at):
        pass
