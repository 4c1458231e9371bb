"""Asking: suggestions while typing, people with proof, the question itself, and drafts that survive."""

from collections.abc import Callable

import pytest
from django.test import Client

from kring.conversations.models import Conversation, Kind, is_private
from kring.finding.index.indexer import writing
from kring.finding.queries import asked_for
from kring.foundation import clock
from kring.people.models import Profile
from kring.web.asking.forms import PRIVATE
from tests.people import World

FILLED = {
    "title": "Who has run a hackathon with a jury?",
    "body": "For forty colleagues.",
    "goal": "Two ideas that go live.",
    "tried": "A brainstorm.",
    "subjects": "events, hackathons",
    "circle": "vakgroep",
    "looked_for": "hackathon jury",
    "_draft": "ask-0123456789ab",
}


@pytest.fixture
def indexed(world: World) -> World:
    """The small world with an index of it."""
    with writing() as indexer:
        indexer.rebuild()
    return world


def browser(world: World, name: str) -> Client:
    client = Client()
    if name:
        client.force_login(world.accounts[name])
    return client


def asked_by(world: World, name: str) -> "list[Conversation]":
    rows = Conversation.objects.filter(author=world.accounts[name], kind=Kind.QUESTION).exclude(
        pk__in=[world.question.pk, world.secret.pk]
    )
    return list(rows)


def test_a_text_shows_people_with_proof_and_what_was_answered(indexed: World) -> None:
    page = browser(indexed, "mees").get("/ask", {"text": "hackathon jury"}).text
    assert "Hanna Host" in page
    assert "I ran three" in page
    assert "Already answered" in page
    assert 'name="people" value="hanna" form="ask-form"' in page
    assert "Has time for 3 questions" in page
    assert 'value="hackathon jury"' in page


def test_who_takes_no_questions_cannot_be_ticked(indexed: World) -> None:
    Profile.objects.filter(account=indexed.accounts["hanna"]).update(availability="closed")
    page = browser(indexed, "mees").get("/ask", {"text": "hackathon jury"}).text
    assert "Takes no questions now" in page
    assert 'name="people"' not in page


def test_an_imported_person_is_found_and_not_asked(indexed: World) -> None:
    hanna = indexed.accounts["hanna"]
    hanna.email, hanna.source, hanna.source_id = None, "stackexchange", "17"
    hanna.save()
    page = browser(indexed, "mees").get("/ask", {"text": "hackathon jury"}).text
    assert "Not here yet: came with an import" in page
    assert 'name="people"' not in page


def test_suggestions_are_a_piece_of_page(indexed: World) -> None:
    client = browser(indexed, "mees")
    piece = client.get("/ask/suggestions", {"text": "hackathon"})
    assert "<html" not in piece.text
    assert "Hanna Host" in piece.text
    assert f"/conversations/{indexed.question.pk}" in piece.text
    for text in ("", "h", " ", "\0\0\0"):
        assert client.get("/ask/suggestions", {"text": text}).content == b""
    for text in ("🎉🎉🎉", "the of and", "word " * 10_000, '"AND ('):
        assert client.get("/ask/suggestions", {"text": text}).status_code == 200


def test_people_for_another_title(indexed: World) -> None:
    piece = browser(indexed, "mees").get("/ask/people", {"title": "hackathon jury", "people": ["hanna"]}).text
    assert "<html" not in piece
    assert 'value="hanna" form="ask-form" checked' in piece


def test_asking_a_circle_and_people(indexed: World) -> None:
    client = browser(indexed, "mees")
    moved = client.post("/ask", FILLED | {"people": ["hanna", "nobody"]})
    (asked,) = asked_by(indexed, "mees")
    assert moved["Location"] == f"/conversations/{asked.pk}"
    assert asked.language == "en"
    assert len(asked.competences) == 2
    assert asked.guide.goal == "Two ideas that go live."
    (helper,) = asked_for(indexed.reader("mees"), asked.pk)
    assert (helper.handle, helper.evidence) == ("hanna", [indexed.answer.pk])
    page = client.get(moved["Location"]).text
    assert "Your question is placed." in page
    assert "1 person was asked to look at it." in page
    assert "Not everyone you chose was asked" in page


WRONG: "list[tuple[dict[str, object], str]]" = [
    ({"title": "\0 "}, "Put your question in one sentence."),
    ({"title": "t" * 1_000_000}, "at most 200 fit"),
    ({"body": "b" * 60_001}, "at most 60000 fit"),
    ({"goal": "g" * 4_001}, "at most 4000 fit"),
    ({"circle": ""}, "Choose the circle"),
    ({"circle": "\0é"}, "no longer there"),
    ({"circle": "genodigden"}, "no longer there"),
    ({"people": list("abcdef")}, "at most five people"),
]


def test_what_cannot_be_taken_comes_back_filled_in(indexed: World) -> None:
    client = browser(indexed, "mees")
    for wrong, sentence in WRONG:
        answer = client.post("/ask", FILLED | {"people": ["hanna"]} | wrong)
        assert (answer.status_code, sentence) == (422, sentence)
        for kept in (sentence, "A brainstorm.", "events, hackathons", "ask-0123456789ab"):
            assert kept in answer.text
    assert asked_by(indexed, "mees") == []


def test_who_is_no_member_is_told_to_join_and_loses_nothing(indexed: World) -> None:
    answer = browser(indexed, "stan").post("/ask", FILLED)
    assert answer.status_code == 422
    assert "Only members of this circle can write in it." in answer.text
    assert "A brainstorm." in answer.text


