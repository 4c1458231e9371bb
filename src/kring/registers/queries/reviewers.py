"""Who reviews for which scheme."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from kring.foundation.access.readers import Reader
from kring.registers.models import Reviewer


class ReviewerRow(NamedTuple):
    """A reviewer, as the operator sees her."""

    id: int
    scheme: str
    name: str
    handle: str
    granted_at: datetime


def reviewed_schemes(reader: Reader) -> list[str]:
    """The schemes for which the reader reviews, by name. One query."""
    if reader.account is None:
        return []
    rows = Reviewer.objects.filter(account=reader.account, withdrawn_at=None, account__is_active=True)
    return sorted(rows.values_list("scheme", flat=True))


def is_reviewer(reader: Reader, scheme: str) -> bool:
    """Whether the reader reviews for a scheme."""
    return scheme in reviewed_schemes(reader)


def reviewers(reader: Reader, schemes: Sequence[str]) -> list[ReviewerRow]:
    """Who reviews for these schemes, for the operator; nobody for anyone else. One query."""
    if not reader.is_operator:
        return []
    rows = Reviewer.objects.filter(scheme__in=schemes, withdrawn_at=None, account__is_active=True)
    columns = ("pk", "scheme", "account__name", "account__handle", "granted_at")
    return [ReviewerRow._make(row) for row in rows.order_by("scheme", "account__sort_name").values_list(*columns)]
