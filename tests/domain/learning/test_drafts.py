"""What the community proposes: once, whatever is heard again, and only with her yes."""

from datetime import timedelta

import pytest
from django.db import transaction

from kring.conversations import actions as conversations
from kring.conversations.events import AnswerAccepted, PostChanged
from kring.conversations.models import Post
from kring.finding.actions import ask_for_help
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.learning import actions, handlers, queries
from kring.learning.models import Draft, DraftState, Entry
from tests.people import START, World

LATER = START + timedelta(days=3)


def deliver() -> None:
    while dispatch_due(clock=lambda: LATER):
        pass


def answered_and_accepted(world: World) -> Post:
    assert world.answer
    conversations.accept(actor=world.reader("mees"), post=world.answer.pk, now=LATER)
    deliver()
    return world.answer


def test_an_accepted_answer_is_proposed_to_who_gave_it(world: World) -> None:
    post = answered_and_accepted(world)
    draft = Draft.objects.get()
    assert (draft.person_id, draft.about, draft.reason) == (world.accounts["hanna"].pk, f"post:{post.pk}", "accepted")
    assert (draft.kind, draft.way, draft.minutes, draft.attester_id) == (
        "answer", "exchange", 30, world.accounts["mees"].pk,
    )  # fmt: skip
    assert Entry.objects.count() == 0


def test_an_event_that_comes_twice_proposes_once(world: World) -> None:
    post = answered_and_accepted(world)
    event = Event.objects.filter(name="conversations.AnswerAccepted").latest("pk").pk
    for _ in range(2):
        fact = AnswerAccepted(conversation=post.conversation_id, post=post.pk)
        handlers.answer_accepted(fact, event=event, now=LATER)
    assert Draft.objects.count() == 1


def test_what_is_accepted_again_is_proposed_again_but_counts_once(world: World) -> None:
    post = answered_and_accepted(world)
    mees, hanna = world.reader("mees"), world.reader("hanna")
    conversations.unaccept(actor=mees, post=post.pk, now=LATER)
    deliver()
    draft = Draft.objects.get()
    assert (draft.state, draft.attester_id) == (DraftState.LAPSED, None)
    conversations.accept(actor=mees, post=post.pk, now=LATER)
    deliver()
    draft.refresh_from_db()
    assert draft.state == DraftState.OPEN
    actions.confirm(actor=hanna, draft=draft.pk, now=LATER)
    conversations.unaccept(actor=mees, post=post.pk, now=LATER)
    conversations.accept(actor=mees, post=post.pk, now=LATER)
    deliver()
    assert (Draft.objects.count(), Entry.objects.count()) == (1, 1)
    assert Draft.objects.get().state == DraftState.CONFIRMED


def test_who_was_asked_and_helped_is_proposed_once_with_the_acceptance(world: World) -> None:
    assert world.question
    noor = world.accounts["noor"].pk
    world.enter("noor", "vakgroep")
    ask_for_help(actor=world.reader("mees"), conversation=world.question.pk, people={noor: []}, now=START)
    post = world.answers("noor", world.question, "Begin with the food.")
    deliver()
    assert Draft.objects.get(person=noor).reason == "helped"
    conversations.accept(actor=world.reader("mees"), post=post.pk, now=LATER)
    deliver()
    draft = Draft.objects.get(person=noor)
    assert (draft.reason, draft.attester_id) == ("helped", world.accounts["mees"].pk)
    conversations.unaccept(actor=world.reader("mees"), post=post.pk, now=LATER)
    deliver()
    draft.refresh_from_db()
    assert (draft.state, draft.attester_id) == (DraftState.OPEN, None)


def test_an_experience_is_proposed_and_lapses_when_it_is_withdrawn(world: World) -> None:
    told = world.tell("mees", "vakgroep", "We ran a hackathon")
    deliver()
    draft = Draft.objects.get()
    assert (draft.kind, draft.minutes, draft.reason) == ("experience", 45, "told")
    conversations.withdraw_conversation(actor=world.reader("mees"), conversation=told.pk, now=LATER)
    deliver()
    assert not queries.open_drafts(world.reader("mees")).rows


def test_an_answer_to_oneself_and_of_an_imported_person_is_not_proposed(world: World) -> None:
    own = world.answers("mees", world.question, "I found it.") if world.question else None
    assert own
    conversations.accept(actor=world.reader("mees"), post=own.pk, now=LATER)
    type(world.accounts["hanna"]).objects.filter(handle="hanna").update(email=None)
    answered_and_accepted(world)
    assert Draft.objects.count() == 0


def test_a_handler_says_nothing_of_what_is_gone(world: World) -> None:
    handlers.post_changed(PostChanged(conversation=1, post=999_999), event=1, now=LATER)
    handlers.answer_accepted(AnswerAccepted(conversation=1, post=999_999), event=1, now=LATER)
    assert actions.community.propose_help(post=999_999, event=1, now=LATER) is None


def test_one_decides_once(world: World) -> None:
    answered_and_accepted(world)
    hanna, draft = world.reader("hanna"), Draft.objects.get()
    with pytest.raises(ConflictError), transaction.atomic():
        actions.put_back(actor=hanna, draft=draft.pk)
    actions.dismiss(actor=hanna, draft=draft.pk, now=LATER)
    for decide in (actions.dismiss, actions.confirm):
        with pytest.raises(ConflictError), transaction.atomic():
            decide(actor=hanna, draft=draft.pk, now=LATER)  # type: ignore[operator]
    assert [row.pk for row in queries.dismissed_drafts(hanna)] == [draft.pk]
    assert queries.count_open(hanna) == 0
    with pytest.raises(NotThereError):
        actions.put_back(actor=world.reader("mees"), draft=draft.pk)
    actions.put_back(actor=hanna, draft=draft.pk)
    assert queries.count_open(hanna) == 1


def test_drafts_are_paged(world: World) -> None:
    answered_and_accepted(world)
    world.tell("hanna", "vakgroep", "We ran another")
    deliver()
    first = queries.open_drafts(world.reader("hanna"), size=1)
    second = queries.open_drafts(world.reader("hanna"), after=first.older, size=1)
    assert len({*first.rows, *second.rows}) == 2
    assert second.older == ""
