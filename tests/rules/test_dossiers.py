"""When a person is reminded."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kring.learning.dossiers.rules.reminding import DAYS, due

DEADLINE = date(2026, 12, 31)


@given(st.lists(st.integers(-5, 400), min_size=1, max_size=40))
def test_looking_on_any_days_each_reminder_comes_at_most_once_and_never_too_early(lefts: list[int]) -> None:
    sent: list[int] = []
    for left in sorted(lefts, reverse=True):
        days = due(DEADLINE, today=DEADLINE - timedelta(days=left), sent=sent)
        if days is not None:
            assert 0 <= left <= days
            sent.append(days)
    assert len(sent) == len(set(sent))
    assert sent == sorted(sent, reverse=True)


def test_looking_each_day_all_four_come_on_their_day() -> None:
    sent: dict[int, int] = {}
    for left in range(400, -2, -1):
        days = due(DEADLINE, today=DEADLINE - timedelta(days=left), sent=sent.keys())
        if days is not None:
            sent[days] = left
    assert sent == {days: days for days in DAYS}
