"""Who is shown what of a person, how free she is, and how long she may claim an account."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kring.people.rules import (
    CLAIM_LASTS,
    USUAL,
    Availability,
    ClaimState,
    Nearness,
    Part,
    claim_state,
    room_for_requests,
    shown_to,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CHOICES = st.dictionaries(st.sampled_from([*Part]), st.sampled_from([*Nearness]))


@given(choices=CHOICES, far=st.sampled_from([*Nearness]), near=st.sampled_from([*Nearness]))
def test_who_is_nearer_never_sees_less(choices: dict[Part, int], far: Nearness, near: Nearness) -> None:
    if near >= far:
        assert shown_to(choices, far) <= shown_to(choices, near)


@given(choices=CHOICES)
def test_she_herself_sees_all(choices: dict[Part, int]) -> None:
    assert shown_to(choices, Nearness.HERSELF) == frozenset(Part)


def test_without_a_choice_nothing_is_public() -> None:
    assert shown_to({}, Nearness.PUBLIC) == frozenset()
    assert set(USUAL) == set(Part)


def test_for_whom_one_works_is_shown_by_choice_alone() -> None:
    assert all(Part.EMPLOYER not in shown_to({}, near) for near in Nearness if near is not Nearness.HERSELF)
    assert Part.EMPLOYER in shown_to({Part.EMPLOYER: Nearness.CIRCLES}, Nearness.CIRCLES)


@given(cap=st.integers(0, 20), waiting=st.integers(0, 100))
def test_there_is_never_less_than_no_room(cap: int, waiting: int) -> None:
    for availability in Availability:
        room = room_for_requests(availability, cap, waiting)
        assert 0 <= room <= cap
    assert room_for_requests(Availability.CLOSED, cap, waiting) == 0


def test_a_claim_ends_at_its_moment_or_when_it_is_used() -> None:
    ends_at = NOW + CLAIM_LASTS
    assert claim_state(used_at=None, ends_at=ends_at, now=NOW) is ClaimState.OPEN
    assert claim_state(used_at=None, ends_at=ends_at, now=ends_at - timedelta(microseconds=1)) is ClaimState.OPEN
    assert claim_state(used_at=None, ends_at=ends_at, now=ends_at) is ClaimState.ENDED
    assert claim_state(used_at=NOW, ends_at=ends_at, now=NOW) is ClaimState.USED
