"""Pages that say that something can't be done: in the reader's language, and what to do now."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from kring.web.errors import broken
from tests.people import World


@pytest.mark.parametrize(
    ("language", "missing", "forbidden", "home"),
    [
        ("nl", "Hier is niets", "Dat mag jij niet doen", "Naar vandaag"),
        ("en", "There is nothing here", "That is not for you to do", "Go to today"),
    ],
)
def test_what_is_not_there_and_what_one_may_not_do(
    world: World, language: str, missing: str, forbidden: str, home: str
) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts["stan"])
    for path, status, words in (("/nowhere", 404, missing), ("/circles/vakgroep/settings", 403, forbidden)):
        answer = client.get(path)
        assert (answer.status_code, f'<html lang="{language}"' in answer.text) == (status, True)
        assert words in answer.text
        assert home in answer.text


@pytest.mark.parametrize(("language", "words"), [("nl", "Er ging bij ons iets mis"), ("en", "Something went wrong")])
def test_the_last_resort_is_in_the_readers_language_and_needs_no_database(language: str, words: str) -> None:
    with translation.override(language):
        page = broken(RequestFactory().get("/")).text
    assert f'<html lang="{language}">' in page
    assert words in page
