"""One PostgreSQL for the whole run: the one of DATABASE_URL, or a throwaway embedded one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

_stack = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Before Django reads its settings: a data folder of its own, and a database server."""
    if not hasattr(config, "workerinput"):
        folder = _stack.enter_context(tempfile.TemporaryDirectory(prefix="kring-tests-"))
        os.environ["KRING_DATA"] = folder
        os.environ["KRING_DEMO"] = "1"
        if "DATABASE_URL" not in os.environ:
            from kring.config.engine import temporary

            os.environ["DATABASE_URL"] = _stack.enter_context(temporary())
    Path(os.environ["KRING_DATA"]).mkdir(exist_ok=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    _stack.close()


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings: object) -> Iterator[None]:
    """Each test has a search index of its own."""
    settings.SEARCH_INDEX = tmp_path / "index"  # type: ignore[attr-defined]
    yield
