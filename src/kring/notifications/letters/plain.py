"""A letter that was written as text alone, as a page too: its paragraphs, and its addresses as links."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from kring.notifications.letters.wording import templates

_STOP: Final = gettext_lazy("No e-mails to this address that you didn’t ask for? Say so here:")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


class Piece(NamedTuple):
    """Some words, or an address that is a link."""

    text: str
    is_link: bool = False


def with_foot(text: str, stop_url: str) -> str:
    """The text of a letter with the link that stops such letters under it, in the active language."""
    return f"{text.rstrip()}\n\n-- \n{_STOP}\n{stop_url}\n"


def as_page(*, subject: str, text: str, stop_url: str) -> str:
    """The HTML of a letter in the active language."""
    paragraphs = [lines(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    facts = {
        "language": get_language() or "en",
        "installation": settings.INSTALLATION_NAME or "Kring",
        "subject": subject,
        "paragraphs": paragraphs,
        "stop": str(_STOP),
        "stop_url": stop_url,
    }
    return templates().get_template("plain.html").render(facts)


def lines(paragraph: str) -> Sequence[Sequence[Piece]]:
    """The lines of a paragraph, each in pieces.

    >>> [[tuple(piece) for piece in line] for line in lines("See https://example.org/a, please.")]
    [[('See ', False), ('https://example.org/a', True), (', please.', False)]]
    """
    return [list(_pieces(line)) for line in paragraph.splitlines()]


def _pieces(line: str) -> Sequence[Piece]:
    found, end = [], 0
    for match in _ADDRESS.finditer(line):
        found += [Piece(line[end : match.start()]), Piece(match[0], is_link=True)]
        end = match.end()
    return [piece for piece in (*found, Piece(line[end:])) if piece.text]
