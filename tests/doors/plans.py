"""What hanna plans for noorderlicht, in the world that the table of access walks.

scenario           one that is worked out: mees develops himself, someone is attracted, someone is hired in
scenario_plain     one that isn't; scenario_running  one that is being worked out
plan_wish          what is forbidden in the first; plan_opening, assignment_draft, plan_offer what came of it
plan_gap           the need that it closes; planner_key  the key of mees
"""

import time
from datetime import date

from kring.foundation import clock
from kring.people.models import Organisation
from kring.planning.needs import actions as needs
from kring.planning.needs.models import Need, Purpose
from kring.planning.needs.rules import quarters
from kring.planning.plans import actions
from kring.planning.plans.models import Run, Scenario, State
from kring.planning.plans.queries.gathering import Gathered, Named
from kring.planning.plans.queries.results import documented
from kring.planning.plans.rules import VERSION
from kring.planning.plans.rules.problem import (
    Attraction,
    Gap,
    Hiring,
    Kind,
    Path,
    Person,
    Problem,
    Step,
)
from kring.planning.plans.rules.results import work_out
from tests.people import World


def schemed(world: World, *, need: int, other_need: int) -> dict[str, object]:
    """Put them into the world, after its needs."""
    at, hanna, now = Organisation.objects.get(slug="noorderlicht"), world.reader("hanna"), clock.now()
    mees = world.accounts["mees"].pk
    needs.agree(actor=world.reader("mees"), organisation=at.pk, purpose=Purpose.NAME, now=now)
    first = quarters.first_of(now.date())
    made = [
        actions.make_scenario(actor=hanna, organisation=at.pk, limits=actions.Limited(name=name, first=first), now=now)
        for name in ("Zilverplan", "Goudplan", "Bronsplan")
    ]
    for key in (other_need, need):
        solved(made[0], key=key, person=mees, first=first)
        if key == other_need:
            offer = actions.offer(actor=hanna, scenario=made[0].pk, need=key, person=mees, now=now)
            opening = actions.make_opening(
                actor=hanna, scenario=made[0].pk, need=key, title="Vacature", text="", now=now
            )
            draft = actions.make_assignment(
                actor=hanna, scenario=made[0].pk, need=key, title="Opdracht", text="", pool=None, now=now
            )
    actions.ask_run(actor=hanna, scenario=made[2].pk, now=now)
    wish = actions.wish(actor=hanna, scenario=made[0].pk, way="hire", most=0, now=now)
    return {
        "scenario": made[0].pk, "scenario_plain": made[1].pk, "scenario_running": made[2].pk, "plan_wish": wish.pk,
        "plan_opening": opening.pk, "assignment_draft": draft.pk, "plan_offer": offer.pk, "plan_gap": need,
        "planner_key": mees,
    }  # fmt: skip


def solved(scenario: Scenario, *, key: int, person: int, first: date) -> Run:
    """A run of a scenario with all three ways for one need, whatever is counted."""
    gap = str(key)
    row = Need.objects.get(pk=key)
    word = row.competences.get().competence_id
    course = Step("1-course", Kind.COURSE, 4, 150_000, 1)
    problem = Problem(
        years=tuple(quarters.after(first, number).year - first.year for number in range(8)),
        gaps=(Gap(gap, str(word), 3, "", (3,) * 8, (0,) * 8, 9),),
        people=(Person(str(person), (20, 20, 20), (Path("course", gap, (course,)),)),),
        attracting=(Attraction(gap, 800_000, 1, 1, 100_000),),
        hiring=(Hiring(gap, 3_600_000, 0, 1),),
    )
    result = work_out(
        problem,
        solving=10,
        explaining=10,
        is_cancelled=lambda: False,
        tell=lambda _what, _done: None,
        clock=time.monotonic,
    )
    named = Named(gap, (word,), any_of=False, role="", level=3, department=row.department_id, place="Claims")
    now = clock.now()
    return Run.objects.create(
        scenario=scenario, state=State.SOLVED, asked_by_id=scenario.made_by_id, asked_at=now, begun_at=now,
        ended_at=now, version=VERSION, progress=100,
        result=documented(Gathered(first, problem, (named,), ()), result),
    )  # fmt: skip
