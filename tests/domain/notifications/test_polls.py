"""What people are told of date polls, and that each hears of one thing once."""

from datetime import datetime, timedelta

import pytest

import kring.notifications.queries.inbox as inbox
from kring.communities import actions as communities
from kring.meetings.polls import actions
from kring.notifications.models import Notification
from kring.notifications.sentences import line
from tests.domain.meetings.furniture import BEGINS, DAY, members
from tests.domain.meetings.polling import DAYS, chooses, marks, options, proposed
from tests.domain.notifications.test_meetings import deliver
from tests.people import START, World

pytestmark = pytest.mark.django_db


def heard(world: World, name: str) -> list[str]:
    rows = Notification.objects.filter(account=world.accounts[name], about__in=("meeting", "poll")).order_by("pk")
    return list(rows.values_list("topic", flat=True))


def said(world: World, name: str) -> list[tuple[str, str]]:
    rows = [one for one in inbox.told(world.reader(name)).rows if one.about in ("meeting", "poll")]
    return [(line(one).sentence, line(one).url) for one in rows]


def test_members_are_asked_and_whoever_can_is_invited_once(world: World) -> None:
    gladly, if_need_be, cannot, silent = members(world, 4)
    poll = proposed(world)
    deliver()
    for name, value in ((gladly, "yes"), (if_need_be, "if-need-be"), (cannot, "no")):
        marks(world, name, poll, "no", value)
    meeting = chooses(world, poll, 1)()
    deliver()
    deliver()
    assert heard(world, gladly) == heard(world, if_need_be) == ["poll-opened", "invited"]
    assert heard(world, cannot) == heard(world, silent) == ["poll-opened", "meeting-planned"]
    assert heard(world, "hanna") == heard(world, "stan") == []
    assert said(world, gladly) == [
        (
            "You are invited: “Trying the method” on 17 March 2026, 15:00. You said that you can; register now.",
            f"/meetings/{meeting.pk}",
        ),
        ("Hanna Host asks when you can: “When do we try the method?”.", f"/polls/{poll.pk}"),
    ]


def test_nobody_outside_hears_of_it(world: World) -> None:
    poll = proposed(world, slug="verborgen")
    deliver()
    marks(world, "mees", poll, "yes")
    communities.leave(actor=world.reader("mees"), community=world.key("verborgen"), now=START)
    chooses(world, poll)()
    deliver()
    assert heard(world, "mees") == ["poll-opened"]
    assert said(world, "mees") == []
    assert {name for name in world.accounts if heard(world, name)} == {"mees"}


def test_who_said_nothing_is_reminded_once_a_day_before(world: World) -> None:
    first, second = members(world, 2)
    poll = proposed(world, answer_until=DAY - timedelta(days=1))
    marks(world, first, poll, "no")
    closes = BEGINS - timedelta(days=1)
    assert actions.remind(now=closes - timedelta(hours=25)) == 0
    assert actions.remind(now=closes - timedelta(hours=24)) == 1
    assert actions.remind(now=closes - timedelta(hours=1)) == 0
    deliver(closes - timedelta(hours=23))
    assert heard(world, first) == ["poll-opened"]
    assert heard(world, second) == ["poll-opened", "poll-closing"]
    assert said(world, second)[0][0] == (
        "Say when you can for “When do we try the method?”: the poll closes on 15 March 2026, 15:00."
    )


@pytest.mark.parametrize("hours", [None, 20])
def test_a_poll_without_a_deadline_or_of_one_day_needs_no_reminder(world: World, hours: int | None) -> None:
    until = datetime.fromisoformat("2026-03-02T10:00") + timedelta(hours=hours) if hours else None
    poll = proposed(world, answer_until=until)
    assert actions.remind(now=START + timedelta(hours=1)) == 0
    assert (poll.answer_until is None) == (hours is None)


def test_a_decided_poll_reminds_nobody_also_when_it_was_decided_meanwhile(world: World) -> None:
    poll = proposed(world, answer_until=DAY - timedelta(days=1))
    actions.remind(now=BEGINS - timedelta(days=2))
    actions.withdraw(actor=world.reader("hanna"), poll=poll.pk, now=BEGINS - timedelta(days=2))
    deliver(BEGINS)
    assert heard(world, "mees") == ["poll-opened"]


def test_whoever_answered_hears_that_it_was_withdrawn(world: World) -> None:
    first, second = members(world, 2)
    poll = proposed(world)
    marks(world, first, poll, "no")
    actions.withdraw(actor=world.reader("hanna"), poll=poll.pk, now=START)
    deliver()
    assert heard(world, first) == ["poll-opened", "poll-withdrawn"]
    assert heard(world, second) == ["poll-opened"]


def test_a_new_deadline_reminds_anew(world: World) -> None:
    from tests.domain.meetings.polling import a_proposal

    poll = proposed(world, answer_until=DAY - timedelta(days=5))
    assert actions.remind(now=BEGINS - timedelta(days=6)) == 1
    later = a_proposal(times=[], answer_until=DAY - timedelta(days=1))
    actions.change(actor=world.reader("hanna"), poll=poll.pk, proposal=later, version=1, now=BEGINS - timedelta(days=6))
    assert actions.remind(now=BEGINS - timedelta(days=2)) == 1
    assert (len(DAYS), len(options(poll))) == (3, 3)
