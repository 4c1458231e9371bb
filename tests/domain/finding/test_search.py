"""Conversations by what they say: all and only what the reader may read, however much else there is."""

from datetime import timedelta

import pytest

from kring.finding.index.indexer import index_pending
from kring.finding.queries import catalogue
from kring.foundation.access.readers import Reader
from kring.foundation.events.dispatch import dispatch_due
from tests.people import START, World

pytestmark = pytest.mark.django_db


def settled() -> None:
    """Everything told and indexed."""
    while dispatch_due(clock=lambda: START + timedelta(days=30)):
        pass
    index_pending()


def titles(reader: Reader, text: str, size: int = 2) -> list[str]:
    return [row.title for row in catalogue.conversations(reader, text, size=size)]


def test_what_is_hers_is_found_below_much_that_is_not(world: World) -> None:
    for number in range(15):
        world.ask("mees", "besloten", f"Budget {number}", "budget " * 20)
    world.ask("mees", "vakgroep", "Where did the money go? It is a long story with a budget somewhere in it")
    settled()
    hers = titles(world.reader("noor"), "budget")
    assert hers == ["Where did the money go? It is a long story with a budget somewhere in it"]
    assert len(titles(world.reader("mees"), "budget", size=20)) == 16


def test_a_common_word_is_left_out_where_rarer_ones_found_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        world.ask("mees", "vakgroep", f"Blorping {number}")
    world.ask("mees", "vakgroep", "Quaxens")
    settled()
    assert len(titles(world.reader("noor"), "blorping quaxens", size=9)) == 5
    monkeypatch.setattr(catalogue, "_ENOUGH", 1)
    assert titles(world.reader("noor"), "blorping quaxens", size=9) == ["Quaxens"]
    assert len(titles(world.reader("noor"), "blorping", size=9)) == 4
