"""One Kring with the demo for all journeys."""

from collections.abc import Iterator

import pytest

from tests.journeys.kring import Kring, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They need a Chromium."""
    for item in items:
        if item.nodeid.startswith("tests/journeys/"):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(autouse=True)
def own_index() -> None:
    """Journeys have the index of the Kring that they visit."""


@pytest.fixture(scope="session")
def kring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kring]:
    with running(tmp_path_factory.mktemp("kring") / "data") as started:
        yield started
