"""From pieces of evidence to a level: worked examples, and what holds whatever the pieces are."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.competences.rules.levels import HIGHEST
from kring.finding.evidence.rules.kinds import ONESELF, WORTH, Kind, strength
from kring.finding.evidence.rules.mastery import Mastery, Piece, Sureness, mastery
from tests.rules.evidence.examples import Example, examples

TODAY = date(2026, 6, 1)
KINDS = st.sampled_from(list(Kind))
DAYS = st.integers(0, 4_000).map(lambda days: TODAY - timedelta(days))
LEVELS = st.integers(0, HIGHEST)
# What says "at least"; statements and endorsements say "so far".
DEEDS = st.sampled_from([kind for kind in Kind if not WORTH[kind].how_far])


@st.composite
def pieces(draw: st.DrawFn, kinds: st.SearchStrategy[Kind] = KINDS, voices: str = "abcd") -> Piece:
    """A piece of its own source; one source has one voice."""
    kind = draw(kinds)
    voice = ONESELF if kind is Kind.STATEMENT else draw(st.sampled_from(["", *voices]))
    is_returned = kind is Kind.ENDORSEMENT and draw(st.booleans())
    return Piece(
        kind=kind,
        day=draw(DAYS),
        source=f"{voice}:{is_returned}:{draw(st.integers(0, 9))}",
        level=draw(LEVELS if WORTH[kind].how_far else st.none() | LEVELS),
        voice=voice,
        returned=is_returned,
    )


SEVERAL = st.lists(pieces(), min_size=1, max_size=12)


def held(given: list[Piece], on: date = TODAY) -> Mastery:
    found = mastery(given, on=on)
    assert found is not None
    return found


def rank(found: Mastery) -> tuple[int, int]:
    return found.level, found.confidence


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.title)
def test_the_worked_examples_of_the_page(example: Example) -> None:
    found = held(example.pieces, example.on)
    assert (found.level, found.confidence, found.sureness) == (example.level, example.confidence, example.words)


def test_there_are_worked_examples() -> None:
    assert len(list(examples())) >= 8


def test_without_evidence_there_is_no_level_nor_from_what_is_still_to_come() -> None:
    assert mastery([], on=TODAY) is None
    assert mastery([Piece(kind=Kind.BADGE, day=TODAY + timedelta(1), source="b")], on=TODAY) is None


@given(SEVERAL)
def test_it_is_bounded(given_: list[Piece]) -> None:
    found = held(given_)
    assert 0 <= found.level <= HIGHEST
    assert 0 <= found.confidence < 100
    assert found.level <= max(piece.speaks_for for piece in given_)


@given(SEVERAL, st.randoms())
def test_the_order_of_pieces_does_not_matter(given_: list[Piece], chance: Random) -> None:
    mixed = list(given_)
    chance.shuffle(mixed)
    assert held(mixed) == held(given_)


@given(SEVERAL)
def test_one_source_counts_once(given_: list[Piece]) -> None:
    assert rank(held([*given_, *given_])) == rank(held(given_))


@given(SEVERAL, pieces())
def test_more_evidence_of_the_same_or_a_higher_level_never_lowers_it(given_: list[Piece], one: Piece) -> None:
    before = held(given_)
    more = one if one.speaks_for >= before.level else replace(one, level=before.level)
    assert rank(held([*given_, more])) >= rank(before)


@given(SEVERAL, pieces(DEEDS))
def test_what_someone_did_never_lowers_her_level(given_: list[Piece], one: Piece) -> None:
    assert held([*given_, one]).level >= held(given_).level


@given(KINDS, st.integers(0, 5_000), st.integers(0, 5_000), st.booleans())
def test_older_is_never_worth_more(kind: Kind, one: int, other: int, returned: bool) -> None:
    newer, older = sorted((one, other))
    fresh = strength(kind, timedelta(newer), returned=returned)
    assert 0 <= strength(kind, timedelta(older), returned=returned) <= fresh <= WORTH[kind].fresh / 100


@given(SEVERAL, pieces(DEEDS), st.integers(1, 3_000))
def test_what_someone_did_counts_no_more_when_it_is_older(given_: list[Piece], one: Piece, days: int) -> None:
    older = replace(one, day=one.day - timedelta(days))
    assert rank(held([*given_, older])) <= rank(held([*given_, one]))


@given(SEVERAL, st.integers(1, 3_000))
def test_a_level_of_older_evidence_is_no_surer(given_: list[Piece], days: int) -> None:
    """Of what says "so far" too, as long as it holds nothing down: its own level is no surer when it is older."""
    level = min(piece.speaks_for for piece in given_)
    alike = [replace(piece, level=level) for piece in given_]
    older = [replace(piece, day=piece.day - timedelta(days)) for piece in alike]
    assert rank(held(older)) <= rank(held(alike))


@given(st.lists(pieces(DEEDS), min_size=1, max_size=9))
def test_time_alone_raises_nothing_where_nothing_speaks_against(given_: list[Piece]) -> None:
    assert rank(held(given_, TODAY + timedelta(500))) <= rank(held(given_))


@given(st.lists(pieces(voices=""), min_size=1, max_size=40))
def test_what_she_alone_says_is_never_sure(given_: list[Piece]) -> None:
    own = [replace(piece, voice=ONESELF, returned=False) for piece in given_]
    assert held(own).sureness in (Sureness.FAINT, Sureness.LOW)


@given(st.sampled_from([kind for kind in Kind if kind is not Kind.STATEMENT]), st.integers(2, 8))
def test_independent_sources_are_surer_than_as_many_of_one_voice(kind: Kind, count: int) -> None:
    def each(voice: str) -> list[Piece]:
        return [Piece(kind=kind, day=TODAY, source=f"s:{at}", level=3, voice=voice.format(at)) for at in range(count)]

    assert held(each("{}")).confidence >= held(each("one")).confidence
    assert held(each("{}")).confidence > held(each("{}")[:1]).confidence


@given(st.integers(3, 9))
def test_a_circle_that_endorses_each_other_gains_less_than_as_many_who_do_not(count: int) -> None:
    """What each of `count` people gets from the others: all of it in return, or none of it."""

    def gain(*, returned: bool) -> int:
        received = [
            Piece(kind=Kind.ENDORSEMENT, day=TODAY, source=f"e:{at}", level=4, voice=str(at), returned=returned)
            for at in range(count - 1)
        ]
        return held(received).confidence

    assert gain(returned=True) < gain(returned=False)
    assert gain(returned=True) <= 50


@given(SEVERAL)
def test_of_a_higher_level_one_is_never_surer(given_: list[Piece]) -> None:
    found = held(given_)
    shares = [found.sure_of(level) for level in range(HIGHEST + 1)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[found.level], sum(shares[found.level + 1 :])) == (found.confidence, 0)
    assert found.surest <= found.level
    assert replace(found, at_least=()).sure_of(found.level) == found.confidence


@given(SEVERAL, pieces(DEEDS))
def test_what_someone_did_makes_no_level_less_sure(given_: list[Piece], one: Piece) -> None:
    before, after = held(given_), held([*given_, one])
    assert all(after.sure_of(level) >= before.sure_of(level) for level in range(HIGHEST + 1))


def test_a_word_for_more_does_not_hide_what_is_sure() -> None:
    """Two accepted answers speak for 3, and one friend in return for 5."""
    given_ = [Piece(kind=Kind.ACCEPTED, day=TODAY, source=f"post:{one}", voice=str(one)) for one in (1, 2)]
    praise = Piece(kind=Kind.ENDORSEMENT, day=TODAY, source="endorsement:1", level=5, voice="3", returned=True)
    found = held([*given_, praise])
    assert (found.level, found.sureness, found.surest) == (5, Sureness.LOW, 3)
    assert found.sure_of(3) > held(given_).sure_of(3) == 51


def test_why_is_said_by_kind_and_what_counts_half_is_told() -> None:
    given_ = [
        Piece(kind=Kind.STATEMENT, day=date(2026, 5, 4), source="statement", level=3),
        Piece(kind=Kind.ACCEPTED, day=date(2026, 4, 1), source="post:1", voice="a"),
        Piece(kind=Kind.ACCEPTED, day=date(2026, 4, 9), source="post:2", voice="b"),
        Piece(kind=Kind.ENDORSEMENT, day=TODAY, source="endorsement:1", level=4, voice="c", returned=True),
    ]
    reasons = [(one.kind, one.pieces, one.returned, one.latest, one.level) for one in held(given_).because]
    assert reasons == [
        (Kind.ENDORSEMENT, 1, 1, TODAY, 4),
        (Kind.ACCEPTED, 2, 0, date(2026, 4, 9), 3),
        (Kind.STATEMENT, 1, 0, date(2026, 5, 4), 3),
    ]


def test_the_table_of_kinds_says_what_is_brought_today() -> None:
    assert set(WORTH) == set(Kind)
    assert {kind for kind in Kind if not WORTH[kind].fed} == {Kind.PLACEMENT, Kind.BADGE}
    assert {kind for kind in Kind if WORTH[kind].how_far} == {Kind.STATEMENT, Kind.ENDORSEMENT}
