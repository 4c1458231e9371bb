"""Statements that a person had made."""

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning.dossiers.access import STATEMENT
from kring.learning.dossiers.models import Statement


def statements(reader: Reader, registration: int) -> list[Statement]:
    """Those of a registration, the newest first; without what they say. One query."""
    rows = Statement.objects.filter(STATEMENT.filter(reader, "read"), registration=registration)
    return list(rows.defer("document").order_by("-made_at", "-pk")[:50])


def statement(reader: Reader, key: int) -> Statement:
    """One of the reader's statements. Raises NotThereError."""
    found = Statement.objects.filter(STATEMENT.filter(reader, "read"), pk=key).select_related("registration").first()
    if found is None:
        raise NotThereError
    return found
