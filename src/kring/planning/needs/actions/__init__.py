"""Saying what is needed (`needing`, `bringing`), agreeing and withdrawing (`consenting`), and counting (`tallying`)."""

from kring.planning.needs.actions.bringing import Seen, confirm_list, drop_list, mend, open_list, seen_rows
from kring.planning.needs.actions.consenting import agree, end_with_employment, forget_person, withdraw
from kring.planning.needs.actions.needing import (
    MOST_LINES,
    end_need,
    retire_profile,
    write_need,
    write_profile,
)
from kring.planning.needs.actions.tallying import count_due, count_needs

__all__ = [
    "MOST_LINES",
    "Seen",
    "agree",
    "confirm_list",
    "count_due",
    "count_needs",
    "drop_list",
    "end_need",
    "end_with_employment",
    "forget_person",
    "mend",
    "open_list",
    "retire_profile",
    "seen_rows",
    "withdraw",
    "write_need",
    "write_profile",
]
