"""People in order, each with her evidence and the reasons for her place."""

import json
import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.finding.rules import (
    DAY,
    FEATURES,
    GROUPS,
    Activity,
    Reason,
    Vote,
    Weights,
    evidence_of,
    parse_weights,
    pulse_of,
    rank,
)
from kring.finding.shipped import shipped_weights

AT = 1_000 * DAY
EVEN = Weights(dict.fromkeys(FEATURES, 1.0), load=0.5)
NOBODY = pulse_of({})


def vote(document: int, author: int, score: float, days_ago: int = 1, conversation: int | None = None) -> Vote:
    return Vote(document, author, score, AT - days_ago * DAY, document if conversation is None else conversation)


def order(
    votes: list[Vote],
    *,
    open_requests: Mapping[int, int] | None = None,
    leave_out: frozenset[int] = frozenset(),
    limit: int = 5,
) -> list[int]:
    found = rank(
        votes=votes, pulse=NOBODY, at=AT, weights=EVEN, open_requests=open_requests, leave_out=leave_out, limit=limit
    )
    return [one.person for one in found]


def test_whoever_has_better_documents_stands_first() -> None:
    assert order([vote(1, 7, 1.0), vote(2, 8, 3.0)]) == [8, 7]


def test_equal_people_stand_by_their_number() -> None:
    assert order([vote(1, 9, 2.0), vote(2, 3, 2.0)]) == [3, 9]


def test_the_asker_is_left_out() -> None:
    assert order([vote(1, 7, 1.0), vote(2, 8, 3.0)], leave_out=frozenset({8})) == [7]


def test_no_more_than_the_limit() -> None:
    assert len(order([vote(n, n, 1.0) for n in range(1, 9)], limit=3)) == 3


def test_whoever_has_nothing_to_show_stands_behind() -> None:
    pulse = pulse_of({9: Activity(50.0, 90.0, 200.0, 400, 30, AT - DAY)})
    found = rank(votes=[vote(1, 7, 2.0, 900)], pulse=pulse, at=AT, weights=shipped_weights(), tags={8: 1.0})
    assert found[0].person == 7
    assert {one.person for one in found} == {7, 8, 9}
    assert found[1].evidence == ()


def test_nobody_known_is_an_empty_ranking() -> None:
    assert order([]) == []


def test_open_requests_weigh_but_do_not_bar() -> None:
    votes = [vote(1, 7, 2.0), vote(2, 8, 1.99)]
    assert order(votes) == [7, 8]
    assert order(votes, open_requests={7: 3}) == [8, 7]


def test_parts_add_up_to_the_score() -> None:
    pulse = pulse_of({7: Activity(2.0, 3.0, 4.0, 5, 2, AT - 3 * DAY), 8: Activity(1.0, 1.0, 1.0, 1, 1, AT - DAY)})
    for one in rank(votes=[vote(1, 7, 2.0)], pulse=pulse, at=AT, weights=EVEN, tags={7: 1.0}, open_requests={7: 1}):
        assert math.isclose(sum(one.parts.values()), one.score)
        assert set(one.parts) == {*GROUPS, "load"}


def test_groups_hold_every_feature_once() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(FEATURES)


def test_evidence_is_the_best_of_each_conversation() -> None:
    found = evidence_of([vote(1, 7, 3.0, conversation=5), vote(2, 7, 2.9, conversation=5), vote(3, 7, 2.5)], at=AT)
    assert [piece.document for piece in found] == [1, 3]


def test_evidence_leaves_out_what_hardly_matters() -> None:
    assert [piece.document for piece in evidence_of([vote(1, 7, 10.0), vote(2, 7, 1.0)], at=AT)] == [1]


def test_evidence_is_three_pieces_at_most_and_none_for_none() -> None:
    assert len(evidence_of([vote(n, 7, 2.0) for n in range(1, 9)], at=AT)) == 3
    assert evidence_of([], at=AT) == ()


def test_newer_evidence_comes_before_as_good_older() -> None:
    found = evidence_of([vote(1, 7, 2.0, 900), vote(2, 7, 2.0, 9)], at=AT)
    assert [piece.document for piece in found] == [2, 1]
    assert math.isclose(sum(piece.share for piece in found), 1.0)


def test_reasons_are_ready_for_words() -> None:
    pulse = pulse_of({7: Activity(ever=9, month=4, last=AT - 2 * DAY)})
    [one] = rank(votes=[vote(1, 7, 2.0), vote(2, 7, 2.0, 300)], pulse=pulse, at=AT, weights=EVEN, open_requests={7: 2})
    assert one.reasons == (
        Reason("did_this", 2),
        Reason("did_this_lately", 1),
        Reason("active", 4),
        Reason("asked_often", 2),
    )


def test_a_long_silence_is_said() -> None:
    pulse = pulse_of({7: Activity(ever=9, last=AT - 400 * DAY)})
    [one] = rank(votes=[], pulse=pulse, at=AT, weights=EVEN)
    assert one.reasons == (Reason("seldom_lately", 400),)


def test_shipped_weights_say_where_they_are_from() -> None:
    shipped = shipped_weights()
    assert set(shipped.features) == set(FEATURES)
    assert "questions per community, all before its last fifth" in shipped.provenance


def test_subject_speaks_for_a_person_under_shipped_weights() -> None:
    assert all(shipped_weights().features[name] > 0 for name in ("best_year", "tags", "fortnight"))


@pytest.mark.parametrize("features", [{}, dict.fromkeys(FEATURES[1:], 1.0), dict.fromkeys([*FEATURES, "more"], 1)])
def test_weights_for_other_features_are_refused(features: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="weights are for"):
        parse_weights(json.dumps({"features": features}))


def test_weights_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="weights are for"):
        parse_weights(json.dumps({"features": dict.fromkeys(FEATURES, math.inf)}))


@given(st.permutations([vote(n, n % 4 + 1, 1.0 + n / 10, n) for n in range(1, 12)]))
def test_the_order_of_votes_does_not_matter(votes: list[Vote]) -> None:
    assert order(votes) == order(sorted(votes, key=lambda one: one.document))


@given(st.lists(st.tuples(st.integers(1, 6), st.floats(0.5, 9)), min_size=1, max_size=20), st.integers(1, 6))
def test_a_further_document_like_the_best_never_lowers_its_author(told: list[tuple[int, float]], person: int) -> None:
    votes = [vote(n, author, score) for n, (author, score) in enumerate(told, start=1)]
    best = max(score for _, score in told)
    before, after = order(votes, limit=9), order([*votes, vote(99, person, best)], limit=9)
    assert person not in before or after.index(person) <= before.index(person)
