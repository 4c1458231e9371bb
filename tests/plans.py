"""An insurer with needs, people who agreed, and a plan, for tests."""

from datetime import date, datetime
from typing import NamedTuple

from kring.competences.actions import name_competence
from kring.competences.models import Competence
from kring.people.models import Organisation
from kring.planning.needs.actions import count_needs
from kring.planning.needs.models import Need, Purpose
from kring.planning.plans import actions
from kring.planning.plans.models import Run, Scenario
from tests.needs import NOW, QUARTER, able, agreed, needed
from tests.organisations import founded
from tests.people import World
from tests.planning import staffed

STILL = 0.5


class Insurer(NamedTuple):
    """Hanna's. Of ten people in claims nine agreed to be counted, and the first four of them to be named: the first is
    able, the next two are a level below. Four who can do Excel are needed."""

    organisation: Organisation
    people: list[str]
    excel: Competence
    need: Need


def insurer(world: World, *, by: str = "hanna") -> Insurer:
    """Put it into the world, with what is needed counted."""
    made = founded(world, "Insurer", by=by)
    people = staffed(world, made, {"Claims": 10}, by=by)["Claims"]
    excel = name_competence(en="Excel", nl="Rekenbladen")
    for number, handle in enumerate(people[:9]):
        agreed(world, made, handle)
        if number < 4:
            agreed(world, made, handle, purpose=Purpose.NAME)
    able(world, people[0], excel, 4)
    for handle in people[1:3]:
        able(world, handle, excel, 2)
    need = needed(world, made, by=by, department="Claims", people="4", last="2028-Q4")
    counted(made)
    return Insurer(made, people, excel, need)


def counted(at: Organisation, *, now: datetime = NOW) -> None:
    """Count what is needed, every chance being the same."""
    count_needs(organisation=at.pk, now=now, draws=lambda: STILL)


def planned(
    world: World, at: Organisation, *, by: str = "hanna", name: str = "Own people first", first: date = QUARTER,
    now: datetime = NOW, budget: int | None = None,
) -> Scenario:  # fmt: skip
    """A scenario of eight quarters."""
    limits = actions.Limited(name=name, first=first, budget=budget)
    return actions.make_scenario(actor=world.reader(by), organisation=at.pk, limits=limits, now=now)


def worked_out(world: World, scenario: Scenario, *, by: str = "hanna", now: datetime = NOW) -> Run:
    """Ask for a plan, and let the worker make it."""
    made = actions.ask_run(actor=world.reader(by), scenario=scenario.pk, now=now)
    assert actions.solve_due(clock=lambda: now)
    made.refresh_from_db()
    return made
