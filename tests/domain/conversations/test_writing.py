"""Starting, answering, commenting, accepting, changing and withdrawing: what is done, and who is refused why."""

from collections.abc import Callable

import pytest

from kring.communities.actions import archive
from kring.competences.actions import keys_for, name_competence
from kring.conversations import actions, queries
from kring.conversations.drafts import Discussion, Question, Told
from kring.conversations.models import Conversation, Follow, Kind, Message, Post, PostKind, Reaction, Revision
from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import ConflictError, InvalidError, KringError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from kring.people.actions import leave
from tests.people import START, World

pytestmark = pytest.mark.django_db


def code(act: Callable[[], object]) -> str:
    """The code with which something is refused."""
    with pytest.raises(KringError) as refused:
        act()
    return refused.value.code


def facts(name: str) -> int:
    return Event.objects.filter(name=f"conversations.{name}").count()


def opening(conversation: Conversation) -> Post:
    return Post.objects.get(conversation=conversation, kind=PostKind.OPENING)


def test_a_question_is_asked_with_its_guide_and_followed(world: World) -> None:
    known = name_competence(en="Rosters")
    question = Question(
        title="  How \n long? ",
        body="A @hanna and @mees.",
        goal="Rest.",
        tried="Lists.",
        competences=[known.pk, 999, known.pk],
    )
    asked = actions.ask(actor=world.reader("mees"), community=world.key("vakgroep"), question=question, now=START)
    assert (asked.title, asked.competences, asked.guide.goal, asked.guide.tried) == (
        "How long?", [known.pk], "Rest.", "Lists.",
    )  # fmt: skip
    assert Follow.objects.filter(conversation=asked, account=world.accounts["mees"]).exists()
    told = Event.objects.filter(name="conversations.ConversationStarted").latest("pk").facts
    assert told["mentioned"] == [world.accounts["hanna"].pk]


def test_an_experience_keeps_its_parts_and_what_it_came_of(world: World) -> None:
    assert world.question
    told = Told(title="We did", situation="So.", did="This.", outcome="That.", came_of=world.question.pk, language="nl")
    made = actions.tell(actor=world.reader("mees"), community=world.key("vakgroep"), told=told, now=START)
    assert (made.came_of_id, made.experience.did, opening(made).body) == (
        world.question.pk,
        "This.",
        "So.\n\nThis.\n\nThat.",
    )
    assert [row.title for row in queries.outcomes(world.reader("noor"), world.question.pk)] == ["We did"]


@pytest.mark.parametrize(
    ("by", "circle", "error"),
    [
        ("", "vakgroep", NotThereError),
        ("", "voorbeeld", RefusedError),
        ("noor", "vakgroep", RefusedError),
        ("noor", "verborgen", NotThereError),
        ("olga", "verborgen", NotThereError),
    ],
)
def test_only_members_start_something(world: World, by: str, circle: str, error: type[KringError]) -> None:
    said = Discussion(title="On turns", body="Who?")
    with pytest.raises(error):
        actions.discuss(actor=world.reader(by), community=world.key(circle), discussion=said, now=START)
    with pytest.raises(NotThereError):
        actions.discuss(actor=world.reader("mees"), community=999_999, discussion=said, now=START)


def test_what_does_not_fit_is_said_field_by_field_and_nothing_is_kept(world: World) -> None:
    before = Conversation.objects.count()
    with pytest.raises(InvalidError) as refused:
        actions.tell(
            actor=world.reader("mees"),
            community=world.key("vakgroep"),
            told=Told(title="x" * 201, situation=" ", did="y" * 20_001, outcome="z"),
            now=START,
        )
    assert set(refused.value.fields) == {"title", "situation", "did"}
    million = Question(title="t" * 1_000_000, body="")
    assert code(lambda: actions.ask(actor=world.reader("mees"), community=1, question=million, now=START)) == "invalid"
    assert Conversation.objects.count() == before


def test_a_discussion_takes_replies_and_no_accepted_answers(world: World) -> None:
    mees = world.reader("mees")
    said = Discussion(title="On turns", body="Who begins?")
    talk = actions.discuss(actor=mees, community=world.key("vakgroep"), discussion=said, now=START)
    reply = world.answers("hanna", talk, "I do.")
    assert (talk.kind, reply.kind) == (Kind.DISCUSSION, PostKind.REPLY)
    assert code(lambda: actions.accept(actor=mees, post=reply.pk, now=START)) == "not-an-answer"


