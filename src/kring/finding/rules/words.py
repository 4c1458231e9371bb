"""From a question's text to the concepts that the index is asked for. Pure: the index is reached through callables."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kring.finding.rules.translation import Lexicon

LANGUAGES = ("en", "nl")

MOST_WORDS = 600
"""Words of a question's text that are looked at; what stands further on is left out."""

LONGEST_WORD = 40
"""Characters; longer words (keys, addresses, pasted data) are neither indexed nor asked for."""

TITLE_WEIGHT = 3
"""How many times a word in the title counts against one in the text."""

TOO_COMMON = 0.25
"""A concept in more than this share of all documents tells nothing, unless nothing else was asked."""

_WORD = re.compile(r"[^\W_]+")
_ENGLISH = """
a about after all also am an and any anyone are as at be because been before being but by can could did do does
doing don else even for from get gets getting give go going good got had has have having he her here him his how i
if in into is it its just know let like ll m make many may me might more most much my need no not of on one only
or other our out over own please re s same see she should so some someone such t than thank thanks that the their
them then there these they thing things think this those through to too up us use used using ve very want wants
was way we well were what when where which while who why will with would you your
"""
_DUTCH = """
aan al alle alleen als altijd ander andere anderen ben bent bij daar dan dat de deze die dit doe doen doet door
dus een eens eigen en er ervaring ervaringen even gaan gaat gedaan geen geweest graag had hadden heb hebben hebt
heeft hem het hier hij hoe hun iemand iets ik in is ja jaar je jij jou jouw jullie kan komen komt kun kunnen maar
maken meer men met mij mijn moet moeten na naar niet niets nog nou nu of om omdat ons onze ook op over s steeds t
te tegen tot u uit uw van vanuit veel vind voor waar waarom wanneer want was wat we wel welk welke werd wie wij
wil willen word worden wordt zal ze zich zij zijn zo zoals zonder zou zouden
"""
STOP_WORDS = {"en": frozenset(_ENGLISH.split()), "nl": frozenset(_DUTCH.split())}
"""Words that tell nothing of what a question is about, folded."""


_BOTH = STOP_WORDS["en"] & STOP_WORDS["nl"]
_DUTCH_SPELLING = re.compile(r"ij|aa|uu|ooi|eeu|ouw|oek|sch[^aeiouy]|sch$|isch|heid$|lijk|tje$|komst|schap|\w{3}tie$")


@dataclass(frozen=True, slots=True)
class Term:
    """A word as one language's field of the index holds it, and how surely it means what was asked (0 to 1)."""

    language: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that was asked for: the terms that stand for it (of which the best match counts) and its weight."""

    terms: tuple[Term, ...]
    weight: float = 1.0


def folded(text: str) -> str:
    """Lower case, without accents, as the index analyses it."""
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def words_of(text: str, most: int = MOST_WORDS) -> list[str]:
    """The first `most` words of a text, folded, in order, repeats kept; without words that the index doesn't hold."""
    # A word is at least a sign and a gap: cutting first keeps a text of millions of characters cheap.
    words = (found.group() for found in _WORD.finditer(folded(text[: most * 20])))
    return list(islice((word for word in words if len(word) <= LONGEST_WORD), most))


def guess_language(text: str, default: str = "en") -> str:
    """The language of a text, by its small words or else by its spelling; `default` where neither tells."""
    words = words_of(text, 300)
    seen = {
        language: sum(word in STOP_WORDS[language] and word not in _BOTH for word in words) for language in LANGUAGES
    }
    if seen["en"] == seen["nl"]:
        return "nl" if any(_DUTCH_SPELLING.search(word) for word in words) else default
    return max(seen, key=lambda language: seen[language])


def choose_concepts(
    title: Sequence[str],
    text: Sequence[str],
    *,
    language: str,
    lexicon: Lexicon,
    stem: Callable[[str, str], str],
    frequency: Callable[[Term], float],
    most: int,
) -> list[Concept]:
    """The concepts of a question that tell most, best first, at most `most`.

    `stem(word, language)` writes a word as the index does; `frequency(term)` is the share of documents that hold it.
    What no document holds is left out; so are stop words and what nearly all hold, unless that leaves nothing.
    """
    said = Counter(dict.fromkeys(title, 0))
    for word in title:
        said[word] += TITLE_WEIGHT
    said.update(text)
    telling = {word: times for word, times in said.items() if word not in STOP_WORDS.get(language, frozenset())}
    concepts = _merged(
        concept
        for word, times in (telling or said).items()
        for concept in _concepts(word, 1 + math.log(times), language, lexicon, stem)
    )
    known = [found for found in (_known(concept, frequency) for concept in concepts) if found]
    rare = [concept for concept in known if _share(concept, frequency) <= TOO_COMMON] or known
    rare.sort(key=lambda concept: -concept.weight * math.log(1 + 1 / max(_share(concept, frequency), 1e-9)))
    return rare[:most]


def _concepts(
    word: str, weight: float, language: str, lexicon: Lexicon, stem: Callable[[str, str], str]
) -> Iterable[Concept]:
    """The word itself with what it means elsewhere; and, for a compound, each of its parts."""
    other = "nl" if language == "en" else "en"
    whole, *parts = lexicon.translated(word, language, other)
    own = stem(word, language)
    yield Concept((*((Term(language, own),) if own else ()), *_terms(whole, other, stem)), weight)
    for part in parts:
        yield Concept(_terms(part, other, stem), weight)


def _terms(meanings: Iterable[tuple[str, float]], language: str, stem: Callable[[str, str], str]) -> tuple[Term, ...]:
    terms: dict[str, float] = {}
    for meaning, sureness in meanings:
        text = stem(meaning, language)
        terms[text] = max(terms.get(text, 0.0), sureness)
    return tuple(Term(language, text, sureness) for text, sureness in terms.items() if text)


def _merged(concepts: Iterable[Concept]) -> list[Concept]:
    """One concept for words that share their first term (two forms of one word)."""
    merged: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        if not concept.terms:
            continue
        # A part of a compound and the word itself may name one thing: they are merged too.
        key = (concept.terms[0].language, concept.terms[0].text)
        before = merged.get(key)
        if before is None:
            merged[key] = concept
        else:
            terms = {(term.language, term.text): term for term in (*before.terms, *concept.terms)}
            merged[key] = Concept(tuple(terms.values()), before.weight + concept.weight / 2)
    return list(merged.values())


def _known(concept: Concept, frequency: Callable[[Term], float]) -> Concept | None:
    terms = tuple(term for term in concept.terms if frequency(term) > 0)
    return replace(concept, terms=terms) if terms else None


def _share(concept: Concept, frequency: Callable[[Term], float]) -> float:
    return max(frequency(term) for term in concept.terms)
