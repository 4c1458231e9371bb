"""What an earlier server may have left: processes that still run on the cluster, and files with a process id.

PostgreSQL trusts the process id in `postmaster.pid`, and in the lock beside its socket: where that number has meanwhile
gone to some other program, or its process was killed and nobody has taken note of its end yet, it takes the cluster or
the socket for in use and doesn't start. So we look for ourselves: a process that works in the cluster's folder is
PostgreSQL's, any other isn't. Only when none is left do the files go.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from kring.config.engine import locks
from kring.config.engine.errors import EngineError

# Kindest first: end the work in hand, drop it, end the process. Each with the seconds that it gets.
_STEPS = ((signal.SIGINT, 60), (signal.SIGQUIT, 20), (signal.SIGKILL, 10))


def processes_in(folder: Path) -> list[int]:
    """Ids of the processes whose working folder is `folder`, as every process of PostgreSQL has it."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def clear(folder: Path, socket: Path) -> bool:
    """End what still runs on the cluster in `folder` and remove its process file, and those in the folder of its
    socket, where no other server may be; True when there was anything.

    Raises EngineError when a process doesn't end, not even when killed (a disk that hangs).
    """
    file = folder / "postmaster.pid"
    found = file.exists()
    for number, seconds in _STEPS:
        running = processes_in(folder)
        if not running:
            break
        found = True
        _signal(running, number, _leader(file))
        if locks.until(lambda: not processes_in(folder), seconds=seconds):
            break
    else:
        raise EngineError(
            f"A process of PostgreSQL still works in {folder} and can't be ended: {processes_in(folder)}."
        )
    for left in (file, *socket.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)
    return found


def _leader(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="utf-8").splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _signal(running: list[int], number: signal.Signals, leader: int | None) -> None:
    """Send to the leader alone where it lives, for it ends the others; else to each."""
    for process in [leader] if leader in running and leader is not None else running:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            continue
