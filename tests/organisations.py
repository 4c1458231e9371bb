"""Organisations of the small world, for tests: one with people in it, or a bare one."""

from datetime import date

from kring.foundation.access.actions import make_place
from kring.foundation.access.models import Kind, Role
from kring.foundation.access.rules import Wish
from kring.people.models import Employment, Organisation
from kring.people.organisations import actions
from tests.people import START, World


def bare(name: str) -> Organisation:
    """An organisation in which nobody is."""
    place = make_place(kind=Kind.ORGANISATION, parent=None, listing=Wish.MEMBERS, sight=Wish.MEMBERS, now=START)
    return Organisation.objects.create(place=place, slug=name.lower(), name=name)


def founded(world: World, name: str, *, by: str, shown: bool = False) -> Organisation:
    """An organisation of which someone of the world is the owner."""
    description = actions.Description(name=name, about=f"About {name}.", shown=shown)
    return actions.found(actor=world.reader(by), description=description, now=START)


def employed(world: World, name: str, at: Organisation, *, since: date | None = None) -> Employment:
    """Someone of the world works there."""
    return actions.employ(
        account=world.accounts[name].pk, organisation=at.pk, starts_on=since or START.date(), now=START
    )


def appointed(world: World, name: str, at: Organisation, role: Role, *, by: str, department: int | None = None) -> None:
    """A role, given by an owner."""
    account = world.accounts[name].pk
    actions.appoint(
        actor=world.reader(by), organisation=at.pk, account=account, role=role, department=department, now=START
    )
