"""Files that wait for a person's yes."""

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning.access import IMPORT
from kring.learning.models import Import, ImportState


def own_import(reader: Reader, key: int) -> Import:
    """One of the files that the reader brought. Raises NotThereError."""
    found = Import.objects.filter(IMPORT.filter(reader, "read"), pk=key).first()
    if found is None:
        raise NotThereError
    return found


def waiting_imports(reader: Reader) -> list[Import]:
    """The files of the reader that wait, newest first, without their rows. One query."""
    rows = Import.objects.filter(IMPORT.filter(reader, "read"), state=ImportState.OPEN).defer("rows")
    return list(rows.order_by("-made_at", "-pk")[:5])