def test_answers_and_comments_are_for_members_and_counted(world: World) -> None:
    assert world.question
    assert world.answer
    key, post = world.question.pk, world.answer.pk
    for who, error in (("noor", "may-not-write"), ("olga", "may-not-write")):
        actor = world.reader(who)
        assert code(lambda actor=actor: actions.answer(actor=actor, conversation=key, body="I.", now=START)) == error
        assert code(lambda actor=actor: actions.comment(actor=actor, post=post, body="I.", now=START)) == error
    with pytest.raises(NotThereError):
        actions.answer(actor=ANYONE, conversation=key, body="I.", now=START)
    mees = world.reader("mees")
    assert code(lambda: actions.answer(actor=mees, conversation=key, body=" ", now=START)) == "invalid"
    remark = actions.comment(actor=mees, post=post, body="Why?", now=START)
    assert code(lambda: actions.comment(actor=mees, post=remark.pk, body="So.", now=START)) == "comment-on-comment"
    assert code(lambda: actions.comment(actor=mees, post=post, body="x" * 2_001, now=START)) == "invalid"
    assert Conversation.objects.get(pk=key).replies == 1


def test_only_the_asker_accepts_and_may_take_it_back(world: World) -> None:
    assert world.answer
    key, mees = world.answer.pk, world.reader("mees")
    assert code(lambda: actions.accept(actor=world.reader("hanna"), post=key, now=START)) == "may-not-accept"
    actions.unaccept(actor=mees, post=key, now=START)
    actions.accept(actor=mees, post=key, now=START)
    actions.accept(actor=mees, post=key, now=START)
    assert (facts("AnswerAccepted"), facts("PostChanged")) == (1, 0)
    actions.unaccept(actor=mees, post=key, now=START)
    assert (facts("PostChanged"), Conversation.objects.get(pk=world.answer.conversation_id).accepted) == (1, 0)


def test_an_edit_keeps_what_stood_there(world: World) -> None:
    assert world.question
    assert world.answer
    key, hanna = world.answer.pk, world.reader("hanna")

    def edit(body: str, version: int, who: str = "hanna") -> Post:
        return actions.edit(actor=world.reader(who), post=key, body=body, version=version, now=START)

    assert code(lambda: edit("Mine.", 1, "mees")) == "may-not-edit"
    assert edit("I ran three. Start with the jury.", 1).version == 1
    assert edit("I ran four.", 1).version == 2
    assert code(lambda: edit("I ran five.", 1)) == "changed-meanwhile"
    assert code(lambda: edit(" ", 2)) == "invalid"
    assert [row.body for row in queries.revisions(hanna, key)] == ["I ran three. Start with the jury."]
    empty = actions.edit(actor=world.reader("mees"), post=opening(world.question).pk, body="", version=1, now=START)
    assert empty.body == ""


def test_a_question_is_changed_with_what_it_wants_to_reach_and_what_was_tried(world: World) -> None:
    assert world.question
    key, mees = opening(world.question).pk, world.reader("mees")

    def edit(version: int, **parts: str) -> Post:
        return actions.edit(actor=mees, post=key, version=version, now=START, parts=parts)

    assert edit(1, goal=" Rest. ").version == 2
    assert edit(2, goal="Rest.", tried="Lists.").body == "For forty colleagues, in one day."
    assert edit(3, tried="Lists.").version == 3
    assert code(lambda: edit(2, tried="Nothing.")) == "changed-meanwhile"
    assert code(lambda: edit(3, tried="x" * 4_001)) == "invalid"
    assert code(lambda: edit(3, situation="So.")) == "invalid"
    assert queries.parts_of(opening(world.question)) == {"goal": "Rest.", "tried": "Lists."}
    assert [row.parts for row in queries.revisions(mees, key)] == [{"tried": ""}, {"goal": ""}]


