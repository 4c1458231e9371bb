"""`python -m bench.importing DIR [DIR ...]`: bring dumps in, each into a fresh database, and print time and memory.

The database is a throwaway server that doesn't flush to disk (`--lasting` has one that does, as `kring up` has). With
`--rows 250000 1000000` dumps of those sizes are generated and measured too. Memory is the largest resident size of the
importing process, which is one of its own for each dump.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.importing import generate

_LASTING = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def main() -> None:
    """Measure each dump in a process of its own, and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--rows", type=int, nargs="*", default=[])
    parser.add_argument("--lasting", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.folders[0], lasting=given.lasting)
        return
    heads = (
        ("rows", 10),
        ("MB", 7),
        ("seconds", 9),
        ("rows/s", 9),
        ("of it indexing", 16),
        ("peak MB", 9),
        ("with index", 12),
    )
    print(f"{'dump':<16}" + "".join(f"{words:>{width}}" for words, width in heads), flush=True)
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as scratch:
        for folder in given.folders:
            _measured(folder, lasting=given.lasting)
        for rows in given.rows:
            folder = Path(scratch) / f"{rows:,}"
            generate.write(folder, rows=rows, people=rows // 50)
            _measured(folder, lasting=given.lasting)


def _measured(folder: Path, *, lasting: bool) -> None:
    command = [sys.executable, "-m", "bench.importing", "--one", *(["--lasting"] if lasting else []), str(folder)]
    subprocess.run(command, check=True)


def _one(folder: Path, *, lasting: bool) -> None:
    from kring.config.engine import temporary

    with (
        tempfile.TemporaryDirectory(prefix="kring-bench-") as data,
        temporary(settings=_LASTING if lasting else {}) as url,
    ):
        os.environ |= {"KRING_DATA": data, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "kring.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(_line(folder), flush=True)


def _line(folder: Path) -> str:
    from kring.finding.index import indexer
    from kring.interop.importers import command

    spent, peaks = [0.0], [0.0]
    index = indexer.index_pending

    def timed(*arguments: Any) -> int:
        began, peaks[0] = time.monotonic(), _peak()
        done = index(*arguments)
        spent[0] = time.monotonic() - began
        return done

    indexer.index_pending = timed
    began = time.monotonic()
    with Path(os.devnull).open("w") as nowhere:
        sys.stdout, shown = nowhere, sys.stdout
        code = command.run(argparse.Namespace(folder=folder, into="Measured", language="en"))
        sys.stdout = shown
    seconds = time.monotonic() - began
    if code != 0:
        raise SystemExit(code)
    peak, rows = _peak(), _count(folder)
    return (f"{folder.name:<16}{rows:>10,}{_size(folder) / 1e6:>7.0f}{seconds:>9.1f}{rows / seconds:>9,.0f}"
            f"{spent[0]:>14.1f} s{peaks[0]:>9.0f}{peak:>12.0f}")  # fmt: skip


def _peak() -> float:
    """The largest resident size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.xml"))


def _count(folder: Path) -> int:
    total = 0
    for path in folder.glob("*.xml"):
        with path.open("rb") as file:
            total += sum(line.count(b"<row ") for line in file)
    return total


if __name__ == "__main__":
    main()
