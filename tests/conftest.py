"""Fixtures of all tests. The database and the data folder are made in `tests/plugin.py`, before Django reads its
settings."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import TransactionTestCase, override_settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from tests.database import copy_what_is_migrated, emptied, keep_what_is_prepared
from tests.journeys.browser import chromium
from tests.no_order import turn_round
from tests.people import world

__all__ = ["browser", "own_index", "world"]

turn_round()
keep_what_is_prepared()


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Migrations take longer than most files of tests, so one process does them for all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        with django_db_blocker.unblock():
            copy_what_is_migrated()


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly() -> Iterator[None]:
    """What a test committed is taken away in a tenth of the time that Django takes for it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _: emptied())
        yield
