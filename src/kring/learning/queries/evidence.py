"""Evidence, for who may see it."""

from collections.abc import Sequence
from pathlib import Path

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.files import store
from kring.learning.access import EVIDENCE
from kring.learning.models import Evidence


def evidence_of(reader: Reader, line: int) -> list[Evidence]:
    """The files and links of one of the reader's own lines, as they were added. One query."""
    rows = Evidence.objects.filter(EVIDENCE.filter(reader, "read"), entry=line, withdrawn_at=None)
    return list(rows.order_by("pk"))


def evidence_by_key(reader: Reader, key: int) -> Evidence:
    """One piece of the reader's own evidence. Raises NotThereError, also for what was taken back."""
    found = Evidence.objects.filter(EVIDENCE.filter(reader, "read"), pk=key, withdrawn_at=None).first()
    if found is None:
        raise NotThereError
    return found


def evidence_of_lines(person: int, lines: Sequence[int]) -> list[Evidence]:
    """The evidence of these lines of a person, by line. The caller has seen to it that the reader may see them."""
    rows = Evidence.objects.filter(person=person, entry__in=list(lines), withdrawn_at=None)
    return list(rows.order_by("entry", "pk"))


def content_path(evidence: Evidence) -> Path:
    """Where the content of a file is. Raises NotThereError for a link, and for a file that isn't there."""
    return store.content_of(evidence.sha256)


def named(contents: Sequence[str]) -> set[str]:
    """Which of these contents, by their SHA-256, evidence still names. For whoever forgets the others."""
    rows = Evidence.objects.filter(sha256__in=list(contents), withdrawn_at=None)
    return set(rows.values_list("sha256", flat=True).distinct())