def test_an_experience_is_changed_part_by_part(world: World) -> None:
    told = world.tell("mees", "vakgroep", "We did")
    key, mees, word = opening(told).pk, world.reader("mees"), keys_for(["Jury"], most=8)
    changed = actions.edit(
        actor=mees,
        post=key,
        version=1,
        now=START,
        parts={"did": "I did **that**.", "where": "An \n insurer", "otherwise": "Sooner."},
        competences=word,
    )
    assert changed.body == "It was so.\n\nI did **that**.\n\nThis came of it.\n\nSooner."
    assert "<strong>that</strong>" in changed.html
    told = Conversation.objects.get(pk=told.pk)
    assert (told.competences, told.experience.where, told.experience.situation) == (word, "An insurer", "It was so.")
    kept = queries.revisions(mees, key)[0]
    assert kept.parts == {"did": "I did this.", "where": "", "otherwise": "", "competences": []}
    assert facts("PostChanged") == 1
    for given in ({"body": "No."}, {"parts": {"did": " "}}, {"parts": {"goal": "Rest."}}):
        assert code(lambda given=given: actions.edit(actor=mees, post=key, version=2, now=START, **given)) == "invalid"
    again = {"parts": {"did": "I did **that**."}, "competences": word}
    assert actions.edit(actor=mees, post=key, version=2, now=START, **again).version == 2
    assert code(lambda: actions.edit(actor=world.reader("hanna"), post=key, version=2, now=START)) == "may-not-edit"


def test_an_answer_has_no_parts(world: World) -> None:
    assert world.answer
    key, hanna = world.answer.pk, world.reader("hanna")
    for given in ({"competences": []}, {"parts": {"goal": "Rest."}}):
        assert code(lambda given=given: actions.edit(actor=hanna, post=key, version=1, now=START, **given)) == "invalid"


def test_a_title_is_changed_by_its_writer_or_a_host(world: World) -> None:
    assert world.question
    key, word = world.question.pk, keys_for(["Jury"], most=8)

    def retitle(who: str, title: str, **more: object) -> Conversation:
        return actions.retitle(actor=world.reader(who), conversation=key, title=title, now=START, **more)

    assert code(lambda: retitle("noor", "Mine")) == "may-not-retitle"
    assert code(lambda: retitle("mees", " ")) == "invalid"
    assert retitle("mees", "How do I run a hackathon?", competences=[*word, 999]).competences == word
    assert Revision.objects.get().parts == {"competences": []}
    assert retitle("mees", "How do I run a hackathon?").title == "How do I run a hackathon?"
    assert retitle("hanna", "How does one?").title == "How does one?"
    assert Revision.objects.latest("version").title == "How do I run a hackathon?"
    assert Revision.objects.count() == 2


def test_what_is_withdrawn_keeps_its_place_without_its_words(world: World) -> None:
    assert world.question
    assert world.answer
    key, post, hanna = world.question.pk, world.answer.pk, world.reader("hanna")
    actions.accept(actor=world.reader("mees"), post=post, now=START)
    remark = actions.comment(actor=world.reader("mees"), post=post, body="Why?", now=START)
    assert code(lambda: actions.withdraw(actor=world.reader("noor"), post=post, now=START)) == "may-not-withdraw"
    asked = opening(world.question).pk
    assert code(lambda: actions.withdraw(actor=world.reader("mees"), post=asked, now=START)) == "opening"
    actions.withdraw(actor=hanna, post=remark.pk, now=START)
    assert Conversation.objects.get(pk=key).replies == 1
    actions.withdraw(actor=hanna, post=post, now=START)
    row = Conversation.objects.get(pk=key)
    assert (row.replies, row.accepted) == (0, 0)
    shown = queries.posts(key).rows
    assert [(one.withdrawn, one.html) for one in shown] == [(True, "")]
    with pytest.raises(NotThereError):
        queries.post(hanna, post)


def test_a_conversation_with_answers_is_withdrawn_by_a_host_alone(world: World) -> None:
    assert world.question
    key, mees, hanna = world.question.pk, world.reader("mees"), world.reader("hanna")
    assert code(lambda: actions.withdraw_conversation(actor=mees, conversation=key, now=START)) == "answered"
    refused = code(lambda: actions.withdraw_conversation(actor=world.reader("noor"), conversation=key, now=START))
    assert refused == "may-not-withdraw"
    actions.withdraw_conversation(actor=hanna, conversation=key, now=START)
    with pytest.raises(NotThereError):
        queries.conversation(hanna, key)
    with pytest.raises(NotThereError):
        queries.thread(hanna, key, language="en")


