"""`kring test` and `kring check`: what a checkout is tried by, here and in CI."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kring.config import engine
from kring.config.cli.errors import CommandError
from kring.config.engine.processes import start

# The one that has no windows takes a third less of the machine.
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def test(arguments: argparse.Namespace) -> int:
    """Run the tests, those in a browser only where there is one."""
    return _tests(_checkout(), arguments.passed)


def check(arguments: argparse.Namespace) -> int:
    """Run every check and then the tests, all of them even when one fails; 1 when any did."""
    root = _checkout()
    steps: dict[str, Callable[[], int]] = {
        "ruff check": lambda: _run(root, "ruff", "check", "."),
        "ruff format": lambda: _run(root, "ruff", "format", "--check", "."),
        "mypy": lambda: _run(root, "mypy"),
        "lint-imports": lambda: _execute(root, str(Path(sys.executable).with_name("lint-imports"))),
        "migrations": lambda: _with_database(root, "manage", "makemigrations", "--check", "--dry-run"),
        "tables": lambda: _with_database(root, "manage", "write_tables", "--check"),
        "messages": lambda: _with_database(root, "messages"),
        "tests": lambda: _tests(root, arguments.passed),
    }
    seconds = {name: _seconds_of(name, step) for name, step in steps.items()}
    print(f"\n{_summary(seconds, has_browser=find_chromium() is not None)}", flush=True)
    return 1 if any(took is None for took in seconds.values()) else 0


def _summary(seconds: Mapping[str, float | None], *, has_browser: bool) -> str:
    """A line a step with the seconds it took (None: it failed), what wasn't tried, and what came of it all."""
    lines = [f"{name:<14}{'FAILED' if took is None else f'passed {took:7.1f} s'}" for name, took in seconds.items()]
    if not has_browser:
        lines.append("journeys      left out: no Chromium here")
    failed = [name for name, took in seconds.items() if took is None]
    return "\n".join([*lines, f"Failed: {', '.join(failed)}." if failed else "All checks passed."])


def find_chromium() -> str | None:
    """The path of a Chromium, or None; KRING_CHROMIUM names one that isn't on the PATH."""
    named = os.environ.get("KRING_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _CHROMIUMS)), None)


def _seconds_of(name: str, step: Callable[[], int]) -> float | None:
    """How long a step took; None when it failed."""
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    return None if step() else time.monotonic() - began


def _tests(root: Path, given: list[str]) -> int:
    options = ["-n", "2"]
    if find_chromium() is None:
        print("No Chromium here: the journeys in a browser are left out. On Debian: apt install chromium", flush=True)
        options += ["-m", "not journey"]
    return _run(root, "pytest", *options, *given)


def _run(root: Path, module: str, *words: str) -> int:
    return _execute(root, sys.executable, "-m", module, *words)


def _execute(root: Path, *command: str) -> int:
    return start(command, environment=dict(os.environ), folder=str(root)).wait()


def _with_database(root: Path, *words: str) -> int:
    """A verb of ours on a database and a data folder that are thrown away."""
    with engine.temporary() as url, tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"DATABASE_URL": url}
        command = [sys.executable, "-m", "kring.config.cli", words[0], "--data", data, *words[1:]]
        return start(command, environment=environment, folder=str(root)).wait()


def _checkout() -> Path:
    root = Path(__file__).resolve().parents[4]
    if not (root / "pyproject.toml").exists() or not (root / "tests").is_dir():
        raise CommandError("Only a checkout can be tested, and this Kring was installed.")
    if importlib.util.find_spec("pytest") is None:
        raise CommandError("What the tests need isn't installed. Run them by `./kring test`, which installs it.")
    return root
