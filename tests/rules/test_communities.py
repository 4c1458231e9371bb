"""How long invitations and circles last, and how a pasted list of addresses is read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kring.communities.rules import day_of, end_of, has_ended, last_day
from kring.foundation.inviting.rules import InvitationState, invitation_state, split_addresses

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("used", "ends_at", "withdrawn_at", "state"),
    [
        (0, NOW + SECOND, None, InvitationState.OPEN),
        (1, NOW + SECOND, None, InvitationState.OPEN),
        (2, NOW + SECOND, None, InvitationState.FULL),
        (0, NOW, None, InvitationState.ENDED),
        (2, NOW - SECOND, None, InvitationState.ENDED),
        (0, NOW + SECOND, NOW, InvitationState.WITHDRAWN),
        (2, NOW - SECOND, NOW, InvitationState.WITHDRAWN),
    ],
)
def test_an_invitation_is_open_until_it_is_withdrawn_over_or_full(
    used: int, ends_at: datetime, withdrawn_at: datetime | None, state: InvitationState
) -> None:
    assert invitation_state(used=used, limit=2, ends_at=ends_at, withdrawn_at=withdrawn_at, now=NOW) is state


@given(used=some.integers(0, 50), limit=some.integers(1, 50), seconds=some.integers(-100, 100))
def test_an_invitation_never_lets_in_more_than_its_limit_or_after_its_end(used: int, limit: int, seconds: int) -> None:
    state = invitation_state(used=used, limit=limit, ends_at=NOW + seconds * SECOND, withdrawn_at=None, now=NOW)
    assert (state is InvitationState.OPEN) == (used < limit and seconds > 0)


def test_a_circle_is_over_after_its_last_day() -> None:
    last = date(2026, 3, 2)
    assert not has_ended(last, last)
    assert has_ended(last, last + timedelta(days=1))
    assert not has_ended(None, last)


def test_a_day_begins_at_midnight_at_home() -> None:
    assert day_of(datetime(2026, 3, 2, 22, 59, tzinfo=UTC)) == date(2026, 3, 2)
    assert day_of(datetime(2026, 3, 2, 23, 0, tzinfo=UTC)) == date(2026, 3, 3)


@given(some.dates())
def test_what_ends_with_a_day_has_it_as_its_last_day(day: date) -> None:
    assert last_day(end_of(day)) == min(day, date(9999, 12, 29))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        (" \n ,; ", []),
        ("a@b.nl", ["a@b.nl"]),
        ("a@b.nl, c@d.nl;e@f.nl\r\ng@h.nl\tI@j.nl", ["a@b.nl", "c@d.nl", "e@f.nl", "g@h.nl", "I@j.nl"]),
        ("a@b.nl c@d.nl", ["a@b.nl", "c@d.nl"]),
        ("Anna Bos <a@b.nl>, <c@d.nl>", ["a@b.nl", "c@d.nl"]),
        ('"Bos, Anna" <a@b.nl>', ['"Bos', "a@b.nl"]),
        ("Anna Bos", ["Anna Bos"]),
        ("Anna a@b.nl", ["Anna a@b.nl"]),
        ("<>", []),
    ],
)
def test_addresses_are_read_however_they_were_pasted(text: str, addresses: list[str]) -> None:
    assert split_addresses(text) == addresses


@given(some.text(max_size=300))
def test_nothing_that_looks_like_an_address_is_lost(text: str) -> None:
    pasted = f"{text.replace('<', '').replace('>', '')}\nanna@example.org\n"
    assert "anna@example.org" in split_addresses(pasted)
    assert all(address == address.strip() and address for address in split_addresses(text))
