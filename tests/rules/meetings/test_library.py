"""What may stand in a library, and when a meeting is followed up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kring.meetings.library.rules import is_followed_up, is_told, takes_file

BEGINS = datetime(2026, 3, 16, 14, 0, tzinfo=UTC)
AWAY = some.timedeltas(timedelta(days=-900), timedelta(days=900))


@pytest.mark.parametrize(("kind", "takes"), [("talk", True), ("document", True), ("recording", False), ("link", False)])
def test_a_recording_is_played_elsewhere(kind: str, takes: bool) -> None:
    assert takes_file(kind) is takes


@given(AWAY, some.booleans())
def test_a_meeting_is_followed_up_from_its_begin_on(away: timedelta, cancelled: bool) -> None:
    followed = is_followed_up(starts=BEGINS, cancelled=cancelled, at=BEGINS + away)
    assert followed is (not cancelled and away >= timedelta(0))


@given(AWAY)
def test_a_circle_is_told_once_of_what_is_there_at_a_meeting(away: timedelta) -> None:
    """Who comes finds it before; whoever hears of it at all hears of it when the meeting has begun."""
    assert is_told(meeting_starts=BEGINS, at=BEGINS + away) is (away >= timedelta(0))
    assert is_told(meeting_starts=None, at=BEGINS + away)
