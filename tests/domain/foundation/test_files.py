"""Files that people bring: kept once, and forgotten when nothing names them, never while someone brings them."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import override_settings

from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.files import store
from kring.foundation.files.rules import PDF
from tests.together import together

TAKEN = store.Taken(kinds=frozenset({PDF}), most=1_000, otherwise="No PDF.")
CONTENT = b"%PDF-1.7 the same"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
SOON = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _media(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def brought() -> store.Stored:
    return store.keep(BytesIO(CONTENT), TAKEN)


def grow_old(stored: store.Stored) -> datetime:
    """Have it been brought long ago; a moment after that, and before now."""
    os.utime(store.path_of(stored.sha256), (LONG_AGO, LONG_AGO))
    return datetime.now(UTC) - SOON


def nobody(contents: Sequence[str]) -> set[str]:
    return set()


def everybody(contents: Sequence[str]) -> set[str]:
    return set(contents)


def test_the_same_content_is_kept_once_under_its_sum() -> None:
    first, again = brought(), brought()
    assert first == again
    assert store.content_of(first.sha256).read_bytes() == CONTENT
    assert store.called("..\\up/Slides.exe", first, otherwise="file") == "Slides.pdf"
    assert store.called("", first, otherwise="file") == "file.pdf"


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "empty"), (b"%PDF-" + b"x" * 1_000, "too large"), (b"plain", "No PDF")]
)
def test_what_is_not_taken_is_refused_with_the_reason(content: bytes, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        store.keep(BytesIO(content), TAKEN)


def test_what_one_room_names_stays_whatever_the_others_say() -> None:
    stored = brought()
    before = datetime.now(UTC) + SOON
    assert store.forget_unused(named=[nobody, everybody], before=before) == 0
    assert store.forget_unused(named=[nobody, nobody], before=before - timedelta(days=1)) == 0
    assert store.forget_unused(named=[nobody, nobody], before=before) == 1
    with pytest.raises(NotThereError):
        store.content_of(stored.sha256)
    with pytest.raises(NotThereError):
        store.content_of("")
    assert store.remove(stored.sha256, before=before) is False


def test_what_is_brought_while_rooms_are_asked_stays() -> None:
    before = grow_old(brought())

    def asked(contents: Sequence[str]) -> set[str]:
        """Nobody names it yet: she who brings it has it kept, and names it a moment later."""
        brought()
        return set()

    assert store.forget_unused(named=[asked], before=before) == 0
    assert store.content_of(brought().sha256).read_bytes() == CONTENT


def test_what_is_brought_and_forgotten_at_once_is_there_whole() -> None:
    stored = brought()
    for _turn in range(100):
        before = grow_old(stored)
        together(brought, lambda before=before: store.forget_unused(named=[nobody], before=before))
        assert store.content_of(stored.sha256).read_bytes() == CONTENT
