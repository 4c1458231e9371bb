"""One Kring with the demo and one Chromium for all journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import chromium
from tests.journeys.kring import Kring, running


@pytest.fixture(autouse=True)
def own_index() -> None:
    """Journeys have the index of the Kring that they visit."""


@pytest.fixture(scope="session")
def kring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kring]:
    with running(tmp_path_factory.mktemp("kring") / "data") as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started
