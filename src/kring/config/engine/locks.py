"""Locks on files: the kernel lets go of them when a process ends, however it ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO


class Lock:
    """A file that many may hold together (`share`) or one alone (`own`). Never inherited by another program."""

    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("a", encoding="utf-8")

    def share(self) -> bool:
        """Hold it together with others; False when one has it alone."""
        return self._try(fcntl.LOCK_SH)

    def own(self) -> bool:
        """Hold it alone; False when others have it."""
        return self._try(fcntl.LOCK_EX)

    def wait_to_own(self) -> None:
        """Hold it alone, as soon as nobody else does, however long that takes."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go, and close: the lock isn't used again."""
        self._file.close()

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_held(path: Path) -> bool:
    """Whether anybody has this lock alone right now."""
    lock = Lock(path)
    try:
        return not lock.share()
    finally:
        lock.release()


def until(condition: Callable[[], bool], *, seconds: float, step: float = 0.02) -> bool:
    """Try until the condition holds; False when it still doesn't after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True
