"""Say what is being done, and how many seconds each stage took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(words: str) -> None:
    """A line about the stage that runs."""
    print(f"  {words}", flush=True)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Print the stage's name and its seconds once it is done; what fails says so itself."""
    started = time.monotonic()
    yield
    print(f"{name:<12}{time.monotonic() - started:6.1f} s", flush=True)
