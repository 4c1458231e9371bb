"""Messages between two people."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kring.communities.actions.leaving import leave_kring
from kring.conversations.actions import send_message
from kring.conversations.events import MessageSent
from kring.conversations.models import Message
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.events.models import Event
from kring.notifications.handlers import message_sent
from kring.notifications.models import Notification
from kring.people.actions import choose_sight
from tests.people import START, World


@pytest.fixture
def mees(client: Client, world: World) -> Client:
    client.force_login(world.accounts["mees"])
    return client


def wrote(world: World, sender: str, receiver: str, body: str) -> Message:
    sent = send_message(actor=world.reader(sender), receiver=receiver, body=body, now=clock.now())
    event = Event.objects.latest("pk").pk
    message_sent(MessageSent(message=sent.pk, receiver=sent.receiver_id), event=event, now=clock.now())
    return sent


def test_messages_go_both_ways(mees: Client, world: World) -> None:
    assert "No messages yet" in mees.get("/messages").text
    answer = mees.post("/people/hanna/messages", {"body": "Can we **call**?"})
    assert answer.headers["Location"] == "/people/hanna/messages"
    assert "<strong>call</strong>" in mees.get("/people/hanna/messages").text
    wrote(world, "hanna", "mees", "Of course.")
    assert "1 new message" in mees.get("/messages").text
    assert "Of course." in mees.get("/people/hanna/messages").text
    assert "1 new message" not in mees.get("/messages").text
    assert not Notification.objects.filter(account=world.accounts["mees"], read_at=None).exists()


def test_an_empty_message_is_refused(mees: Client, world: World) -> None:
    answer = mees.post("/people/hanna/messages", {"body": "  \n "})
    assert answer.status_code == 422
    assert mees.post("/people/hanna/messages", {"body": "\u202e"}).status_code == 422
    assert not Message.objects.exists()


def test_a_stranger_is_told_why_and_can_still_answer(client: Client, world: World) -> None:
    client.force_login(world.accounts["stan"])
    page = client.get("/people/hanna/messages").text
    assert "takes no messages" in page
    assert "<textarea" not in page
    refused = client.post("/people/hanna/messages", {"body": "My words"})
    assert refused.status_code == 403
    assert "My words" in refused.text
    assert not Message.objects.exists()
    choose_sight(actor=world.reader("stan"), sight={"messages": 1}, now=START)
    wrote(world, "hanna", "stan", "Hello Stan.")
    assert client.post("/people/hanna/messages", {"body": "Hello."}).status_code == 302


def test_nobody_else_reads_them(client: Client, world: World) -> None:
    wrote(world, "mees", "hanna", "Between us.")
    for name in ("olga", "noor"):
        client.force_login(world.accounts[name])
        assert "Between us." not in client.get("/people/hanna/messages").text
        assert "Between us." not in client.get("/people/mees/messages").text
        assert "Hanna" not in client.get("/messages").text


def test_who_left_can_be_read_but_not_written_to(client: Client, world: World) -> None:
    wrote(world, "mees", "hanna", "Before I go.")
    leave_kring(actor=world.reader("mees"), now=clock.now())
    left = Account.objects.get(pk=world.accounts["mees"].pk)
    client.force_login(world.accounts["hanna"])
    page = client.get(f"/people/{left.handle}/messages").text
    assert "Before I go." in page
    assert "has left Kring" in page
    assert client.get(f"/people/{left.handle}").status_code == 404
    client.force_login(world.accounts["stan"])
    assert client.get(f"/people/{left.handle}/messages").status_code == 404


def test_one_does_not_write_to_oneself(mees: Client, world: World) -> None:
    assert mees.get("/people/mees/messages").status_code == 409


def test_visitors_sign_in_first(client: Client, world: World) -> None:
    assert client.get("/messages").status_code == 302
    assert client.post("/people/hanna/messages", {"body": "x"}).status_code == 302


def test_the_number_of_queries_is_fixed(
    mees: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        wrote(world, "hanna", "mees", f"Number {number}")
    mees.get("/people/hanna/messages")
    with django_assert_max_num_queries(12):
        mees.get("/people/hanna/messages")
    with django_assert_max_num_queries(12):
        mees.get("/messages")
