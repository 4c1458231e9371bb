"""When a failing handler is tried again."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kring.foundation.events.facts import Fact
from kring.foundation.events.rules import LEASE, TRIES, retry_after


@given(some.integers(min_value=TRIES, max_value=10_000))
def test_after_the_last_try_there_is_none(attempts: int) -> None:
    assert retry_after(attempts) is None


def test_the_waits_grow_to_a_quarter_of_a_day() -> None:
    waits = [wait for attempts in range(1, TRIES) if (wait := retry_after(attempts)) is not None]
    assert len(waits) == TRIES - 1
    assert waits[0] == timedelta(seconds=10)
    assert all(later > earlier for earlier, later in pairwise(waits))
    assert max(waits) <= timedelta(hours=6)
    # Longer than a lease in the end, so that what failed for want of time isn't at once failed again.
    assert max(waits) > LEASE


def test_two_facts_can_not_have_one_name() -> None:
    with pytest.raises(ValueError, match=r"Two facts are named people\.ProfileChanged"):
        type("Second", (Fact,), {"name": "people.ProfileChanged", "__annotations__": {}})
