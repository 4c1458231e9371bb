"""Who is told what, once, and letters on their way out."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.test import override_settings

from kring.communities import actions as communities
from kring.communities.events import Announced, InvitationMade, JoinDecided, JoinRequested
from kring.conversations import actions as conversations
from kring.conversations.events import AnswerAccepted, Answered, ConversationStarted, MessageSent
from kring.finding.actions import ask_for_help
from kring.finding.events import HelpAsked
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.events.actions import record
from kring.foundation.events.facts import Fact
from kring.foundation.installation import Installation
from kring.notifications import handlers
from kring.notifications.actions import mark_messages_seen, mark_read, mark_seen, notify, queue_mail, retry_mail
from kring.notifications.mail import TRIES, send
from kring.notifications.models import Mail, MailState, Notification
from kring.notifications.queries import mails, told, unread, waiting_count
from kring.notifications.rules import Topic
from kring.people.actions import invite_to_claim
from kring.people.events import ClaimOffered
from tests.people import START, World


def happens(world: World, handler: object, fact: Fact, *, by: str = "mees", times: int = 1) -> None:
    """Something that a person did is heard by a handler."""
    event = record(fact, actor=world.accounts[by].pk, now=START)
    for _ in range(times):
        handler(fact, event=event, now=START)  # type: ignore[operator]


def heard(world: World, name: str) -> list[str]:
    """The topics that someone was told, oldest first."""
    rows = Notification.objects.filter(account=world.accounts[name]).order_by("pk")
    return list(rows.values_list("topic", flat=True))


def test_an_answer_is_told_to_each_by_the_nearest_reason_and_once(world: World) -> None:
    world.enter("noor", "vakgroep")
    conversations.follow(actor=world.reader("noor"), conversation=world.question.pk, now=START)
    answer = world.answers("hanna", world.question, "Ask @stan too.")
    fact = Answered(conversation=world.question.pk, post=answer.pk, under=None, mentioned=[world.accounts["stan"].pk])
    happens(world, handlers.answered, fact, by="hanna", times=2)
    assert heard(world, "stan") == [Topic.MENTIONED]
    assert heard(world, "mees") == [Topic.ANSWERED]
    assert heard(world, "noor") == [Topic.REPLIED]
    assert heard(world, "hanna") == []


def test_a_comment_is_told_to_whose_post_it_is_about(world: World) -> None:
    said = conversations.comment(actor=world.reader("mees"), post=world.answer.pk, body="Which jury?", now=START)
    fact = Answered(conversation=world.question.pk, post=said.pk, under=world.answer.pk, mentioned=[])
    happens(world, handlers.answered, fact)
    assert heard(world, "hanna") == [Topic.COMMENTED]


def test_who_may_not_read_it_is_not_told(world: World) -> None:
    everyone = [account.pk for account in world.accounts.values()]
    opening = world.secret.posts.get()
    fact = ConversationStarted(conversation=world.secret.pk, post=opening.pk, kind="question", mentioned=everyone)
    happens(world, handlers.conversation_started, fact)
    assert {name for name in world.accounts if heard(world, name)} == {"hanna"}


def test_acceptance_help_and_messages(world: World) -> None:
    happens(world, handlers.accepted, AnswerAccepted(conversation=world.question.pk, post=world.answer.pk))
    happens(world, handlers.help_asked, HelpAsked(conversation=world.question.pk, person=world.accounts["hanna"].pk))
    sent = conversations.send_message(actor=world.reader("mees"), receiver="hanna", body="Hello.", now=START)
    happens(world, handlers.message_sent, MessageSent(message=sent.pk, receiver=sent.receiver_id))
    assert heard(world, "hanna") == [Topic.ACCEPTED, Topic.HELP, Topic.MESSAGE]


def test_what_happens_in_circles(world: World) -> None:
    circle = world.key("besloten")
    noor = world.accounts["noor"].pk
    happens(world, handlers.join_requested, JoinRequested(community=circle, member=noor, request=1), by="noor")
    assert heard(world, "hanna") == [Topic.ASKED_TO_JOIN]
    for admitted in (True, False):
        fact = JoinDecided(community=circle, member=noor, admitted=admitted)
        happens(world, handlers.join_decided, fact, by="hanna")
    assert heard(world, "noor") == [Topic.ADMITTED, Topic.DECLINED]
    happens(world, handlers.announced, Announced(community=circle), by="hanna")
    assert heard(world, "mees") == [Topic.ANNOUNCED]


def test_an_invitation_by_mail_is_a_letter_in_the_language_of_the_circle(world: World) -> None:
    now = clock.now()
    invited = communities.invite_by_mail(
        actor=world.reader("hanna"), community=world.key("genodigden"), addresses=["new@example.org"],
        ends_at=now + timedelta(days=7), now=now,
    )[0]  # fmt: skip
    fact = InvitationMade(invitation=invited.pk, by_mail=True)
    happens(world, handlers.invitation_made, fact)
    letter = Mail.objects.get()
    assert (letter.to, "Genodigden" in letter.subject, "/circles/join/" in letter.text) == (
        "new@example.org",
        True,
        True,
    )
    communities.withdraw_invitation(actor=world.reader("hanna"), invitation=invited.pk, now=now)
    happens(world, handlers.invitation_made, fact)
    happens(world, handlers.invitation_made, InvitationMade(invitation=invited.pk, by_mail=False))
    assert Mail.objects.count() == 1


def test_a_claim_is_a_letter_while_it_is_open(world: World) -> None:
    Account.objects.create(handle="ines", name="Ines", joined_at=START, source="stack", source_id="7")
    claim = invite_to_claim(actor=world.reader("olga"), handle="ines", email="i@example.org", now=START)
    fact = ClaimOffered(claim=claim.pk)
    happens(world, handlers.claim_offered, fact)
    assert "/account/claim/" in Mail.objects.get().text
    claim.used_at = START
    claim.save()
    happens(world, handlers.claim_offered, fact)
    assert Mail.objects.count() == 1


def test_reading_and_seeing_what_one_was_told(world: World) -> None:
    hanna = world.reader("hanna")
    test_acceptance_help_and_messages(world)
    assert unread(hanna) == 3
    mark_seen(actor=hanna, about="conversation", about_id=world.question.pk, now=START)
    assert unread(hanna) == 1
    mark_messages_seen(actor=hanna, sender=world.accounts["stan"].pk, now=START)
    assert unread(hanna) == 1
    mark_messages_seen(actor=hanna, sender=world.accounts["mees"].pk, now=START)
    assert unread(hanna) == 0
    mark_read(actor=hanna, now=START)
    assert [one.is_read for one in told(hanna).rows] == [True] * 3


def test_only_what_one_still_sees_is_counted(world: World) -> None:
    mees, opening = world.accounts["mees"].pk, world.secret.posts.get()
    happens(world, handlers.help_asked, HelpAsked(conversation=world.secret.pk, person=world.accounts["hanna"].pk))
    ask_for_help(
        actor=world.reader("mees"), conversation=world.secret.pk, people={world.accounts["hanna"].pk: []}, now=START
    )
    notify([mees], topic=Topic.ANNOUNCED, event=1, actor=None, about="community", about_id=world.key("verborgen"),
           now=START)  # fmt: skip
    notify([mees], topic=Topic.REPLIED, event=2, actor=None, about="conversation", about_id=world.secret.pk,
           post=opening.pk, now=START)  # fmt: skip
    communities.ask_to_join(actor=world.reader("noor"), community=world.key("besloten"), motivation="", now=START)
    assert [waiting_count(world.reader(name)) for name in ("mees", "hanna", "stan")] == [2, 3, 0]
    for circle in ("verborgen", "vakgroep"):
        communities.leave(actor=world.reader("mees"), community=world.key(circle), now=START)
    assert (unread(world.reader("mees")), waiting_count(world.reader("mees"))) == (0, 0)
    assert told(world.reader("mees")).rows == []
    conversations.withdraw_conversation(actor=world.reader("hanna"), conversation=world.secret.pk, now=START)
    assert waiting_count(world.reader("hanna")) == 1


def test_what_one_was_told_is_paged_by_key(world: World) -> None:
    hanna = world.reader("hanna")
    test_acceptance_help_and_messages(world)
    first = told(hanna, size=2)
    rest = told(hanna, after=first.older, size=2)
    assert [len(first.rows), len(rest.rows), rest.older] == [2, 1, ""]
    assert told(world.reader("stan")).rows == []


@pytest.fixture
def letter(db: None) -> Mail:
    return queue_mail(to="a@example.org", subject="Hello", text="Words", html="<p>Words</p>", now=START)


def test_a_letter_is_written_to_a_file_where_no_server_is_set_and_its_text_dropped(
    letter: Mail, tmp_path: Path
) -> None:
    with override_settings(DATA=tmp_path):
        send(mail=letter.pk, now=START)
        send(mail=letter.pk, now=START)
    written = list((tmp_path / "mail").iterdir())
    assert len(written) == 1
    assert "Words" in written[0].read_text()
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.html) == (MailState.SENT, "", "")


def test_a_letter_is_tried_again_and_in_the_end_listed(letter: Mail, tmp_path: Path) -> None:
    Installation(smtp_host="mail.example.org").write(tmp_path)
    with override_settings(DATA=tmp_path), patch("smtplib.SMTP", side_effect=OSError("down")):
        for _ in range(TRIES - 1):
            with pytest.raises(OSError, match="down"):
                send(mail=letter.pk, now=START)
        send(mail=letter.pk, now=START)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error) == (MailState.FAILED, TRIES, "OSError: down")
    assert [one.pk for one in mails(failed=True)] == [letter.pk]
    assert retry_mail(mail=letter.pk, now=START)
    assert not retry_mail(mail=letter.pk, now=START)
    assert mails(failed=True) == []
    assert [one.pk for one in mails()] == [letter.pk]


@pytest.mark.django_db
def test_djangos_own_mail_goes_into_the_queue() -> None:
    with override_settings(EMAIL_BACKEND="kring.notifications.mail.QueuedBackend"):
        assert send_mail("Plain", "Words", None, ["a@example.org", "b@example.org"]) == 1
        both = EmailMultiAlternatives("Both", "Words", None, ["c@example.org"])
        both.attach_alternative("<p>Words</p>", "text/html")
        both.send()
    queued = list(Mail.objects.order_by("pk"))
    assert [one.to for one in queued] == ["a@example.org", "b@example.org", "c@example.org"]
    assert ["<h1" in one.html for one in queued] == [True, True, False]
    assert queued[2].html == "<p>Words</p>"
