"""Text as people give it: bounded, composed, without what can't be seen or stored."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from kring.foundation.text.sorting import plain

# Control characters but tab and newline, surrogates, and the marks that turn the reading direction of a whole line.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_STEM: Final = 5


def clean(text: str) -> str:
    """`text` in composed form with plain newlines, trimmed, without control characters. May be many lines."""
    lines = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", lines).strip()


def clean_line(text: str) -> str:
    """`text` on one line, each run of white space one space."""
    return _SPACES.sub(" ", clean(text))


def handle(said: str) -> str:
    """The handle of a person as people write it: without the sign before it, case, and what can't be seen.

    >>> handle(" @Anna\0 ")
    'anna'
    """
    return clean_line(said[:240]).lower().removeprefix("@")


def excerpt(text: str, *, length: int) -> str:
    """The start of `text` on one line, cut at a word, at most `length` characters and a sign that there is more."""
    line = clean_line(text[: length * 4])
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > length // 2 else length - 1].rstrip(" ,.;:") + "…"


def passage(text: str, words: Iterable[str], *, length: int) -> str:
    """The part of `text` that holds most of `words`, from the start of a sentence on, at most `length` long.

    Words count by their first letters, without accents and case. The start of the text when it holds none of them.

    >>> passage("It was a long year. We moved to self-rostering. It works.", ["rostering"], length=30)
    '… We moved to self-rostering…'
    """
    line = clean_line(text)
    sentences = _SENTENCE_END.split(line)
    wanted = {plain(word)[:_STEM] for word in words}
    if not wanted or len(line) <= length:
        return excerpt(line, length=length)
    said = [{stem for stem in wanted if stem in plain(sentence)} for sentence in sentences]
    starts = list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))

    def held(first: int) -> int:
        """How many of the words stand in the part that starts with this sentence."""
        last = bisect_left(starts, starts[first] + length)
        return len(set().union(*said[first:last]))

    telling = [place for place, stems in enumerate(said) if stems]
    if not telling:
        return excerpt(line, length=length)
    best = max(telling, key=lambda first: (held(first), -first))
    return ("… " if best else "") + excerpt(line[starts[best] :], length=length)
