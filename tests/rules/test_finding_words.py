"""From a question to concepts, in Dutch and English."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.finding.rules import Concept, Lexicon, Term, choose_concepts, guess_language, parse_lexicon, words_of
from kring.finding.shipped import shipped_lexicon

SMALL = parse_lexicon(
    [
        "# remark",
        "",
        "vergadering\tmeeting",
        "werknemer, medewerker\temployee",
        "schade\tdamage, loss",
        "verzekering\tinsurance",
        "lopen\twalk",
        "huis\thouse",
        "opzeggen\tterminate",
        "werken\twork",
        "bel\tbell",
    ]
)


def meanings(word: str, lexicon: Lexicon = SMALL, source: str = "nl") -> set[str]:
    target = "en" if source == "nl" else "nl"
    return {meaning for group in lexicon.translated(word, source, target) for meaning, _ in group}


def chosen(
    title: str, text: str = "", language: str = "en", common: tuple[str, ...] = (), most: int = 9
) -> list[Concept]:
    return choose_concepts(
        words_of(title),
        words_of(text),
        language=language,
        lexicon=SMALL,
        stem=lambda word, _: word,
        frequency=lambda term: 0.5 if term.text in common else 0.0 if term.text.startswith("x") else 0.01,
        most=most,
    )


def first_terms(concepts: list[Concept]) -> list[str]:
    return [concept.terms[0].text for concept in concepts]


def test_words_are_folded_and_cut_at_signs() -> None:
    assert words_of("Café: co-founder's ÉÉN 2.5!") == ["cafe", "co", "founder", "s", "een", "2", "5"]


def test_a_text_of_a_million_signs_gives_no_more_than_asked() -> None:
    assert len(words_of("woord " * 200_000, most=100)) == 100


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I find a lawyer for my company?", "en"),
        ("Hoe vind ik een advocaat voor mijn bedrijf?", "nl"),
        ("Arbeidsovereenkomst beëindigen", "nl"),
        ("cash flow", "en"),
        ("", "en"),
        ("😀", "en"),
    ],
)
def test_the_language_shows_in_small_words_and_spelling(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_where_nothing_tells_the_default_stands() -> None:
    assert guess_language("marketing budget", default="nl") == "nl"


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("vergadering", "meeting"),
        ("vergaderingen", "meeting"),
        ("werknemers", "employee"),
        ("loop", "walk"),
        ("loopt", "walk"),
        ("gewerkt", "work"),
        ("bellen", "bell"),
        ("opgezegd", "terminate"),
        ("huizen", "house"),
        ("huisje", "house"),
    ],
)
def test_inflected_dutch_is_known(word: str, meaning: str) -> None:
    assert meanings(word) == {meaning}


def test_english_finds_all_dutch_words_for_it() -> None:
    assert meanings("employees", source="en") == {"werknemer", "medewerker"}


@pytest.mark.parametrize("word", ["schadeverzekering", "schadeverzekeringen"])
def test_a_compound_is_known_by_its_parts(word: str) -> None:
    assert meanings(word) == {word, "damage", "loss", "insurance"}


def test_a_compound_of_three_parts_is_known_too() -> None:
    assert {"damage", "insurance", "employee"} <= meanings("werknemersschadeverzekering")


@pytest.mark.parametrize("word", ["qzxhuis", "zonderlingehuis", "ab" * 20 + "huis"])
def test_half_a_compound_is_none(word: str) -> None:
    assert meanings(word) == {word}


def test_english_words_with_a_doubled_consonant_are_known() -> None:
    running = parse_lexicon(["rennen\trun"])
    assert meanings("running", running, "en") == {"rennen"}


def test_an_unknown_word_may_be_the_same_elsewhere() -> None:
    assert meanings("kubernetes") == {"kubernetes"}


def test_a_line_without_a_tab_is_refused_by_number() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_lexicon(["a\tb", "zonder tab"])


def test_the_shipped_lexicon_goes_both_ways_and_is_folded() -> None:
    shipped = shipped_lexicon()
    assert len(shipped.meanings["nl"]) > 2_000
    assert "meeting" in shipped.meanings["nl"]["vergadering"]
    assert "vergadering" in shipped.meanings["en"]["meeting"]
    assert all(words_of(word) == [word] for words in shipped.meanings.values() for word in words)


def test_stop_words_are_left_out_unless_nothing_else_is_asked() -> None:
    assert first_terms(chosen("how to find a lawyer")) == ["find", "lawyer"]
    assert first_terms(chosen("how to do it")) == ["how", "to", "do", "it"]


def test_words_that_no_document_holds_are_left_out() -> None:
    assert first_terms(chosen("xylophone lawyer")) == ["lawyer"]
    assert chosen("xylophone") == []


def test_too_common_words_are_left_out_unless_they_are_all() -> None:
    assert first_terms(chosen("company lawyer", common=("company",))) == ["lawyer"]
    assert first_terms(chosen("company", common=("company",))) == ["company"]


def test_the_title_tells_more_than_the_text() -> None:
    assert first_terms(chosen("lawyer", "contract notary")) == ["lawyer", "contract", "notary"]
    assert len(chosen("lawyer", "contract notary", most=2)) == 2


def test_a_dutch_question_asks_for_english_terms_too() -> None:
    [concept] = chosen("vergadering", language="nl")
    assert [(term.language, term.text) for term in concept.terms] == [("nl", "vergadering"), ("en", "meeting")]
    assert concept.terms[1].weight < concept.terms[0].weight


def test_the_parts_of_a_compound_are_asked_each() -> None:
    asked = chosen("schadeverzekering", language="nl")
    assert [{term.text for term in concept.terms} for concept in asked] == [
        {"schadeverzekering"},
        {"damage", "loss"},
        {"insurance"},
    ]


def test_what_the_index_does_not_write_is_not_asked() -> None:
    assert choose_concepts(
        ["odd", "lawyer"], [], language="en", lexicon=Lexicon(), stem=lambda word, _: "" if word == "odd" else word,
        frequency=lambda _: 0.1, most=9,
    ) == [Concept((Term("en", "lawyer"), Term("nl", "lawyer", 0.6)), 1 + math.log(3))]  # fmt: skip


def test_two_forms_of_one_word_are_one_concept() -> None:
    [concept] = choose_concepts(
        ["meeting", "meetings"], [], language="en", lexicon=Lexicon(), stem=lambda word, _: word.rstrip("s"),
        frequency=lambda _: 0.1, most=9,
    )  # fmt: skip
    assert Term("en", "meeting") in concept.terms


@given(st.text(max_size=200), st.sampled_from(["en", "nl"]))
def test_any_text_gives_concepts_with_terms(text: str, language: str) -> None:
    for concept in chosen(text, text, language):
        assert concept.terms
        assert concept.weight > 0
