"""The levels 0 to 5 and other scales beside them."""

import pytest

from kring.competences.rules.levels import HIGHEST, LEVELS, LOWEST, SCALES, from_scale, level


def test_there_are_six_and_each_says_all_in_both_languages() -> None:
    assert [one.number for one in LEVELS] == list(range(LOWEST, HIGHEST + 1))
    for one in LEVELS:
        for text in (one.name, one.herself, one.situations, one.others):
            assert text.said("en")
            assert text.said("nl")
            assert text.en != text.nl
    assert level(3) is LEVELS[3]
    for number in (-1, 6):
        with pytest.raises(ValueError, match=str(number)):
            level(number)


def test_every_scale_has_a_place_for_each_level_and_says_how_loose_it_is() -> None:
    assert {scale.key for scale in SCALES} == {"dreyfus", "eqf", "nlqf", "sfia", "e-cf", "cefr"}
    for scale in SCALES:
        assert len(scale.beside) == len(LEVELS)
        assert scale.note.en
        assert scale.note.nl


def test_what_another_scale_says_is_read() -> None:
    assert [from_scale("eqf", one) for one in ("1", "2", "3", "4", "5", "6", "7", "8")] == [1, 1, 2, 2, 3, 4, 5, 5]
    assert [from_scale("cefr", one) for one in ("a1", "A2", "B1", "b2", "C1", "C2")] == [1, 2, 3, 4, 5, 5]
    assert from_scale("dreyfus", "Competent") == 3
    assert from_scale("no such", "1") is from_scale("eqf", "") is from_scale("eqf", "9") is None