def test_nothing_is_added_to_an_archived_circle_but_words_can_be_taken_back(world: World) -> None:
    assert world.question
    assert world.answer
    key, post = world.question.pk, world.answer.pk
    mees, hanna = world.reader("mees"), world.reader("hanna")
    archive(actor=hanna, community=world.key("vakgroep"), now=START)
    for act in (
        lambda: world.ask("mees", "vakgroep", "Still?"),
        lambda: world.tell("mees", "vakgroep", "Still"),
        lambda: actions.answer(actor=mees, conversation=key, body="Still.", now=START),
        lambda: actions.comment(actor=mees, post=post, body="Still.", now=START),
        lambda: actions.accept(actor=mees, post=post, now=START),
        lambda: actions.edit(actor=hanna, post=post, body="Still.", version=1, now=START),
        lambda: actions.retitle(actor=mees, conversation=key, title="Still", now=START),
    ):
        assert code(act) == "archived"
    actions.withdraw(actor=hanna, post=post, now=START)


def test_reactions_are_of_known_kinds_by_members(world: World) -> None:
    assert world.answer
    key, mees = world.answer.pk, world.reader("mees")
    assert code(lambda: actions.react(actor=mees, post=key, kind="boo", now=START)) == "invalid"
    assert (
        code(lambda: actions.react(actor=world.reader("noor"), post=key, kind="thanks", now=START)) == "may-not-react"
    )
    actions.react(actor=mees, post=key, kind="thanks", now=START)
    actions.react(actor=mees, post=key, kind="thanks", now=START)
    assert Post.objects.get(pk=key).reactions == {"thanks": 1}
    assert queries.own_reactions(mees, [key]) == {(key, "thanks")}
    assert queries.own_reactions(ANYONE, [key]) == set()
    actions.unreact(actor=mees, post=key, kind="thanks")
    assert (Post.objects.get(pk=key).reactions, Reaction.objects.count()) == ({}, 0)


def test_following_needs_an_account_and_sight(world: World) -> None:
    assert world.question
    assert world.secret
    key, noor = world.question.pk, world.reader("noor")
    public = world.ask("mees", "voorbeeld", "For all?")
    assert code(lambda: actions.follow(actor=ANYONE, conversation=public.pk, now=START)) == "not-signed-in"
    with pytest.raises(NotThereError):
        actions.follow(actor=noor, conversation=world.secret.pk, now=START)
    actions.follow(actor=noor, conversation=key, now=START)
    actions.follow(actor=noor, conversation=key, now=START)
    assert queries.follows(noor, key)
    actions.unfollow(actor=noor, conversation=key)
    assert not queries.follows(noor, key)
    assert not queries.follows(ANYONE, key)


def test_messages_go_to_who_takes_them(world: World) -> None:
    mees, hanna, stan = world.reader("mees"), world.reader("hanna"), world.reader("stan")

    def write(actor: object, to: str, body: str = "Hello.") -> Message:
        return actions.send_message(actor=actor, receiver=to, body=body, now=START)  # type: ignore[arg-type]

    assert code(lambda: write(ANYONE, "hanna")) == "not-signed-in"
    assert code(lambda: write(mees, "mees")) == "to-oneself"
    assert code(lambda: write(stan, "hanna")) == "takes-no-messages"
    assert code(lambda: write(mees, "hanna", " ")) == "invalid"
    with pytest.raises(NotThereError):
        write(mees, "nobody-here")
    write(mees, "hanna")
    assert (queries.unread_messages(hanna), queries.unread_messages(mees)) == (1, 0)
    actions.mark_read(actor=hanna, sender=world.accounts["mees"].pk, now=START)
    assert queries.unread_messages(hanna) == 0


def test_who_left_is_a_correspondent_of_those_she_wrote_with_alone(world: World) -> None:
    mees = world.accounts["mees"]
    actions.send_message(actor=world.reader("hanna"), receiver="mees", body="Hello.", now=START)
    leave(actor=world.reader("mees"), now=START)
    mees.refresh_from_db()
    assert queries.correspondent(world.reader("hanna"), mees.handle) == mees.pk
    for reader in (world.reader("stan"), ANYONE):
        with pytest.raises(NotThereError):
            queries.correspondent(reader, mees.handle)
    with pytest.raises(NotThereError):
        queries.correspondent(world.reader("hanna"), "nobody-here")


def test_a_conflict_is_not_a_refusal(world: World) -> None:
    """Doors tell the kinds apart by their class."""
    assert world.answer
    with pytest.raises(ConflictError):
        actions.comment(actor=world.reader("mees"), post=_comment(world), body="So.", now=START)
    with pytest.raises(RefusedError):
        actions.accept(actor=world.reader("hanna"), post=world.answer.pk, now=START)


def _comment(world: World) -> int:
    assert world.answer
    return actions.comment(actor=world.reader("mees"), post=world.answer.pk, body="Why?", now=START).pk
