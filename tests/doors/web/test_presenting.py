"""From rows of queries to rows of components, and the part of a text that is quoted."""

import pytest

from kring.conversations.models import PostKind
from kring.foundation.text.cleaning import passage
from kring.foundation.text.markup import plain_text
from kring.web import presenting

TOLD = "It was a long year. We moved the ward to self-rostering. Nights were dear. It works."


@pytest.mark.parametrize(
    ("availability", "room", "words"),
    [
        ("open", 2, "Has time for 2 questions"),
        ("open", 1, "Has time for one question"),
        ("open", 0, "Has enough questions for now"),
        ("limited", 2, "Answers now and then"),
        ("closed", 0, "Takes no questions now"),
        ("", None, ""),
        ("open", None, ""),
    ],
)
def test_how_free_someone_is_in_words(availability: str, room: int | None, words: str) -> None:
    assert presenting.free_words(availability, room) == words


@pytest.mark.parametrize(
    ("conversation", "post", "kind"),
    [
        ("experience", PostKind.OPENING, "experience"),
        ("question", PostKind.OPENING, "question"),
        ("question", PostKind.ANSWER, "answer"),
        ("experience", PostKind.REPLY, "comment"),
        ("discussion", PostKind.REPLY, "discussion"),
        ("question", PostKind.COMMENT, "comment"),
    ],
)
def test_what_a_piece_of_evidence_was(conversation: str, post: PostKind, kind: str) -> None:
    assert presenting.evidence_kind(conversation, post) == kind


def test_the_next_page_keeps_what_the_address_said() -> None:
    assert presenting.older_url("/x", "") is None
    assert presenting.older_url("/x", "abc", kind="question", none="") == "/x?kind=question&after=abc"


@pytest.mark.parametrize(
    ("text", "words", "length", "quoted"),
    [
        (TOLD, ["rostering"], 40, "… We moved the ward to self-rostering…"),
        (TOLD, ["Róstering", "nights"], 80, "… We moved the ward to self-rostering. Nights were dear. It works."),
        (TOLD, ["year"], 20, "It was a long year…"),
        (TOLD, ["nothing"], 20, "It was a long year…"),
        (TOLD, [], 20, "It was a long year…"),
        ("", ["year"], 20, ""),
        ("Short. With the word.", ["word"], 40, "Short. With the word."),
        ("x" * 50, ["x"], 10, "xxxxxxxxx…"),
    ],
)
def test_the_part_of_a_text_that_is_quoted(text: str, words: list[str], length: int, quoted: str) -> None:
    assert passage(text, words, length=length) == quoted


def test_tags_within_a_line_leave_no_gap() -> None:
    html = '<p>Ask <a href="/people/x">@x</a>, <em>now</em>.</p><p>Go</p>'
    assert plain_text(html).split() == ["Ask", "@x,", "now.", "Go"]
