"""Private cases: visible to their asker and those asked only."""

from datetime import timedelta

import pytest

from kring.conversations import actions as conversations
from kring.conversations import queries
from kring.conversations.drafts import Question
from kring.conversations.models import Conversation, is_private
from kring.finding.actions import ask_for_help, ask_privately, decline_help
from kring.foundation.access.models import Place
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.learning.models import Draft
from kring.people.access import nearness
from kring.people.rules import Nearness
from tests.people import START, World

LATER = START + timedelta(days=3)
QUESTION = Question(title="My manager leaves", body="What do I do first?", goal="Stay calm.", language="en")

pytestmark = pytest.mark.django_db


def asked(world: World, *names: str) -> Conversation:
    people: dict[int, list[int]] = {world.accounts[name].pk: [] for name in names}
    return ask_privately(actor=world.reader("mees"), question=QUESTION, people=people, now=START)[0]


def sees(world: World, name: str, case: Conversation) -> bool:
    try:
        queries.conversation(world.reader(name), case.pk)
    except NotThereError:
        return False
    return True


def test_only_its_asker_and_those_asked_see_it(world: World) -> None:
    case = asked(world, "hanna", "stan")
    assert is_private(case)
    seen = {name: sees(world, name, case) for name in ("mees", "hanna", "stan", "noor", "olga", "")}
    assert seen == {"mees": True, "hanna": True, "stan": True, "noor": False, "olga": False, "": False}
    assert case.pk not in {row.id for row in queries.latest(world.reader("noor")).rows}
    assert [row.circle for row in queries.latest(world.reader("stan")).rows if row.id == case.pk] == [None]


def test_nothing_is_kept_when_nobody_can_be_asked(world: World) -> None:
    places = Place.objects.count()
    for people in ((), ("mees",)):
        with pytest.raises(ConflictError):
            asked(world, *people)
    assert (Place.objects.count(), Conversation.objects.filter(title=QUESTION.title).count()) == (places, 0)


def test_more_can_be_asked_later_and_who_cannot_help_sees_it_no_more(world: World) -> None:
    case = asked(world, "hanna")
    more = {world.accounts["noor"].pk: [], world.accounts["hanna"].pk: []}
    assert len(ask_for_help(actor=world.reader("mees"), conversation=case.pk, people=more, now=LATER)) == 1
    assert sees(world, "noor", case)
    with pytest.raises(RefusedError):
        ask_for_help(actor=world.reader("noor"), conversation=case.pk, people=more, now=LATER)
    decline_help(actor=world.reader("noor"), conversation=case.pk, now=LATER)
    assert (sees(world, "noor", case), sees(world, "hanna", case)) == (False, True)


def test_sharing_a_case_brings_nobody_nearer(world: World) -> None:
    """Stan shares no circle with mees: what mees shows to his circles stays hidden."""
    case = asked(world, "stan")
    assert sees(world, "stan", case)
    assert nearness(world.reader("stan"), world.accounts["mees"].pk) == Nearness.NETWORK


def test_no_circle_can_be_asked_by_its_place(world: World) -> None:
    case = asked(world, "stan")
    with pytest.raises(NotThereError):
        conversations.ask(actor=world.reader("stan"), community=case.place_id, question=QUESTION, now=LATER)


@pytest.mark.parametrize("accepted", [False, True])
def test_help_with_it_is_learning_that_says_nothing_of_it(world: World, *, accepted: bool) -> None:
    case = asked(world, "hanna")
    answer = conversations.answer(
        actor=world.reader("hanna"), conversation=case.pk, body="Breathe out, then call.", now=LATER
    )
    if accepted:
        conversations.accept(actor=world.reader("mees"), post=answer.pk, now=LATER)
    while dispatch_due(clock=lambda: LATER):
        pass
    draft = Draft.objects.get()
    assert (draft.person_id, draft.title, draft.reason) == (
        world.accounts["hanna"].pk, "Helped with a private case", "case",
    )  # fmt: skip
    assert draft.attester_id == (world.accounts["mees"].pk if accepted else None)
    if accepted:
        conversations.unaccept(actor=world.reader("mees"), post=answer.pk, now=LATER)
        while dispatch_due(clock=lambda: LATER):
            pass
        draft.refresh_from_db()
        assert (draft.state, draft.attester_id) == ("open", None)
