"""Learning a community's own weights from its answered questions."""

import random

import pytest

from kring.finding.rules import ENOUGH, FEATURES, Example, Weights, example_of, fit
from kring.finding.rules.fitting import RIVALS, solve

ZERO = Weights(dict.fromkeys(FEATURES, 0.0), load=0.3)
FLAT = (0.0,) * len(FEATURES)


def one_of(place: int, value: float = 1.0) -> tuple[float, ...]:
    return tuple(value if place == at else 0.0 for at in range(len(FEATURES)))


def made(count: int, seed: int = 1) -> list[Example]:
    """Questions that are answered by whoever has most of the first feature; the second is noise."""
    chance = random.Random(seed)
    examples = []
    for _ in range(count):
        people = [(chance.random(), chance.random(), *(0.0 for _ in FEATURES[2:])) for _ in range(8)]
        people.sort(reverse=True)
        examples.append(Example(people[:1], people[1:]))
    return examples


def test_without_examples_the_prior_comes_back() -> None:
    prior = Weights(dict.fromkeys(FEATURES, 0.7), load=0.3)
    assert fit([], prior=prior).features == prior.features


def test_what_tells_gets_weight_and_noise_gets_little() -> None:
    learned = fit(made(ENOUGH), prior=ZERO, pull=1.0).features
    assert learned[FEATURES[0]] > 3
    assert abs(learned[FEATURES[1]]) < learned[FEATURES[0]] / 4


def test_few_examples_move_little() -> None:
    few, many = (fit(made(count), prior=ZERO).features[FEATURES[0]] for count in (3, 300))
    assert 0 < few < many


def test_a_stronger_pull_stays_nearer_to_the_prior() -> None:
    loose, tight = (fit(made(ENOUGH), prior=ZERO, pull=pull).features[FEATURES[0]] for pull in (1, 1000))
    assert 0 < tight < loose


def test_a_feature_that_never_differs_keeps_its_prior() -> None:
    prior = Weights(dict.fromkeys(FEATURES, 0.5))
    assert fit(made(ENOUGH), prior=prior).features[FEATURES[8]] == pytest.approx(0.5)


def test_learning_is_the_same_each_time_and_keeps_the_load() -> None:
    first, again = fit(made(50), prior=ZERO, provenance={"of": "a test"}), fit(made(50), prior=ZERO)
    assert first.features == again.features
    assert (first.load, first.provenance) == (0.3, {"of": "a test"})


def test_an_example_keeps_the_nearest_rivals() -> None:
    vectors = {person: one_of(0, float(person)) for person in range(RIVALS + 20)}
    example = example_of(vectors, {3}, Weights({**ZERO.features, FEATURES[0]: 1.0}))
    assert example is not None
    assert example.answered == [one_of(0, 3.0)]
    assert len(example.rivals) == RIVALS
    assert one_of(0, 1.0) not in example.rivals


@pytest.mark.parametrize("answered", [set(), {9}, {1, 2}])
def test_a_question_that_teaches_nothing_is_no_example(answered: set[int]) -> None:
    assert example_of({1: FLAT, 2: FLAT}, answered, ZERO) is None


def test_solve_finds_what_was_multiplied() -> None:
    assert solve([[4.0, 1.0], [1.0, 3.0]], [9.0, 5.0]) == pytest.approx([2.0, 1.0])


def test_solve_refuses_a_singular_system() -> None:
    with pytest.raises(ZeroDivisionError):
        solve([[0.0, 0.0], [0.0, 0.0]], [1.0, 1.0])
