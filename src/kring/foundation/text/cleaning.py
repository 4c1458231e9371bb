"""Text as people give it: bounded, composed, without what can't be seen or stored."""

import re
import unicodedata

# Control characters but tab and newline, surrogates, and the marks that turn the reading direction of a whole line.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` in composed form with plain newlines, trimmed, without control characters. May be many lines."""
    lines = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", lines).strip()


def clean_line(text: str) -> str:
    """`text` on one line, each run of white space one space."""
    return _SPACES.sub(" ", clean(text))


def excerpt(text: str, *, length: int) -> str:
    """The start of `text` on one line, cut at a word, at most `length` characters and a sign that there is more."""
    line = clean_line(text[: length * 4])
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > length // 2 else length - 1].rstrip(" ,.;:") + "…"
