"""Settings that follow from the machine: pure arithmetic, in mebibytes."""

from __future__ import annotations

from collections.abc import Mapping

_SMALLEST_SHARED_MEMORY = 256


def settings(*, memory: int, cores: int, shared_memory: int) -> Mapping[str, str]:
    """PostgreSQL's settings for a machine, or the share of it that we may use; Kring's own processes live on it too.

    `memory` and `shared_memory` (what /dev/shm holds) are in MiB. An eighth goes to shared buffers, between 64 MiB and
    2 GiB: the rest is the kernel's cache, which PostgreSQL counts on, and our own processes.
    """
    return {
        "shared_buffers": f"{_within(memory // 8, 64, 2048)}MB",
        "effective_cache_size": f"{_within(memory // 2, 128, 65536)}MB",
        "work_mem": f"{_within(memory // 256, 4, 32)}MB",
        "maintenance_work_mem": f"{_within(memory // 16, 32, 512)}MB",
        "max_connections": "100",
        "max_worker_processes": str(max(8, cores)),
        "max_parallel_workers_per_gather": str(_within(cores // 2, 0, 4)),
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        # Containers give 64 MiB of /dev/shm, in which a parallel query fails.
        "dynamic_shared_memory_type": "posix" if shared_memory >= _SMALLEST_SHARED_MEMORY else "mmap",
        "restart_after_crash": "on",
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "postgresql-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_line_prefix": "%m [%p] %q%a ",
        "log_min_duration_statement": "2s",
    }


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))
