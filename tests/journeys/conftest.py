"""One Kring with the demo for all journeys."""

from collections.abc import Iterator

import pytest

from tests.journeys.kring import Kring, running


@pytest.fixture(autouse=True)
def own_index() -> None:
    """Journeys have the index of the Kring that they visit."""


@pytest.fixture(scope="session")
def kring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kring]:
    with running(tmp_path_factory.mktemp("kring") / "data") as started:
        yield started
