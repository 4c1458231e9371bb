"""What can't be planned. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Final

LONGEST_TEXT: Final = 4_000
# Of all people together, in a quarter.
MOST_DAYS: Final = 1_000_000
# In cents.
MOST_BUDGET: Final = 10**14


def wrong_with(
    *,
    year: int,
    text: str,
    quarters: Sequence[int],
    budget: int | None,
    floor: int | None,
    floor_on: date | None,
    today: date,
) -> str:
    """The field that can't be as it is; empty where all can.

    A floor has a day in its year that is still to come: whoever is below it on that day is reminded.
    """
    fields = {
        "year": not today.year - 1 <= year <= today.year + 2,
        "text": len(text) > LONGEST_TEXT,
        "quarters": len(quarters) not in (0, 4) or any(not 0 <= one <= MOST_DAYS for one in quarters),
        "budget": budget is not None and not 0 <= budget <= MOST_BUDGET,
        "floor": (floor is not None and not 0 < floor <= 366) or (floor is None and floor_on is not None),
        "floor_on": floor is not None and (floor_on is None or floor_on.year != year or floor_on <= today),
    }
    return next((name for name, is_wrong in fields.items() if is_wrong), "")
