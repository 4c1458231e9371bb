"""Fixtures of all tests. The database and the data folder are made in `tests/plugin.py`, before Django reads its
settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Browser

from tests.journeys.browser import chromium
from tests.people import world

__all__ = ["browser", "own_index", "world"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process, which can have no second one."""
    with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def own_index(tmp_path: Path) -> Iterator[None]:
    """Each test has a search index of its own."""
    with override_settings(SEARCH_INDEX=tmp_path / "index"):
        yield
