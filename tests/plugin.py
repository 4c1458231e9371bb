"""One PostgreSQL for the whole run: the one of DATABASE_URL, or a throwaway embedded one; and which process runs what.
Loaded by `-p tests.plugin`."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

_stack = ExitStack()

# The browser that a process keeps open runs a loop of its own, which Django would take for ours.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

if "PYTEST_XDIST_WORKER" not in os.environ and "KRING_TESTS" not in os.environ:
    os.environ["KRING_TESTS"] = "1"
    os.environ["KRING_DATA"] = _stack.enter_context(tempfile.TemporaryDirectory(prefix="kring-tests-"))
    os.environ["KRING_DEMO"] = "1"
    # Static files are made when they are first asked for; their folder must be there before.
    (Path(os.environ["KRING_DATA"]) / "static").mkdir()
    from kring.config import messages

    # Before any process has read them: Django keeps what it read, also that there was nothing.
    messages.compile_all(Path(os.environ["KRING_DATA"]) / "locale")
    if "DATABASE_URL" not in os.environ:
        from kring.config.engine import temporary

        os.environ["DATABASE_URL"] = _stack.enter_context(temporary())
    else:
        from tests.database import forget_what_is_migrated

        _stack.callback(forget_what_is_migrated, os.environ["DATABASE_URL"])

# What takes minutes is begun first; the last are thousands that take no time, so that no process waits for another.
_ORDER = ("journeys", "house", "doors", "domain", "rules/registers", "rules")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order in which they are best begun."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    return next((place for place, name in enumerate(_ORDER) if item.nodeid.startswith(f"tests/{name}/")), len(_ORDER))


class ByFile(LoadScopeScheduling):
    """Tests of a file stay in one process, which makes once what they share; all journeys too, with one Kring."""

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Files in the order in which they are best begun, instead of the longest by number first."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started here."""
    _stack.close()
