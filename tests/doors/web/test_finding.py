"""The page of search: people with proof, conversations and names, and never more than the reader may see."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from kring.finding.index.indexer import writing
from kring.finding.queries import Question, find_people
from kring.foundation import clock
from tests.people import World

HOSTILE = [
    "a",
    "de het een",
    "the of and",
    "🎉🎉🎉",
    "\0",
    "a\0b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    '"AND (OR',
    "title:x AND *",
    ".*",
    "[a-",
    "x" * 5_000,
    "word " * 10_000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%",
    "\\",
]


@pytest.fixture
def indexed(world: World) -> World:
    """The small world with an index of it."""
    world.tell("mees", "besloten", "Moved a ward to self-rostering in secret")
    world.tell("hanna", "vakgroep", "Moved a bakery to self-rostering")
    with writing() as indexer:
        indexer.rebuild()
    return world


def browser(world: World, name: str) -> Client:
    client = Client()
    if name:
        client.force_login(world.accounts[name])
    return client


def test_people_with_proof_conversations_and_names(indexed: World) -> None:
    page = browser(indexed, "noor").get("/find", {"q": "hackathon jury"}).text
    assert "Hanna Host" in page
    assert "I ran three. Start with the jury." in page
    assert f"/posts/{indexed.answer.pk}" in page
    assert f"/conversations/{indexed.question.pk}" in page
    named = browser(indexed, "noor").get("/find", {"q": "Hanna", "in": "names"}).text
    assert "/people/hanna" in named
    assert "Vakgroep" in browser(indexed, "noor").get("/find", {"q": "vakgr", "in": "names"}).text


def test_only_what_the_reader_may_see(indexed: World) -> None:
    asked = {"q": "self-rostering"}
    assert "in secret" in browser(indexed, "mees").get("/find", asked).text
    for name in ("stan", "noor", "olga", ""):
        page = browser(indexed, name).get("/find", asked).text
        assert "in secret" not in page
        assert "Mees Member" not in page
    assert "Hanna Host" not in browser(indexed, "").get("/find", {"q": "Hanna"}).text
    assert "/circles/verborgen" not in browser(indexed, "stan").get("/find", {"q": "Verborgen", "in": "names"}).text


def test_the_page_has_the_order_of_the_query(indexed: World) -> None:
    reader = indexed.reader("noor")
    found = find_people(reader, Question(title="self-rostering jury", at=clock.now(), asker=reader.account), limit=10)
    page = browser(indexed, "noor").get("/find", {"q": "self-rostering jury", "in": "people"}).text
    places = [page.index(f'<a href="/people/{one.handle}">') for one in found]
    assert found
    assert places == sorted(places)


def test_any_text_has_a_clear_answer(indexed: World) -> None:
    client = browser(indexed, "noor")
    for text in HOSTILE:
        for part in ("", "names", "nonsense"):
            answer = client.get("/find", {"q": text, "in": part})
            assert (answer.status_code, text) == (200, text)
            assert "<script>alert" not in answer.text


def test_bytes_that_are_no_text(indexed: World) -> None:
    client = browser(indexed, "noor")
    assert client.get("/find?q=%ff%fe%00%f0%9f").status_code == 200
    assert client.get(f"/ask?text={quote('wat', encoding='utf-16')}").status_code == 200


def test_within_a_circle(indexed: World) -> None:
    client = browser(indexed, "mees")
    page = client.get("/find", {"q": "self-rostering", "circle": "besloten"}).text
    assert "in secret" in page
    assert "bakery" not in page
    for unknown in ("verborgen", "nowhere", "\0", "é"):
        assert browser(indexed, "stan").get("/find", {"q": "hackathon", "circle": unknown}).status_code == 200


def test_nothing_asked_and_nothing_found_say_what_to_do(indexed: World) -> None:
    client = browser(indexed, "noor")
    assert "Search in everything that you may see" in client.get("/find").text
    page = client.get("/find", {"q": "qwertyuiop"}).text
    assert "Nothing found" in page
    assert "/ask?text=qwertyuiop" in page


def test_the_page_takes_a_bounded_number_of_queries(
    indexed: World, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = browser(indexed, "hanna")
    client.get("/find", {"q": "hackathon hanna"})
    with django_assert_max_num_queries(20):
        client.get("/find", {"q": "hackathon hanna"})


def test_without_an_index_pages_still_come(world: World) -> None:
    assert browser(world, "noor").get("/find", {"q": "hackathon"}).status_code == 200
    assert browser(world, "noor").get("/ask", {"text": "hackathon"}).status_code == 200