def test_a_chosen_person_stays_chosen_when_the_form_comes_back(indexed: World) -> None:
    answer = browser(indexed, "mees").post("/ask", FILLED | {"title": "", "people": ["hanna"]})
    assert 'value="hanna" form="ask-form" checked' in answer.text


def test_an_archived_circle_takes_no_question(indexed: World) -> None:
    indexed.circles["vakgroep"].archived_at = clock.now()
    indexed.circles["vakgroep"].save()
    answer = browser(indexed, "mees").post("/ask", FILLED)
    assert answer.status_code == 422
    assert "nothing can be added" in answer.text


def test_a_draft_survives_signing_in(indexed: World) -> None:
    client = Client()
    assert "Sign in and ask" in client.get("/ask", {"text": "hackathon jury"}).text
    moved = client.post("/ask", FILLED | {"people": ["hanna"]})
    assert moved["Location"] == "/account/login/?next=%2Fask%3Fkept%3D1"
    assert "kring_saved" not in moved.cookies
    client.force_login(indexed.accounts["mees"])
    page = client.get("/ask?kept=1").text
    for kept in ("Who has run a hackathon with a jury?", "For forty colleagues.", "A brainstorm.", "events, hack"):
        assert kept in page
    assert 'value="hanna" form="ask-form" checked' in page
    assert '<option value="vakgroep" selected>' in page
    client.post("/ask", FILLED)
    assert "A brainstorm." not in client.get("/ask?kept=1").text


def test_a_newcomer_is_told_where_circles_are_and_loses_nothing(indexed: World) -> None:
    page = browser(indexed, "noor").get("/ask", {"text": "hackathon"}).text
    assert "You are in no circle yet" in page
    assert "a private case" in page
    assert "data-autosave" in page


def test_a_private_case_is_seen_by_whom_it_is_asked_and_by_nobody_else(indexed: World) -> None:
    client = browser(indexed, "mees")
    alone = client.post("/ask", FILLED | {"circle": PRIVATE})
    assert (alone.status_code, "Tick above whom you want to ask" in alone.text) == (422, True)
    assert "A brainstorm." in alone.text
    answer = client.post("/ask", FILLED | {"circle": PRIVATE, "people": "hanna"})
    (case,) = asked_by(indexed, "mees")
    assert answer.headers["Location"] == f"/conversations/{case.pk}"
    assert is_private(case)
    page = client.get(f"/conversations/{case.pk}").text
    assert "Only whoever asked and those who were asked see this." in page
    assert "1 person was asked" in page
    for name, status in (("hanna", 200), ("mees", 200), ("olga", 404), ("noor", 404), ("stan", 404), ("", 404)):
        assert browser(indexed, name).get(f"/conversations/{case.pk}").status_code == status, name
    waits = browser(indexed, "hanna").get("/").text
    assert FILLED["title"] in waits
    assert "private case" in waits
    assert FILLED["title"] in browser(indexed, "mees").get("/").text


def test_nobody_who_takes_no_questions_can_be_asked_privately(indexed: World) -> None:
    Profile.objects.filter(account=indexed.accounts["hanna"]).update(availability="closed")
    answer = browser(indexed, "mees").post("/ask", FILLED | {"circle": PRIVATE, "people": "hanna"})
    assert (answer.status_code, "None of the people you chose can be asked now" in answer.text) == (422, True)
    assert asked_by(indexed, "mees") == []


def test_who_is_not_signed_in_is_told_that_more_is_told_within_circles(indexed: World) -> None:
    assert "Most is told within circles" in browser(indexed, "").get("/ask", {"text": "hackathon jury"}).text
    assert "Ask it all the same" in browser(indexed, "mees").get("/ask", {"text": "qwertyuiop"}).text


def test_pages_take_a_bounded_number_of_queries(
    indexed: World, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = browser(indexed, "hanna")
    for address, most in (("/ask", 7), ("/ask?text=hackathon", 19), ("/ask/suggestions?text=hackathon", 15)):
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_from_a_circle(indexed: World) -> None:
    client = browser(indexed, "mees")
    assert client.get("/circles/besloten/ask")["Location"] == "/ask?circle=besloten"
    page = client.get("/ask", {"circle": "besloten", "text": "hackathon"}).text
    assert '<option value="besloten" selected>' in page


def test_asking_more_people_later(indexed: World) -> None:
    client = browser(indexed, "mees")
    third = indexed.ask("mees", "vakgroep", "Hackathon again: which jury?", days=3)
    address = f"/conversations/{third.pk}/requests"
    assert 'name="people" value="hanna"' in client.get(address).text
    client.post(address, {"people": ["hanna"]})
    assert [one.handle for one in asked_for(indexed.reader("mees"), third.pk)] == ["hanna"]
    assert 'name="people"' not in client.get(address).text
    assert "Nobody was asked" in client.post(address, {"people": ["hanna"]}, follow=True).text
    assert browser(indexed, "hanna").get(address).status_code == 403


def test_any_text_has_a_clear_answer(indexed: World) -> None:
    member, anyone = browser(indexed, "mees"), browser(indexed, "")
    for text in ("a", "the of", "🎉", "\0", "x" * 100_000, "word " * 10_000, "one\ntwo\nthree"):
        for client in (member, anyone):
            assert client.get("/ask", {"text": text}).status_code == 200
