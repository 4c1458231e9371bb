"""Dutch to English and back, word by word, out of a lexicon of our own. Pure: the lexicon's text is handed in.

Dutch writes compounds as one word, so a word that the lexicon lacks is taken apart into parts that it has; and a
word it has in no form is asked for as it stands, since names, abbreviations and loan words are the same in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

SURE, SPLIT, SAME = 0.9, 0.7, 0.6
"""How surely a meaning is meant: given by the lexicon, by the parts of a compound, by standing there unchanged."""

SHORTEST_PART = 4
_SEPARABLE = frozenset(
    ("", "aan", "af", "bij", "door", "in", "mee", "na", "om", "op", "over", "samen", "toe", "uit", "voor", "weg")
)
_LINKS = ("", "s", "en", "e", "n", "er", "-")


@dataclass(frozen=True)
class Lexicon:
    """Meanings per language pair: `meanings["nl"]["vergadering"] == ("meeting",)`, both ways."""

    meanings: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def translated(self, word: str, source: str, target: str) -> list[list[tuple[str, float]]]:
        """What a folded word of `source` may mean in `target`: per part of the word the words for it, each with how
        sure (0 to 1).

        The first list is for the word as a whole and never empty: a word that is not known may well be the same in
        both. A compound has a list for each part after it.
        """
        known = self.meanings.get(source, {})
        found = looked_up(word, source, known)
        if found:
            return [[(meaning, SURE) for meaning in found]]
        parts = taken_apart(word, known) if source == "nl" else ()
        meant = [[(meaning, SPLIT) for meaning in looked_up(part, source, known)] for part in parts]
        return [[(word, SAME)], *meant]


def parse_lexicon(lines: Iterable[str]) -> Lexicon:
    """Read lines of `dutch<TAB>english` (several on either side parted by commas; `#` starts a remark).

    Raises ValueError, naming the line, when one has no tab.
    """
    both: dict[str, dict[str, list[str]]] = {"nl": {}, "en": {}}
    for number, line in enumerate(lines, start=1):
        kept = line.split("#", 1)[0].strip("\n ")
        if not kept:
            continue
        dutch, tab, english = kept.partition("\t")
        if not tab:
            raise ValueError(f"line {number} of the lexicon has no tab: {kept!r}")
        _learn(both, _listed(dutch), _listed(english))
    return Lexicon({tongue: {word: tuple(found) for word, found in words.items()} for tongue, words in both.items()})


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _learn(both: dict[str, dict[str, list[str]]], dutch: list[str], english: list[str]) -> None:
    for one, others, tongue in ((dutch, english, "nl"), (english, dutch, "en")):
        for word in one:
            held = both[tongue].setdefault(word, [])
            held.extend(other for other in others if other not in held)


def looked_up(word: str, source: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The meanings of a word or of the first form it may be an inflection of; empty if there is none."""
    for form in _forms(word, source):
        if form in known:
            return known[form]
    return ()


@lru_cache(maxsize=50_000)
def _forms(word: str, source: str) -> tuple[str, ...]:
    """The word and the forms it may be an inflection of, likeliest first."""
    return (word, *(_dutch_forms(word) if source == "nl" else _english_forms(word)))


def _dutch_forms(word: str) -> list[str]:
    forms = []
    for ending in ("jes", "tje", "je", "en", "es", "s", "e", "n", "t", "de", "te", "den", "ten", "er", "ere", "ste"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            forms += _respelled(word[: -len(ending)])
    forms += _participle_of(word)
    forms += [form + "en" for form in list(forms)] + [word + "en"]
    forms += [form for base in _respelled(word) for form in (base + "en",)]
    return forms


def _participle_of(word: str) -> list[str]:
    """The verbs that a word may be the past participle of: "gewerkt" of "werken", "opgezegd" of "opzeggen"."""
    before, mark, stem = word.partition("ge")
    if not mark or before not in _SEPARABLE or len(stem) < 4 or stem[-1] not in "td":
        return []
    bases = [*_respelled(stem[:-1]), *_respelled(stem)]
    return [before + base + "en" for base in bases] + ([] if before else bases)


def _respelled(base: str) -> list[str]:
    """A stem as Dutch may spell it alone: vowel doubled, consonant single, f for v, s for z."""
    spelled = [base]
    if len(base) > 2 and base[-1] == base[-2]:
        spelled.append(base[:-1])
    if len(base) > 1 and base[-2] in "aeou" and (len(base) == 2 or base[-3] not in "aeiou"):
        spelled.append(base[:-1] + base[-2] + base[-1])
        spelled.append(base + base[-1])
    if len(base) > 3 and base[-2] == base[-3] and base[-2] in "aeou":
        spelled.append(base[:-2] + base[-1])
    for soft, hard in (("v", "f"), ("z", "s"), ("f", "v"), ("s", "z")):
        spelled += [form[:-1] + hard for form in list(spelled) if form.endswith(soft)]
    return spelled


def _english_forms(word: str) -> list[str]:
    forms = []
    for ending, back in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("er", ""),
        ("er", "e"),
        ("ly", ""),
        ("d", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            forms.append(base + back)
            if len(base) > 3 and base[-1] == base[-2] and not back:
                forms.append(base[:-1])
    return forms


def taken_apart(word: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The two or three known parts of a Dutch compound; empty if it has none. Longest last part first."""
    for cut in range(SHORTEST_PART - 1, len(word) - SHORTEST_PART + 2):
        head, tail = word[:cut], word[cut:]
        if not looked_up(tail, "nl", known):
            continue
        found = _head_parts(head, known)
        if found:
            return (*found, tail)
    return ()


def _head_parts(head: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    for link in _LINKS:
        bare = head[: -len(link)] if link and head.endswith(link) else head if not link else ""
        if len(bare) >= 3 and looked_up(bare, "nl", known):
            return (bare,)
    if len(head) >= 2 * SHORTEST_PART:
        return taken_apart(head, known)
    return ()
