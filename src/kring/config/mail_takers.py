"""Who takes which mail that comes in: the one table. A taker is named by its dotted path and takes an `Incoming`, the
part of that content type, and `now`; it says whether the message was for it."""

from collections.abc import Mapping
from typing import Final

_REPORTS = "kring.notifications.inbound.reports"

TABLE: Final[Mapping[str, str]] = {
    "message/delivery-status": f"{_REPORTS}.delivery_report",
    "message/feedback-report": f"{_REPORTS}.complaint",
    "text/calendar": "kring.notifications.inbound.answers.calendar_answer",
}
