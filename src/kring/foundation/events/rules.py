"""When a failing handler is tried again. Pure."""

from datetime import timedelta
from typing import Final

TRIES: Final = 8
# A claim that was not finished by then is taken for a crash, and given to the next.
LEASE: Final = timedelta(minutes=5)
_FIRST: Final = timedelta(seconds=10)
_LONGEST: Final = timedelta(hours=6)


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after the `attempts`-th try failed; None when it was the last.

    >>> retry_after(1), retry_after(3), retry_after(8)
    (datetime.timedelta(seconds=10), datetime.timedelta(seconds=160), None)
    """
    if attempts >= TRIES:
        return None
    wait: timedelta = _FIRST * 4 ** (attempts - 1)
    return min(wait, _LONGEST)
