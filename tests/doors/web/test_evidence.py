"""The pages of what people are able to do: her own, endorsements, and what others see."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from kring.competences.models import Competence
from kring.finding.evidence.actions.endorsing import ask_for_endorsement, decide, endorse
from kring.finding.evidence.actions.stating import state_level
from kring.finding.evidence.models import Ask, Endorsement, Evidence, Statement
from kring.foundation import clock
from kring.notifications.models import Notification
from kring.people.actions import choose_sight
from kring.people.blocks.actions import keep_away
from kring.people.rules import Nearness, Part
from tests.domain.evidence.furniture import answered, competence, deliver, met
from tests.people import START, World

MINE, ENDORSEMENTS = "/learning/competences", "/learning/endorsements"
CLAIMS = f"{MINE}/claims-handling"


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    return client


@pytest.fixture
def about(world: World) -> int:
    """A competence of which hanna gave two answers that mees accepted."""
    made = competence()
    for _twice in range(2):
        answered(world, "hanna", made, accepted=True)
    return made.pk


def shows(world: World, name: str, near: Nearness) -> None:
    choose_sight(actor=world.reader(name), sight={Part.COMPETENCES: near}, now=START)


def test_her_page_says_how_far_she_is_how_sure_that_is_and_why(world: World, about: int) -> None:
    state_level(actor=world.reader("hanna"), competence=about, level=3, now=clock.now())
    page = browser(world, "hanna").get(MINE).text
    assert "Level 3 of 5: on one’s own" in page
    assert "2 accepted answers (the latest in March 2026); own words of" in page
    assert "Who sees it: nobody" in page
    one = browser(world, "hanna").get(CLAIMS).text
    assert one.count("Answered, and the asker accepted it") == 2
    post = Evidence.objects.filter(kind="accepted").values_list("source", flat=True)[0]
    assert f'href="/posts/{post.removeprefix("post:")}"' in one
    assert f'href="{CLAIMS}"' not in browser(world, "mees").get(MINE).text


def test_she_says_how_far_she_is_and_takes_it_back(world: World) -> None:
    hanna = browser(world, "hanna")
    assert hanna.post(MINE, {"word": "Claims handling", "level": ""}).status_code == 422
    refused = hanna.post(MINE, {"word": "...", "level": "3"})
    assert refused.status_code == 422
    assert "Use at least one letter or digit" in refused.text
    assert hanna.post(MINE, {"word": "Claims handling", "level": "3"}).headers["Location"] == CLAIMS
    kept = hanna.post(f"{CLAIMS}/level", {"level": "9"})
    assert (kept.status_code, "Choose one of these." in kept.text) == (422, True)
    assert hanna.post(f"{CLAIMS}/level", {"level": "4"}).status_code == 302
    seen = hanna.get(CLAIMS).text
    assert "Level 4 of 5: versed" in seen
    assert "weighs 25% now, 25% when new" in seen
    hanna.post(f"{CLAIMS}/level", {"back": "yes"})
    assert "Taken back" in hanna.post(f"{CLAIMS}/level", {"level": "2"}, follow=True).text
    assert list(Statement.objects.order_by("pk").values_list("level", flat=True)) == [3, 4, None, 2]


def test_she_hides_a_piece_and_all_of_it(world: World, about: int) -> None:
    shows(world, "hanna", Nearness.NETWORK)
    hanna, stan = browser(world, "hanna"), browser(world, "stan")
    first = Evidence.objects.order_by("pk")[0].pk
    assert "at least level 3; weighs" in hanna.get(CLAIMS).text
    assert "weighs" not in stan.get("/people/hanna/competences").text
    assert "2 accepted answers" in stan.get("/people/hanna").text
    hanna.post(f"/learning/shows/{first}/hiding", {"hidden": "yes"})
    page = stan.get("/people/hanna").text
    assert "1 accepted answer" in page
    assert "2 accepted answers" not in page
    assert "hidden" in hanna.get(CLAIMS).text
    hanna.post(f"/learning/shows/{first}/hiding", {"hidden": "no"})
    assert "2 accepted answers" in stan.get("/people/hanna").text
    hanna.post(f"{CLAIMS}/hiding", {"hidden": "yes"})
    assert "Claims handling" not in stan.get("/people/hanna").text
    assert "Nothing that you can read." in stan.get("/people/hanna/competences").text
    assert "You show this to nobody" in hanna.get(CLAIMS).text
    hanna.post(f"{CLAIMS}/hiding", {"hidden": "no"})
    assert "Claims handling" in stan.get("/people/hanna").text


def test_she_says_that_it_is_about_something_else_and_thinks_again(world: World, about: int) -> None:
    hanna, key = browser(world, "hanna"), Evidence.objects.order_by("pk")[0].pk
    form = f"/learning/shows/{key}/correction"
    assert "“What covers a storm?” isn’t about Claims handling?" in hanna.get(form).text
    refused = hanna.post(form, {"because": "Listening", "word": "Unheard of"})
    assert (refused.status_code, 'value="Listening"' in refused.text) == (422, True)
    assert "Nobody uses this word here." in refused.text
    assert hanna.post(form, {"because": "x" * 201}).status_code == 422
    competence("Mediation", "Bemiddeling")
    assert hanna.post(form, {"because": "It was listening", "word": "mediation"}).headers["Location"] == CLAIMS
    assert "not about this" in hanna.get(CLAIMS).text
    assert "moved here by you" in hanna.get(f"{MINE}/mediation").text
    assert hanna.post(form, {"because": "Again"}).status_code == 409
    assert hanna.post(f"/learning/shows/{key}/return").headers["Location"] == CLAIMS
    assert "not about this" not in hanna.get(CLAIMS).text


def test_an_endorsement_goes_to_her_first_and_she_decides(world: World, about: int) -> None:
    shows(world, "hanna", Nearness.NETWORK)
    mees, hanna = browser(world, "mees"), browser(world, "hanna")
    form = "/people/hanna/endorsement"
    assert "You share an answer that helped." in mees.get(form).text
    refused = mees.post(form, {"word": "Claims handling", "level": "4", "sentence": ""})
    assert (refused.status_code, "Say in a sentence what you saw." in refused.text) == (422, True)
    assert 'value="Claims handling"' in refused.text
    assert mees.post(form, {"word": "Unheard of", "level": "4", "sentence": "So."}).status_code == 422
    sent = mees.post(form, {"word": "schadebehandeling", "level": "4", "sentence": "She did it calmly."}, follow=True)
    assert "Sent to Hanna Host" in sent.text
    assert "She did it calmly." in sent.text
    twice = mees.post(form, {"word": "Claims handling", "level": "4", "sentence": "And once more."})
    assert (twice.status_code, "And once more." in twice.text) == (409, True)
    deliver(clock.now())
    assert "Mees Member endorses you for “Claims handling”" in hanna.get("/waiting").text
    page = hanna.get(ENDORSEMENTS).text
    assert "She did it calmly." in page
    assert "calmly" not in browser(world, "stan").get("/people/hanna/competences").text
    assert "One endorsement or request waits for your answer" in hanna.get(MINE).text
    key = Endorsement.objects.get().pk
    assert hanna.post(f"{ENDORSEMENTS}/{key}/decision", {"show": "yes"}).headers["Location"] == CLAIMS
    assert "calmly" in browser(world, "stan").get("/people/hanna/competences").text
    assert Notification.objects.get(topic="endorsed").read_at is not None
    mees.post(f"{ENDORSEMENTS}/{key}/withdrawal")
    assert "calmly" not in browser(world, "stan").get("/people/hanna/competences").text
    assert "calmly" not in hanna.get(CLAIMS).text


def test_she_keeps_it_to_herself(world: World, about: int) -> None:
    said = endorse(
        actor=world.reader("mees"), handle="hanna", competence=about, level=4, sentence="Calmly.", now=clock.now()
    )
    hanna = browser(world, "hanna")
    assert hanna.post(f"{ENDORSEMENTS}/{said.pk}/decision", {"show": "no"}).headers["Location"] == ENDORSEMENTS
    assert "Calmly." not in hanna.get(ENDORSEMENTS).text
    assert "Calmly." in browser(world, "mees").get(ENDORSEMENTS).text


def test_praise_in_return_is_told_to_her_and_not_to_others(world: World, about: int) -> None:
    shows(world, "hanna", Nearness.NETWORK)
    for by, of in (("mees", "hanna"), ("hanna", "mees")):
        said = endorse(
            actor=world.reader(by), handle=of, competence=about, level=4, sentence="Calmly.", now=clock.now()
        )
        decide(actor=world.reader(of), endorsement=said.pk, show=True, now=clock.now())
    page = browser(world, "hanna").get(CLAIMS).text
    assert "in return: counts half" in page
    assert "1 of them in return, which counts half" in page
    for address in ("/people/hanna", "/people/hanna/competences"):
        assert "in return" not in browser(world, "stan").get(address).text


def test_she_asks_and_it_is_answered_or_not(world: World, about: int) -> None:
    hanna, mees = browser(world, "hanna"), browser(world, "mees")
    form = f"{ENDORSEMENTS}/ask"
    page = hanna.get(f"{form}?competence=claims-handling").text
    assert 'value="Claims handling"' in page
    assert re.search(r'<option value="mees">Mees Member', page)
    assert "haven’t worked with anybody" in browser(world, "stan").get(form).text
    for given in ({"word": "Claims handling", "person": "stan"}, {"word": "", "person": "mees"}):
        assert hanna.post(form, given).status_code == 422
    assert hanna.post(form, {"word": "Claims handling", "person": "mees"}).headers["Location"] == ENDORSEMENTS
    assert hanna.post(form, {"word": "Claims handling", "person": "mees"}).status_code == 409
    deliver(clock.now())
    assert "Hanna Host asks what you saw of their “Claims handling”." in mees.get("/waiting").text
    assert "/people/hanna/endorsement?competence=claims-handling" in mees.get(ENDORSEMENTS).text
    assert 'value="Claims handling"' in mees.get("/people/hanna/endorsement?competence=claims-handling").text
    key = Ask.objects.get().pk
    mees.post(f"{ENDORSEMENTS}/asks/{key}/refusal")
    assert "no answer yet" in hanna.get(ENDORSEMENTS).text
    assert "They ask you" not in mees.get(ENDORSEMENTS).text
    hanna.post(f"{ENDORSEMENTS}/asks/{key}/withdrawal")
    assert "no answer yet" not in hanna.get(ENDORSEMENTS).text


def test_whom_she_keeps_away_sees_no_difference_and_she_sees_nothing(world: World, about: int) -> None:
    keep_away(actor=world.reader("hanna"), handle="mees", now=START)
    mees, hanna = browser(world, "mees"), browser(world, "hanna")
    sent = mees.post(
        "/people/hanna/endorsement", {"word": "Claims handling", "level": "4", "sentence": "Calmly."}, follow=True
    )
    assert (sent.status_code, "Calmly." in sent.text) == (200, True)
    ask_for_endorsement(actor=world.reader("mees"), handle="hanna", competence=about, now=clock.now())
    deliver(clock.now())
    for address in (ENDORSEMENTS, MINE, "/waiting"):
        assert "Calmly." not in hanna.get(address).text
        assert "Mees Member asks" not in hanna.get(address).text
        assert "Mees Member endorses" not in hanna.get(address).text


def test_a_word_of_a_closed_circle_is_not_known_to_who_guesses_it(world: World, about: int) -> None:
    Competence.objects.filter(pk=about).update(shared=False)
    given = {"word": "Claims handling", "level": "4", "sentence": "So."}
    guessed = browser(world, "mees").post("/people/hanna/endorsement", given)
    assert (guessed.status_code, "Nobody uses this word here." in guessed.text) == (422, True)
    ask_for_endorsement(actor=world.reader("hanna"), handle="mees", competence=about, now=clock.now())
    assert browser(world, "mees").post("/people/hanna/endorsement", given).status_code == 302


def test_who_never_worked_with_her_is_told_so(world: World, about: int) -> None:
    page = browser(world, "stan").get("/people/hanna/endorsement")
    assert (page.status_code, "Only people who worked together" in page.text) == (403, True)
    assert browser(world, "hanna").get("/people/hanna/endorsement").status_code == 409


def test_a_title_is_read_by_who_may_read_it_alone(world: World) -> None:
    made = competence()
    answered(world, "hanna", made, accepted=True, slug="verborgen")
    met(world, "mees", about=made)
    shows(world, "hanna", Nearness.PUBLIC)
    assert "What covers a storm?" in browser(world, "mees").get("/people/hanna/competences").text
    for reader in (browser(world, "stan"), browser(world, "olga"), Client()):
        page = reader.get("/people/hanna/competences").text
        assert "storm" not in page
        assert "accepted" not in page


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_shows_in_both_languages_within_its_queries(
    world: World, about: int, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    shows(world, "hanna", Nearness.NETWORK)
    met(world, "mees", about=competence())
    said = [
        endorse(
            actor=world.reader("mees"), handle="hanna", competence=key, level=4, sentence="Calmly.", now=clock.now()
        )
        for key in (about, competence("Other").pk)
    ]
    decide(actor=world.reader("hanna"), endorsement=said[0].pk, show=True, now=clock.now())
    ask_for_endorsement(actor=world.reader("mees"), handle="hanna", competence=about, now=clock.now())
    key = Evidence.objects.filter(kind="accepted")[0].pk
    own = (MINE, CLAIMS, ENDORSEMENTS, f"{ENDORSEMENTS}/ask", f"/learning/shows/{key}/correction", "/people/hanna")
    others = ("/people/hanna", "/people/hanna/competences", "/people/hanna/endorsement")
    for name, addresses in (("hanna", own), ("mees", others)):
        world.accounts[name].language = language
        world.accounts[name].save()
        client = browser(world, name)
        for address in addresses:
            client.get(address)
            with django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200, address


PAGES = {
    "hanna": (MINE, CLAIMS, ENDORSEMENTS, f"{ENDORSEMENTS}/ask", "/learning/shows/{key}/correction"),
    "mees": ("/people/hanna", "/people/hanna/competences", "/people/hanna/endorsement",
             "/people/hanna/endorsement?competence=claims-handling"),
}  # fmt: skip


def test_every_page_takes_as_many_queries_however_much_there_is(world: World, about: int) -> None:
    shows(world, "hanna", Nearness.NETWORK)
    met(world, "mees", about=competence())
    _praised(world, about, "Calmly.")
    key = Evidence.objects.filter(kind="accepted")[0].pk

    def looked() -> dict[str, int]:
        counts = {}
        for name, addresses in PAGES.items():
            client = browser(world, name)
            for address in (one.format(key=key) for one in addresses):
                client.get(address)
                with CaptureQueriesContext(connection) as counted:
                    assert client.get(address).status_code == 200, address
                counts[address] = len(counted)
        return counts

    few = looked()
    for number in range(4):
        more = competence(f"More {number}")
        answered(world, "hanna", more, accepted=True)
        met(world, "mees", about=more)
        state_level(actor=world.reader("hanna"), competence=more.pk, level=2, now=clock.now())
        _praised(world, more.pk, f"Calmly, {number} times.")
    assert looked() == few
    assert {address: count for address, count in few.items() if count > 12} == {}


def _praised(world: World, about: int, sentence: str) -> None:
    """Hanna has one endorsement that she shows, one that waits and two requests, one either way."""
    now, hanna, mees = clock.now(), world.reader("hanna"), world.reader("mees")
    long_ago = START - timedelta(days=900)
    Endorsement.objects.update(given_at=long_ago)
    said = endorse(actor=mees, handle="hanna", competence=about, level=4, sentence=sentence, now=now)
    decide(actor=hanna, endorsement=said.pk, show=True, now=now)
    Endorsement.objects.update(given_at=long_ago)
    endorse(actor=mees, handle="hanna", competence=about, level=3, sentence=sentence, now=now)
    ask_for_endorsement(actor=mees, handle="hanna", competence=about, now=now)
    ask_for_endorsement(actor=hanna, handle="mees", competence=about, now=now)
