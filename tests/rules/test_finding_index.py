"""The finding index: what is found, and that only what may count does."""

import tantivy

from kring.finding.index_schema import (
    Contribution,
    Kind,
    ask,
    build_schema,
    document_of,
    narrowed,
    register_analysers,
    stem,
    tagged,
    votes_for,
)
from kring.finding.rules import DAY, Vote
from kring.finding.shipped import shipped_lexicon

HR, CLAIMS = 1, 2
ANNA, BAS, CEES = 11, 12, 13


def told(document: int, author: int, text: str, **more: object) -> Contribution:
    facts = {"place": HR, "created": document * DAY, "language": "en", "tags": (), **more}
    return Contribution(
        document=document,
        author=author,
        place=int(str(facts["place"])),
        conversation=document,
        kind=Kind.ANSWER,
        created=int(str(facts["created"])),
        parts=[(str(facts["language"]), text)],
        tags=[str(tag) for tag in facts["tags"]] if isinstance(facts["tags"], tuple) else [],
    )


def searched(*contributions: Contribution) -> tuple[tantivy.Searcher, tantivy.Schema]:
    schema = build_schema()
    index = tantivy.Index(schema)
    register_analysers(index)
    writer = index.writer(15_000_000, 1)
    for contribution in contributions:
        writer.add_document(document_of(contribution))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher(), schema


def found(
    over: tuple[tantivy.Searcher, tantivy.Schema],
    question: str,
    language: str = "en",
    *,
    places: list[int] | None = None,
    before: int = 99 * DAY,
    asker: int | None = None,
) -> list[Vote]:
    searcher, schema = over
    asked = ask(searcher, schema, question, "", language=language, lexicon=shipped_lexicon())
    return votes_for(searcher, narrowed(schema, asked.query, places=places, before=before, asker=asker))


THREE = searched(
    told(1, ANNA, "We negotiated severance with two employees", tags=("7",)),
    told(2, BAS, "Water damage to the contents of a house", place=CLAIMS, tags=("7", "8")),
    told(3, CEES, "Wij hebben de vergaderingen korter gemaakt", language="nl"),
)


def test_a_vote_tells_whose_document_it_is() -> None:
    [vote] = found(THREE, "severance")
    assert (vote.document, vote.author, vote.created, vote.conversation) == (1, ANNA, DAY, 1)
    assert vote.score > 0


def test_a_dutch_question_finds_english_evidence() -> None:
    assert [vote.author for vote in found(THREE, "Wie onderhandelde over een ontslagvergoeding?", "nl")] == [ANNA]
    assert [vote.author for vote in found(THREE, "waterschade aan inboedel", "nl")] == [BAS]


def test_an_english_question_finds_dutch_evidence() -> None:
    assert [vote.author for vote in found(THREE, "shorter meetings")] == [CEES]


def test_a_language_that_few_write_in_does_not_sink() -> None:
    others = [told(key, BAS, "A sandwich, some soup and a slice of bread " * 4) for key in range(3, 60)]
    dutch = told(1, ANNA, "Onze vergaderingen zijn korter: wij staan, en wie te laat komt betaalt. " * 3, language="nl")
    english = told(2, CEES, "The meeting was about a sandwich, some soup and a slice of bread. " * 3)
    assert found(searched(dutch, english, *others), "Korter vergaderen", "nl")[0].author == ANNA


def test_a_common_word_of_a_language_that_few_write_in_is_no_rare_one() -> None:
    others = [told(key, BAS, "Some soup and bread") for key in range(200, 500)]
    dutch = [told(key, ANNA, f"Onze vergadering: {key}", language="nl") for key in range(100, 140)]
    english = [told(key, CEES, f"Our damage: {key}") for key in range(1, 61)]
    assert found(searched(*english, *dutch, *others), "A meeting about damage", before=999 * DAY)[0].author == CEES


def test_only_places_that_may_be_seen_count() -> None:
    assert found(THREE, "water damage", places=[HR]) == []
    assert [vote.author for vote in found(THREE, "water damage", places=[HR, CLAIMS])] == [BAS]


def test_nothing_from_the_day_of_asking_counts() -> None:
    assert found(THREE, "severance", before=DAY) == []
    assert len(found(THREE, "severance", before=DAY + 1)) == 1


def test_the_asker_is_no_evidence() -> None:
    assert found(THREE, "severance", asker=ANNA) == []


def test_what_can_not_be_answered_finds_nothing() -> None:
    for question in ("", "q", "😀", "zzzz qqqq", "x" * 100_000):
        assert found(THREE, question) == []


def test_a_question_of_only_stop_words_is_asked_as_it_stands() -> None:
    assert [vote.author for vote in found(THREE, "to the of")] == [BAS]


def test_ten_thousand_words_are_asked_like_any_question() -> None:
    assert [vote.author for vote in found(THREE, "severance " * 10_000)] == [ANNA]


def test_tags_count_by_rarity_within_what_may_be_seen() -> None:
    searcher, schema = THREE
    everywhere = tagged(searcher, schema, ["7", "8", "9"], places=None, before=99 * DAY, asker=None)
    assert everywhere[BAS] > everywhere[ANNA] > 0
    assert set(tagged(searcher, schema, ["7"], places=[HR], before=99 * DAY, asker=None)) == {ANNA}
    assert tagged(searcher, schema, ["7"], places=None, before=DAY, asker=None) == {}


def test_words_are_stemmed_and_folded_by_language() -> None:
    assert stem("companies", "en") == stem("company", "en")
    assert stem("vergaderingen", "nl") == stem("vergadering", "nl")
    assert stem("Café", "nl") == stem("cafe", "nl")
    assert stem("two words", "en") == ""


def test_another_language_is_analysed_as_english() -> None:
    over = searched(told(1, ANNA, "Kündigung meetings", language="de"))
    assert [vote.author for vote in found(over, "meeting")] == [ANNA]
