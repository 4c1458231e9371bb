"""What speaks for a person: numbers per person, as if asked at a time."""

import math

from hypothesis import given
from hypothesis import strategies as st

from kring.finding.rules import (
    DAY,
    FEATURES,
    Activity,
    Vote,
    activity_of,
    day_start,
    features_of,
    pulse_of,
    rarity,
    tag_sums,
)

AT = 1_000 * DAY + 5_000
NOBODY = pulse_of({})


def vote(author: int, score: float, days_ago: int = 1, document: int = 0) -> Vote:
    return Vote(document, author, score, AT - days_ago * DAY, document)


def named(vector: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(FEATURES, vector, strict=True))


def test_day_start_is_midnight() -> None:
    assert day_start(AT) == 1_000 * DAY
    assert day_start(1_000 * DAY) == 1_000 * DAY


def test_activity_leaves_out_the_day_of_asking_and_later() -> None:
    rows = [(1, 1_000 * DAY, 5), (1, 1_001 * DAY, 5), (1, 999 * DAY, 2)]
    assert activity_of(rows, AT)[1].ever == 2


def test_activity_decays_by_whole_days() -> None:
    active = activity_of([(1, 986 * DAY, 3)], AT)[1]
    assert math.isclose(active.fortnight, 3 / math.e)
    assert math.isclose(active.year, 3 * math.exp(-14 / 365))


def test_activity_counts_the_last_thirty_days_and_the_newest() -> None:
    active = activity_of([(1, 970 * DAY, 1), (1, 969 * DAY, 1), (1, 10 * DAY, 1)], AT)[1]
    assert (active.month, active.ever, active.last) == (1, 3, 970 * DAY)


def test_pulse_keeps_the_most_active_lately() -> None:
    people = {1: Activity(fortnight=1.0), 2: Activity(fortnight=3.0), 3: Activity(fortnight=1.0)}
    pulse = pulse_of(people, most=2)
    assert pulse.lately == (2, 1)
    assert pulse.whole.fortnight == 5.0


def test_candidates_are_voters_the_tagged_and_the_active() -> None:
    pulse = pulse_of({3: Activity(fortnight=1.0)})
    assert set(features_of([vote(1, 2.0)], pulse, {2: 1.0}, at=AT)) == {1, 2, 3}


def test_nothing_known_gives_no_candidates() -> None:
    assert features_of([], NOBODY, {}, at=AT) == {}


def test_the_best_has_the_whole_share() -> None:
    best = named(features_of([vote(1, 2.0), vote(2, 1.0)], NOBODY, {1: 4.0, 2: 1.0}, at=AT)[1])
    assert math.isclose(best["votes"], math.log(101))
    assert math.isclose(best["best_year"], 1.0)
    assert best["tags"] == 1.0


def test_an_older_document_counts_less_within_the_year_only() -> None:
    vectors = features_of([vote(1, 2.0, 10), vote(2, 2.0, 400)], NOBODY, {}, at=AT)
    new, old = named(vectors[1]), named(vectors[2])
    assert new["votes"] == old["votes"]
    assert new["votes_year"] > old["votes_year"] > 0


def test_someone_new_has_no_activity_and_no_freshness() -> None:
    vector = named(features_of([vote(1, 2.0)], NOBODY, {}, at=AT)[1])
    assert [vector[name] for name in ("fortnight", "quarter", "year", "ever", "freshness")] == [0.0] * 5


def test_tags_are_summed_by_rarity() -> None:
    assert tag_sums([(2.0, [1, 2, 1]), (0.5, [2])]) == {1: 4.0, 2: 2.5}
    assert rarity(1, 100) > rarity(50, 100) > 0


@given(
    st.lists(st.tuples(st.integers(1, 9), st.floats(0.1, 50), st.integers(1, 3_000)), max_size=30),
    st.dictionaries(st.integers(1, 9), st.integers(1, 400), max_size=9),
)
def test_features_are_never_negative_and_do_not_depend_on_the_scale_of_scores(
    told: list[tuple[int, float, int]], answered: dict[int, int]
) -> None:
    pulse = pulse_of(activity_of(((person, (1_000 - n) * DAY, n) for person, n in answered.items()), AT))
    vectors = features_of([vote(a, s, d) for a, s, d in told], pulse, {}, at=AT)
    larger = features_of([vote(a, s * 7, d) for a, s, d in told], pulse, {}, at=AT)
    assert all(value >= 0 and math.isfinite(value) for vector in vectors.values() for value in vector)
    assert all(
        math.isclose(one, other, abs_tol=1e-9)
        for person, vector in vectors.items()
        for one, other in zip(vector, larger[person], strict=True)
    )
