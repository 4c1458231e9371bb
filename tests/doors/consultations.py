"""Peer consultation for tests of the doors.

casuskring        a group in `vakgroep`, facilitated by hanna; mees is in it
consulted         its meeting, that goes on; hanna and mees agreed to confidentiality, and a method is chosen
"""

from datetime import timedelta

from kring.foundation import clock
from kring.meetings import actions as meetings
from kring.meetings.consultations import actions
from kring.meetings.consultations.actions import Beginning, Terms
from kring.meetings.plans import Plan
from tests.people import World


def consultations(world: World) -> None:
    """Put them into the world."""
    now = clock.now()
    ago = now - timedelta(minutes=15)
    group = actions.start_group(
        actor=world.reader("hanna"),
        parent=world.key("vakgroep"),
        beginning=Beginning(name="Casuskring", language="en", terms=Terms(smallest=2, facilitator="hanna")),
        now=now - timedelta(days=9),
    )
    world.circles["casuskring"] = group.community
    world.enter("mees", "casuskring")
    hanna = world.reader("hanna")
    plan = Plan(
        title="Intervisie", starts=ago.replace(tzinfo=None, microsecond=0), minutes=90, zone="UTC",
        location="Utrecht", language="en", kind="intervisie",
    )  # fmt: skip
    meeting = meetings.plan(actor=hanna, place=group.pk, plan=plan, now=now - timedelta(days=1))
    for name in ("hanna", "mees"):
        actions.agree(actor=world.reader(name), meeting=meeting.pk, now=ago)
    actions.choose_method(actor=hanna, meeting=meeting.pk, method="incident", now=ago)
    world.extra["consulted"] = meeting.pk
