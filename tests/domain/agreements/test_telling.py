"""Who is told what of agreements and seats."""

from datetime import datetime, timedelta

from kring.communities.agreements import actions
from kring.communities.agreements.rules.terms import Side
from kring.foundation.events.dispatch import dispatch_due
from kring.notifications.models import Notification
from kring.notifications.rules import Topic
from kring.people.organisations import actions as organisations
from tests.agreements import TODAY, YEAR, agreed, drafted, local
from tests.organisations import employed, founded
from tests.people import START, World


def told(now: datetime = START) -> set[tuple[str, str]]:
    """What was told since this was last asked: (topic, handle)."""
    while dispatch_due(clock=lambda: now):
        pass
    found = set(Notification.objects.filter(about="agreement").values_list("topic", "account__handle"))
    Notification.objects.all().delete()
    return found


def test_each_side_hears_of_the_other_and_who_has_a_seat_of_the_end(world: World) -> None:
    insurer = founded(world, "Zuiderkruis", by="noor", shown=True)
    employed(world, "stan", insurer)
    employed(world, "mees", insurer)
    made = agreed(world, insurer)
    assert told() == {(Topic.AGREEMENT_PROPOSED, "hanna"), (Topic.AGREEMENT_SIGNED, "noor")}
    actions.give(actor=world.reader("noor"), agreement=made.pk, handle="mees", now=START)
    actions.take(actor=world.reader("stan"), agreement=made.pk, now=START)
    assert told() == {(Topic.SEAT_KEPT, "mees"), (Topic.SEATS_FULL, "noor")}
    actions.mind_due(now=local(YEAR.ends_on - timedelta(days=30)))
    sides = {(Topic.AGREEMENT_ENDING, "noor"), (Topic.AGREEMENT_ENDING, "hanna")}
    assert told(local(YEAR.ends_on - timedelta(days=30))) == {*sides, (Topic.SEAT_ENDING, "stan")}
    actions.mind_due(now=local(YEAR.ends_on))
    assert told(local(YEAR.ends_on)) == {(Topic.SEAT_GRACE, "stan")}
    actions.mind_due(now=local(YEAR.ends_on + timedelta(days=14)))
    over = {(Topic.AGREEMENT_ENDED, "noor"), (Topic.AGREEMENT_ENDED, "hanna")}
    assert told(local(YEAR.ends_on + timedelta(days=14))) == {
        *over,
        (Topic.SEAT_OVER, "stan"),
        (Topic.SEAT_OVER, "mees"),
    }


def test_who_moves_elsewhere_hears_until_when_she_has_her_seat(world: World) -> None:
    insurer = founded(world, "Zuiderkruis", by="noor", shown=True)
    employment = employed(world, "stan", insurer)
    noor = world.reader("noor")
    claims = organisations.make_department(actor=noor, organisation=insurer.pk, name="Claims", now=START)
    organisations.change_department(actor=noor, employment=employment.pk, department=claims.pk, now=START)
    made = agreed(world, insurer, department=claims.pk)
    actions.take(actor=world.reader("stan"), agreement=made.pk, now=START)
    told()
    organisations.change_department(actor=noor, employment=employment.pk, department=None, now=START)
    assert told() == {(Topic.SEAT_LEAVES, "stan")}
    leaves = TODAY + timedelta(days=YEAR.grace_days)
    actions.mind_due(now=local(leaves))
    assert told(local(leaves)) == {(Topic.SEAT_OVER, "stan")}


def test_a_no_and_a_notice_are_told(world: World) -> None:
    insurer = founded(world, "Zuiderkruis", by="noor", shown=True)
    made = drafted(world, insurer)
    noor, hanna = world.reader("noor"), world.reader("hanna")
    actions.sign(actor=noor, agreement=made.pk, version=1, side=Side.ORGANISATION, now=START)
    actions.decline(actor=hanna, agreement=made.pk, version=1, side=Side.COMMUNITY, words="", now=START)
    assert told() == {(Topic.AGREEMENT_PROPOSED, "hanna"), (Topic.AGREEMENT_DECLINED, "noor")}
    other = agreed(world, insurer)
    told()
    early = YEAR.ends_on - timedelta(days=9)
    actions.give_notice(actor=noor, agreement=other.pk, side=Side.ORGANISATION, ends_on=early, now=START)
    assert told() == {(Topic.AGREEMENT_NOTICE, "hanna")}
