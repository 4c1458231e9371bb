"""The archive of a statement: dossier.json, the statement as PDF, the evidence, and a manifest with their SHA-256."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO, Any, Final

from kring.foundation.files.store import path_of
from kring.learning.dossiers.models import Statement
from kring.web.registers.documents import pdf

FORMAT: Final = "kring-manifest/1"
_PIECE: Final = 1 << 16


def of(statement: Statement) -> IO[bytes]:
    """The archive, at its beginning; it is a temporary file that vanishes when it is closed.

    Evidence that was taken back since isn't in it, and the manifest says so (`missing`).
    """
    document = json.loads(statement.document)
    made: IO[bytes] = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = {"dossier.json": statement.document.encode(), "statement.pdf": pdf.of(statement)}
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
        missing = []
        for name, content in contents.items():
            archive.writestr(_entry(name, statement), content)
        for piece in evidence_of(document):
            if _add(archive, statement, piece):
                sums[piece["file"]] = piece["sha256"]
            else:
                missing.append(piece["file"])
        manifest = {"format": FORMAT, "made_at": document["made_at"], "files": sums, "missing": missing}
        archive.writestr(_entry("manifest.json", statement), json.dumps(manifest, indent=1, sort_keys=True))
    made.seek(0)
    return made


def evidence_of(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The files of evidence that a document names, each once."""
    seen = set()
    for activity in document["activities"]:
        for piece in activity["evidence"]:
            if "file" in piece and piece["file"] not in seen:
                seen.add(piece["file"])
                yield piece


def _add(archive: zipfile.ZipFile, statement: Statement, piece: Mapping[str, Any]) -> bool:
    """Put a file in as it is kept, if it still is: by its SHA-256, so that it can be no other."""
    path = path_of(piece["sha256"])
    if not path.is_file():
        return False
    with path.open("rb") as content, archive.open(_entry(piece["file"], statement), "w") as entry:
        while read := content.read(_PIECE):
            entry.write(read)
    return True


def _entry(name: str, statement: Statement) -> zipfile.ZipInfo:
    """An entry dated by the statement, so that the same statement gives the same archive."""
    at = statement.made_at
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
