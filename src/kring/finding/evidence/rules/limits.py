"""How much praise one may give and ask for in a while, and what fits in it. Pure."""

from datetime import timedelta
from typing import Final

PERIOD: Final = timedelta(days=30)
MOST_GIVEN: Final = 10
MOST_ASKED: Final = 10
"""Endorsements that one gives, and asks for, within a period."""

YEAR: Final = timedelta(days=365)
MOST_FOR_ONE: Final = 3
"""Endorsements that one gives the same person within a year."""

LONGEST_SENTENCE: Final = 300
LONGEST_BECAUSE: Final = 200
