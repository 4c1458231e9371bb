"""Evidence, for who may see it."""

from collections.abc import Sequence
from pathlib import Path

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning import files
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
    path = files.path_of(evidence.sha256) if evidence.sha256 else None
    if path is None or not path.is_file():
        raise NotThereError
    return path
