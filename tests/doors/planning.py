"""What is planned, counted and shown in noorderlicht, in the world that the table of access walks.

share       mees shows hanna a line of his ledger with its evidence
share_over  another one, which he withdrew
need        what the department of mees needs; need_of_all what senior management does
role_profile             one that a colleague can hold herself against
need_list, need_list_right   files of needs that were brought: one with a wrong row, a right one

One report was made, of one quarter in which he and she were the only ones there: it has no groups.
"""

from datetime import date, timedelta

from kring.competences.actions import name_competence
from kring.foundation import clock
from kring.learning.actions import write_down
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.people.models import Organisation
from kring.planning.needs import actions as needs
from kring.planning.needs.rules import quarters
from kring.planning.reports.actions import make_report
from kring.planning.sharing import actions
from tests.doors.plans import schemed
from tests.people import START, World

SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)


def planned(world: World) -> dict[str, object]:
    """Put them into the world, after its organisations and ledgers."""
    at, mees, now = Organisation.objects.get(slug="noorderlicht"), world.reader("mees"), clock.now()
    make_report(organisation=at.pk, first=SPRING, until=SUMMER, now=now)
    told = Told(title="Boomklever", kind="course", way=Way.COURSE, day=START.date(), minutes=60, time="employer")
    other = write_down(actor=mees, told=told, now=START)
    shown = [
        actions.show_line(
            actor=mees,
            organisation=at.pk,
            entry=entry,
            with_evidence=True,
            last_day=now.date() + timedelta(days=20),
            now=now,
        ).pk
        for entry in (int(str(world.extra["line"])), other.pk)
    ]
    actions.withdraw(actor=mees, share=shown[1], now=now)
    return {"share": shown[0], "share_over": shown[1]} | _needed(world, at)


def _needed(world: World, at: Organisation) -> dict[str, object]:
    hanna, now = world.reader("hanna"), clock.now()
    word = name_competence(en="Nuthatching", nl="Boomklevers")
    quarter = quarters.written(quarters.first_of(now.date()))
    cells = {"competences": word.en, "level": "3", "people": "2", "first": quarter}
    made = [
        needs.write_need(actor=hanna, organisation=at.pk, cells=cells | more, now=now).pk
        for more in ({"department": "Claims"}, {"leadership": "1"})
    ]
    profile = needs.write_profile(actor=hanna, organisation=at.pk, name="Birder", lines={word.pk: 3}, now=now)
    lists = [
        needs.open_list(
            actor=hanna, organisation=at.pk, name="needs.csv", heads=["competence", "level", "people", "from"],
            cells=[[word.en, level, "1", "2040-Q1"]], now=now,
        ).pk
        for level in ("9", "1")
    ]  # fmt: skip
    needs.count_needs(organisation=at.pk, now=now)
    plans = schemed(world, need=made[0], other_need=made[1])
    return plans | {
        "need": made[0], "need_of_all": made[1], "role_profile": profile.pk, "need_list": lists[0],
        "need_list_right": lists[1], "employer_key": at.pk,
    }  # fmt: skip
