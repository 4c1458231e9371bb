"""Processor time of all processes of a running Kring, read from /proc."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def of_data(data: Path) -> set[int]:
    """The processes that belong to a data folder: those that name it, and their descendants."""
    mark = str(data).encode()
    parents: dict[int, int] = {}
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(") ")[2].split()[1])
            if mark in (entry / "cmdline").read_bytes() or mark in (entry / "environ").read_bytes():
                found.add(int(entry.name))
        except OSError:
            continue
    grown = True
    while grown:
        below = {process for process, parent in parents.items() if parent in found}
        grown = not below <= found
        found |= below
    found.discard(os.getpid())
    return found


def seconds(processes: set[int]) -> float:
    """Processor seconds that these used so far, children that ended included."""
    total = 0
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15])
    return total / _TICKS
