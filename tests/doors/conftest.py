"""What tests of the doors start from."""

import pytest

from tests.doors.furniture import FURNISHED
from tests.people import World


@pytest.fixture
def furnished(db: None) -> World:
    """The small world with one of each thing in it, fresh for one test."""
    return FURNISHED.laid()
