"""Two at once in one conversation: the first counts, the second is told, and nothing is lost or counted twice."""

import pytest

from kring.communities.actions import archive
from kring.competences.actions import keys_for
from kring.conversations import actions
from kring.conversations.models import Conversation, Post, Reaction, Revision
from kring.foundation.events.models import Event
from tests.people import START, World
from tests.together import together, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)


def counts(world: World) -> tuple[int, int]:
    """How many replies and accepted answers the question's row says that it has."""
    assert world.question
    return Conversation.objects.values_list("replies", "accepted").get(pk=world.question.pk)


def answer_of(world: World) -> Post:
    assert world.answer
    return Post.objects.get(pk=world.answer.pk)


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(world: World) -> None:
    post, hanna = answer_of(world), world.reader("hanna")
    texts = ("I ran four.", "I ran five.")
    refused = together(
        *(lambda body=body: actions.edit(actor=hanna, post=post.pk, body=body, version=1, now=START) for body in texts)
    )
    post.refresh_from_db()
    assert refused == ["changed-meanwhile"]
    assert (post.version, post.body in texts) == (2, True)
    assert list(Revision.objects.values_list("version", "body")) == [(1, "I ran three. Start with the jury.")]


def test_two_titles_at_once_keep_both_former_ones(world: World) -> None:
    assert world.question
    key = world.question.pk
    refused = together(
        lambda: actions.retitle(actor=world.reader("mees"), conversation=key, title="How, in a day?", now=START),
        lambda: actions.retitle(actor=world.reader("hanna"), conversation=key, title="How, well?", now=START),
    )
    assert refused == []
    former = set(Revision.objects.values_list("version", flat=True))
    assert former == {1, 2}
    assert Post.objects.get(conversation=key, kind=1).version == 3


def test_of_an_experience_changed_twice_at_once_the_second_is_told(world: World) -> None:
    told, mees = world.tell("mees", "vakgroep", "We did"), world.reader("mees")
    key = Post.objects.get(conversation=told, kind=1).pk
    refused = together(
        *(
            lambda part=part: actions.edit(actor=mees, post=key, version=1, now=START, parts={part: "Changed."})
            for part in ("did", "outcome")
        )
    )
    assert refused == ["changed-meanwhile"]
    assert Post.objects.get(pk=key).body.count("Changed.") == 1


def test_a_title_and_an_experience_changed_at_once_keep_both(world: World) -> None:
    told, mees, hanna = world.tell("mees", "vakgroep", "We did"), world.reader("mees"), world.reader("hanna")
    key, word = Post.objects.get(conversation=told, kind=1).pk, keys_for(["Jury"], most=8)
    refused = while_uncommitted(
        lambda: actions.edit(actor=mees, post=key, version=1, now=START, parts={"did": "I led it."}, competences=word),
        lambda: actions.retitle(actor=hanna, conversation=told.pk, title="We did it", now=START),
    )
    told.refresh_from_db()
    assert (refused, told.title, told.competences) == (["", ""], "We did it", word)
    assert list(Revision.objects.order_by("version").values_list("title", "parts")) == [
        ("", {"did": "I did this.", "competences": []}), ("We did", {}),
    ]  # fmt: skip


def test_accepting_at_once_counts_each_answer_once(world: World) -> None:
    assert world.question
    mees, first = world.reader("mees"), answer_of(world)
    second = world.answers("hanna", world.question, "And feed them.")
    acts = [lambda key=key: actions.accept(actor=mees, post=key, now=START) for key in (first.pk, first.pk, second.pk)]
    assert together(*acts) == []
    assert counts(world) == (2, 2)
    assert Event.objects.filter(name="conversations.AnswerAccepted").count() == 2
    acts = [lambda: actions.unaccept(actor=mees, post=first.pk, now=START)] * 2
    assert together(*acts) == []
    assert counts(world) == (2, 1)


def test_a_reaction_given_twice_at_once_is_one(world: World) -> None:
    post, mees, hanna = answer_of(world), world.reader("mees"), world.reader("hanna")

    def thank() -> None:
        actions.react(actor=mees, post=post.pk, kind="thanks", now=START)

    assert together(thank, thank, lambda: actions.react(actor=hanna, post=post.pk, kind="insight", now=START)) == []
    post.refresh_from_db()
    assert (Reaction.objects.count(), post.reactions) == (2, {"insight": 1, "thanks": 1})


def test_withdrawing_and_accepting_at_once_leaves_nothing_accepted(world: World) -> None:
    post = answer_of(world)
    refused = together(
        lambda: actions.withdraw(actor=world.reader("hanna"), post=post.pk, now=START),
        lambda: actions.accept(actor=world.reader("mees"), post=post.pk, now=START),
    )
    assert refused in ([], ["notthereerror"])
    assert counts(world) == (0, 0)
    assert answer_of(world).accepted_at is None


def test_withdrawing_twice_at_once_counts_once(world: World) -> None:
    post = answer_of(world)
    acts = [lambda: actions.withdraw(actor=world.reader("hanna"), post=post.pk, now=START)] * 2
    assert together(*acts) == ["notthereerror"]
    assert counts(world) == (0, 0)


@pytest.mark.parametrize("name", ["accept", "withdraw"])
def test_a_comment_and_what_becomes_of_the_answer_never_wait_for_each_other(world: World, name: str) -> None:
    """The comment holds the conversation and, at its end, needs the answer; the other the other way round."""
    post, who = answer_of(world), {"accept": "mees", "withdraw": "hanna"}[name]
    actor, mees = world.reader(who), world.reader("mees")
    refused = while_uncommitted(
        lambda: actions.comment(actor=mees, post=post.pk, body="Why the jury?", now=START),
        lambda: getattr(actions, name)(actor=actor, post=post.pk, now=START),
    )
    assert refused == ["", ""]
    assert Post.objects.filter(under=post.pk).count() == 1


def test_what_is_written_while_a_conversation_is_withdrawn_is_refused(world: World) -> None:
    assert world.question
    key, post = world.question.pk, answer_of(world)
    hanna, mees = world.reader("hanna"), world.reader("mees")
    for write in (
        lambda: actions.answer(actor=mees, conversation=key, body="Too late.", now=START),
        lambda: actions.comment(actor=mees, post=post.pk, body="Too late.", now=START),
    ):
        refused = while_uncommitted(
            lambda: actions.withdraw_conversation(actor=hanna, conversation=key, now=START), write
        )
        assert refused == ["", "notthereerror"]
        Conversation.objects.filter(pk=key).update(withdrawn_at=None)
    assert not Post.objects.filter(body="Too late.").exists()


def test_an_asker_does_not_withdraw_what_is_being_answered(world: World) -> None:
    asked = world.ask("mees", "vakgroep", "And how many?")
    refused = while_uncommitted(
        lambda: actions.answer(actor=world.reader("hanna"), conversation=asked.pk, body="Forty.", now=START),
        lambda: actions.withdraw_conversation(actor=world.reader("mees"), conversation=asked.pk, now=START),
    )
    assert refused == ["", "answered"]


def test_answering_while_the_circle_is_archived_is_before_it_or_refused(world: World) -> None:
    assert world.question
    key = world.question.pk
    refused = together(
        lambda: archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=START),
        lambda: actions.answer(actor=world.reader("mees"), conversation=key, body="Just in time.", now=START),
    )
    written = Post.objects.filter(body="Just in time.").count()
    assert (refused, written) in (([], 1), (["archived"], 0))
    assert counts(world) == (1 + written, 0)
    again = together(lambda: actions.answer(actor=world.reader("mees"), conversation=key, body="Late.", now=START))
    assert again == ["archived"]
