"""What this machine has, or what of it we may use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEBIBYTE = 1024 * 1024


def memory() -> int:
    """Memory in MiB: the machine's, or the limit of the control group where that is lower."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        limit = "max"
    return min(whole, int(limit) if limit.isdigit() else whole) // _MEBIBYTE


def cores() -> int:
    """Processors that this process may run on."""
    return len(os.sched_getaffinity(0))


def shared_memory() -> int:
    """Room in MiB that /dev/shm has; 0 where there is none."""
    try:
        return shutil.disk_usage("/dev/shm").total // _MEBIBYTE  # noqa: S108 - only asked how large it is
    except OSError:
        return 0
