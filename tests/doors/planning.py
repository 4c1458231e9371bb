"""What is planned, counted and shown in noorderlicht, in the world that the table of access walks.

share       mees shows hanna a line of his ledger with its evidence
share_over  another one, which he withdrew

One report was made, of one quarter in which he and she were the only ones there: it has no groups.
"""

from datetime import date, timedelta

from kring.foundation import clock
from kring.learning.actions import write_down
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.people.models import Organisation
from kring.planning.reports.actions import make_report
from kring.planning.sharing import actions
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
    return {"share": shown[0], "share_over": shown[1]}
