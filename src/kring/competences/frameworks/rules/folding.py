"""How a label is looked for: by its words, however they are written; and what stands near a mistyped one. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from kring.foundation.text.sorting import plain

MOST_WORDS: Final = 8
SHORTEST_MENDED: Final = 4
LONGEST_MENDED: Final = 20
_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
# Signs that tell names apart are spelled out: C, C++ and C# are three.
_SPOKEN: Final = str.maketrans({"+": " plus ", "#": " sharp "})


def folded(text: str, *, length: int = 300) -> str:
    """The words of a text without accents, case and signs, with one space between.

    >>> folded("C++ / Café-beheer (basis)")
    'c plus plus cafe beheer basis'
    """
    return " ".join(_WORD.findall(plain(text.translate(_SPOKEN))))[:length].rstrip()


def words(text: str) -> list[str]:
    """The words that someone looks for, each once, at most 8."""
    return list(dict.fromkeys(folded(text).split()))[:MOST_WORDS]


def query(looked_for: list[str]) -> str:
    """What PostgreSQL takes as a tsquery for labels that hold all these words, or words that begin with them. A word of
    one letter has to be there itself, unless it is the last and someone may be typing on.

    >>> query(["c", "manag"])
    "'c' & 'manag':*"
    """
    last = len(looked_for) - 1
    return " & ".join(f"'{word}':*" if len(word) > 1 or place == last else f"'{word}'"
                      for place, word in enumerate(looked_for))  # fmt: skip


def mended(looked_for: list[str]) -> str:
    """The same, where each word of at least 4 letters may have one letter too many, too few, another, or two turned
    around. Empty where no word is so long.

    >>> "'staff'" in mended(["staf"])
    True
    """
    if not any(_is_mended(word) for word in looked_for):
        return ""
    return " & ".join(
        "(" + " | ".join(f"'{near}'" for near in sorted({word, *_near(word)})) + f" | '{word}':*)"
        if _is_mended(word)
        else f"'{word}':*"
        for word in looked_for
    )


def _is_mended(word: str) -> bool:
    return SHORTEST_MENDED <= len(word) <= LONGEST_MENDED


def _near(word: str) -> Iterator[str]:
    """Every word that one slip makes into this one."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
