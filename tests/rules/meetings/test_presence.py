"""Codes of a room, minutes that someone was there, places, and the list that is closed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kring.meetings.rules import capacity, presence
from kring.meetings.rules.capacity import Closed

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)
NOON = TEN + timedelta(hours=2)
at = datetime.fromisoformat
moments = st.datetimes(at("2020-01-01"), at("2040-01-01")).map(lambda at: at.replace(tzinfo=UTC))


@given(st.binary(min_size=16, max_size=32), moments)
def test_a_code_holds_for_its_minute_and_the_next(secret: bytes, at: datetime) -> None:
    shown = presence.code(secret, at)
    assert len(shown) == presence.LENGTH
    assert set(shown) <= set(presence.SIGNS)
    assert presence.accepts(secret, f" {shown[:3].lower()} {shown[3:]} ", at)
    assert presence.accepts(secret, shown, at + presence.TURN)
    assert 1 <= presence.seconds_left(at) <= 60


def test_an_old_code_or_another_rooms_is_refused() -> None:
    shown = presence.code(b"one room", TEN)
    assert not presence.accepts(b"one room", shown, TEN + 2 * presence.TURN)
    assert not presence.accepts(b"one room", shown, TEN - presence.TURN)
    assert not presence.accepts(b"another room", shown, TEN)
    assert not presence.accepts(b"one room", "", TEN)
    assert not presence.accepts(b"one room", "é" * 10_000, TEN)


@given(moments, st.integers(1, 600), st.integers(-100, 700), st.integers(0, 700))
def test_nobody_was_there_longer_than_it_lasted(starts: datetime, lasts: int, came: int, stayed: int) -> None:
    ends, at = starts + timedelta(minutes=lasts), starts + timedelta(minutes=came)
    whole = presence.minutes_there(starts=starts, ends=ends, came=at, left=None)
    part = presence.minutes_there(starts=starts, ends=ends, came=at, left=at + timedelta(minutes=stayed))
    assert 0 <= part <= whole <= lasts
    assert presence.minutes_there(starts=starts, ends=ends, came=None, left=ends) == 0


def test_a_list_is_sealed_the_same_way_whatever_its_order() -> None:
    assert presence.sealed({"b": "é", "a": [1]}) == presence.sealed({"a": [1], "b": "é"})
    assert presence.sealed({"a": 1})[0] == '{"a":1}'
    assert presence.sealed({"a": 1}) != presence.sealed({"a": 2})


@given(st.integers(0, 50) | st.none(), st.integers(0, 50), st.integers(0, 50))
def test_whoever_moves_up_has_a_place(places: int | None, taken: int, waiting: int) -> None:
    moved = capacity.movable(places=places, taken=taken, waiting=waiting)
    assert 0 <= moved <= waiting
    assert places is None or moved == 0 or taken + moved <= places
    assert moved == waiting or not capacity.has_room(places=places, taken=taken + moved)


def test_when_registration_is_closed() -> None:
    def why(now: datetime, *, hours: int = 0, cancelled: bool = False) -> Closed | None:
        return capacity.closed(cancelled=cancelled, starts=TEN, ends=NOON, hours_before=hours, now=now)

    assert why(TEN - timedelta(days=1), cancelled=True) is Closed.CANCELLED
    assert why(NOON) is Closed.OVER
    assert why(TEN + timedelta(minutes=5)) is None
    assert why(TEN - timedelta(hours=24), hours=24) is Closed.TOO_LATE
    assert why(TEN - timedelta(hours=25), hours=24) is None
    assert capacity.is_late(starts=TEN, hours_before=24, now=TEN - timedelta(hours=3))
    assert not capacity.is_late(starts=TEN, hours_before=0, now=TEN - timedelta(hours=3))
