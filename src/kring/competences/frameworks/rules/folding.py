"""How a label is looked for: by its words, however they are written; and what stands near a mistyped one. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from kring.foundation.text.sorting import plain

MOST_WORDS: Final = 8
SHORTEST_BESIDE: Final = 3
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


def query(looked_for: Sequence[str]) -> str:
    """What PostgreSQL takes as a tsquery for labels that hold all these words, or words that begin with them. A word of
    one letter has to be there itself, unless it is the last and someone may be typing on.

    >>> query(["c", "manag"])
    "'c' & 'manag':*"
    """
    last = len(looked_for) - 1
    return " & ".join(f"'{word}':*" if len(word) > 1 or place == last else f"'{word}'"
                      for place, word in enumerate(looked_for))  # fmt: skip


def is_mended(word: str) -> bool:
    """Whether a word is long enough to look for what is written nearly so."""
    return SHORTEST_MENDED <= len(word) <= LONGEST_MENDED


def mended(looked_for: Sequence[str], instead: Mapping[str, Collection[str]]) -> str:
    """The same, where instead of a word stands any of those that are written nearly so. Empty where one has none.

    >>> mended(["manage", "staf"], {"staf": ["staff", "star"]})
    "'manage':* & ('staff' | 'star')"
    """
    if not all(instead.values()):
        return ""
    return " & ".join(
        "(" + " | ".join(f"'{near}'" for near in sorted(instead[word])) + ")" if word in instead else f"'{word}':*"
        for word in looked_for
    )


def mended_somewhere(looked_for: Sequence[str], near: Mapping[str, Collection[str]]) -> str:
    """The same, where one slip may be in any one of several words, though each begins a word of some label: one that
    has the slip in it itself, or another word. Empty where there is no such word.

    >>> mended_somewhere(["lad", "team"], {"lad": ["lead"], "team": []})
    "('lead') & 'team':*"
    """
    tried = [mended(looked_for, {word: near.get(word, ())}) for word in looked_for]
    return " | ".join(filter(None, tried)) if len(looked_for) > 1 else ""


def near(word: str) -> set[str]:
    """Every word that one slip makes into this one: a letter too many, too few or another, or two turned around.

    >>> near("staf") >= {"staff", "star", "tsaf", "taf"}, "staf" in near("staf")
    (True, False)
    """
    return set(_near(word)) - {word} if SHORTEST_BESIDE <= len(word) <= LONGEST_MENDED else set()


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
