"""Asking someone for help who keeps the asker away: for everyone but her it is as if she hadn't answered."""

from collections.abc import Callable

import pytest

from kring.conversations import actions as conversations
from kring.conversations import queries as reading
from kring.conversations.drafts import Question
from kring.conversations.models import Conversation
from kring.finding.actions import MOST_ASKED, ask_for_help, ask_privately, decline_help
from kring.finding.models import HelpRequest
from kring.finding.queries import asked_for, open_requests, waiting_for
from kring.finding.queries.help import open_request_counts
from kring.foundation.errors import NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.notifications.models import Mail, Notification
from kring.notifications.queries.inbox import told, waiting_count
from kring.people.blocks.actions import keep_away, let_near
from tests.people import START, World

pytestmark = pytest.mark.django_db
PRIVATE = Question(title="My manager leaves", body="What do I do first?", language="en")


def delivered() -> None:
    while dispatch_due(clock=lambda: START):
        pass


def in_public(world: World, *names: str) -> Conversation:
    assert world.question
    people: dict[int, list[int]] = {world.accounts[name].pk: [] for name in names}
    ask_for_help(actor=world.reader("mees"), conversation=world.question.pk, people=people, now=START)
    delivered()
    return world.question


def in_private(world: World, *names: str) -> Conversation:
    people: dict[int, list[int]] = {world.accounts[name].pk: [] for name in names}
    case, _asked = ask_privately(actor=world.reader("mees"), question=PRIVATE, people=people, now=START)
    delivered()
    return case


ASKINGS = [in_public, in_private]


@pytest.mark.parametrize("asks", ASKINGS)
def test_for_everyone_else_it_is_the_same(world: World, asks: Callable[..., Conversation]) -> None:
    seen = []
    for with_block in (False, True):
        if with_block:
            HelpRequest.objects.all().delete()
            keep_away(actor=world.reader("hanna"), handle="mees", now=START)
        asked = asks(world, "hanna", "stan")
        again = ask_for_help(
            actor=world.reader("mees"), conversation=asked.pk, people={world.accounts["hanna"].pk: []}, now=START
        )
        others = [
            [one._replace(asked_at=START) for one in asked_for(world.reader(name), asked.pk)]
            for name in ("mees", "stan", "noor", "")
        ]
        seen.append((others, again, open_request_counts(), waiting_count(world.reader("mees"))))
    assert seen[0] == seen[1]
    assert len(seen[0][0][0]) == 2


@pytest.mark.parametrize("asks", ASKINGS)
def test_she_hears_nothing_of_it(world: World, asks: Callable[..., Conversation]) -> None:
    keep_away(actor=world.reader("hanna"), handle="mees", now=START)
    asked, hanna = asks(world, "hanna"), world.reader("hanna")
    assert waiting_for(hanna) == []
    assert (open_requests(hanna), asked_for(hanna, asked.pk)) == (0, [])
    assert [one.topic for one in told(hanna).rows if one.topic == "help"] == []
    assert not Notification.objects.filter(topic="help").exists()
    assert not Mail.objects.exists()
    with pytest.raises(NotThereError):
        decline_help(actor=hanna, conversation=asked.pk, now=START)


def test_a_private_case_that_does_not_reach_her_is_not_there_for_her(world: World) -> None:
    keep_away(actor=world.reader("hanna"), handle="mees", now=START)
    case = in_private(world, "hanna", "stan")
    with pytest.raises(NotThereError):
        reading.conversation(world.reader("hanna"), case.pk)
    assert reading.conversation(world.reader("stan"), case.pk)
    assert case.pk not in {row.id for row in reading.latest(world.reader("hanna")).rows}


def test_it_takes_one_of_five_and_a_case_with_nobody_else_is_kept(world: World) -> None:
    from tests.people import person

    for number in range(MOST_ASKED):
        made = person(f"P{number} Person")
        world.accounts[made.handle] = made
        keep_away(actor=world.reader(made.handle), handle="mees", now=START)
    case = in_private(world, *(f"p{number}" for number in range(MOST_ASKED)))
    assert HelpRequest.objects.filter(conversation=case).count() == MOST_ASKED
    more = {world.accounts["stan"].pk: []}
    assert ask_for_help(actor=world.reader("mees"), conversation=case.pk, people=more, now=START) == []


def test_who_answers_of_her_own_accord_has_answered(world: World) -> None:
    keep_away(actor=world.reader("hanna"), handle="mees", now=START)
    asked = in_public(world, "hanna")
    conversations.answer(actor=world.reader("hanna"), conversation=asked.pk, body="Since you ask.", now=START)
    delivered()
    assert [one.state for one in asked_for(world.reader("mees"), asked.pk)] == ["answered"]


def test_letting_near_again_brings_nothing_back_and_the_other_way_round_nothing_is_held(world: World) -> None:
    keep_away(actor=world.reader("hanna"), handle="mees", now=START)
    in_public(world, "hanna")
    let_near(actor=world.reader("hanna"), handle="mees")
    assert open_requests(world.reader("hanna")) == 0
    keep_away(actor=world.reader("mees"), handle="stan", now=START)
    in_private(world, "stan")
    assert open_requests(world.reader("stan")) == 1
