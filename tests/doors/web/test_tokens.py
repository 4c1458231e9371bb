"""The page where people make and withdraw tokens."""

import re

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation.tokens.models import Token
from tests.people import World

FORM = {"name": "My script", "scopes": ["read", "write"], "days": "30"}


def signed_in(world: World, name: str = "mees") -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.accounts[name])
    return client


def test_who_is_not_signed_in_is_asked_to(world: World) -> None:
    answer = Client().get("/settings/tokens")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=")


def test_a_new_token_is_shown_once_and_works(world: World) -> None:
    client = signed_in(world)
    answer = client.post("/settings/tokens", FORM)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    found = re.search(r"<code>(kring_[\w-]{43})</code>", answer.content.decode())
    assert found is not None
    again = client.get("/settings/tokens").content.decode()
    assert found[1] not in again
    assert found[1][:12] in again
    called = Client().get("/api/v1/me", headers={"authorization": f"Bearer {found[1]}"})
    assert called.json()["handle"] == "mees"


def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(world: World) -> None:
    client = signed_in(world)
    for wrong in ({"name": " "}, {"scopes": []}, {"scopes": ["fly"]}, {"days": "4"}, {"name": "\x00"}):
        answer = client.post("/settings/tokens", FORM | wrong)
        assert (answer.status_code, Token.objects.count()) == (422, 0), wrong
    assert 'value="My script"' in client.post("/settings/tokens", FORM | {"days": "x"}).content.decode()


def test_too_many_tokens_are_refused_in_words(world: World) -> None:
    client = signed_in(world)
    for _ in range(20):
        assert client.post("/settings/tokens", FORM).status_code == 201
    answer = client.post("/settings/tokens", FORM)
    assert answer.status_code == 409
    assert "You have 20 tokens." in answer.content.decode()


def test_withdrawing_asks_first_and_is_for_its_owner(world: World) -> None:
    signed_in(world).post("/settings/tokens", FORM)
    address = f"/settings/tokens/{Token.objects.get().pk}/withdrawal"
    assert signed_in(world, "stan").post(address).status_code == 404
    assert "My script" in signed_in(world).get(address).content.decode()
    assert Token.objects.count() == 1
    assert signed_in(world).post(address).headers["Location"] == "/settings/tokens"
    assert Token.objects.count() == 0


def test_the_page_takes_few_queries(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(world)
    client.post("/settings/tokens", FORM)
    with django_assert_max_num_queries(10):
        client.get("/settings/tokens")
