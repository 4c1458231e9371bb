"""End process groups once the process at the other end of a pipe is gone, however it ended.

The kernel's signal to a child whose parent was killed reaches that child alone, and a web server that was just starting
may leave its own children behind. This small program, run by its path, outlives the parent for those few seconds: each
line that it reads is `+GROUP` or `-GROUP`; at the end of the pipe the groups that it still knows get SIGTERM, and
SIGKILL after SECONDS.

    python -I -S last_will.py SECONDS < pipe
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress


def main(seconds: float) -> None:
    """Read until the end, then end what is left."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        change = groups.add if line.startswith("+") else groups.discard
        change(int(line[1:]))
    _signal(groups, signal.SIGTERM)
    end = time.monotonic() + seconds
    while any(_lives(group) for group in groups) and time.monotonic() < end:
        time.sleep(0.1)
    _signal(groups, signal.SIGKILL)


def _signal(groups: set[int], number: signal.Signals) -> None:
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main(float(sys.argv[1]))
