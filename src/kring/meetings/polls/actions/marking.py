"""Saying when one can."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError
from kring.meetings.actions.checks import writable
from kring.meetings.polls.actions import checks
from kring.meetings.polls.models import Mark, Option, Value


@transaction.atomic
def mark(*, actor: Reader, poll: int, marks: Mapping[int, str], now: datetime) -> int:
    """Say of dates, by their keys, whether one can: all of them or none. What isn't named stays; how many were given.

    Raises RefusedError for who is no member, ConflictError once a date was chosen or the poll has closed, InvalidError,
    by "option_<key>", for a value that there isn't and a date that isn't one of this poll, or is over.
    """
    held = checks.seen(actor, poll, lock=True)
    account = checks.allowed(actor, "mark", held)
    why = checks.why_closed(held, now=now)
    if why is not None:
        raise ConflictError(checks.CLOSED[why], code=why.value)
    writable(held.place)
    there = dict(Option.objects.filter(poll=held, pk__in=list(marks)).values_list("pk", "starts_at"))
    wrong = {f"option_{key}": _("This date was taken away.") for key in marks if key not in there}
    wrong |= {f"option_{key}": _("This is in the past.") for key, starts in there.items() if starts <= now}
    wrong |= {f"option_{key}": _("Choose one of these.") for key, value in marks.items() if value not in Value.values}
    if wrong:
        raise InvalidError(wrong)
    rows = [Mark(option_id=key, account_id=account, value=value) for key, value in marks.items()]
    Mark.objects.bulk_create(rows, update_conflicts=True, update_fields=["value"], unique_fields=["option", "account"])
    return len(rows)


@transaction.atomic
def forget_person(*, person: int) -> None:
    """Drop what someone said of dates, everywhere."""
    Mark.objects.filter(account=person).delete()
