"""Uploading a version of a scheme, and keeping the text of one that judged."""

import hashlib
from datetime import datetime

from kring.registers import shipped
from kring.registers.models import Origin, SchemeText
from kring.registers.queries.schemes import Known


def keep_text(*, known: Known, now: datetime) -> SchemeText:
    """The row of a version, made when a verdict first leans on it: what ships may be gone after an upgrade."""
    kept = SchemeText.objects.filter(pk=known.digest).first()
    if kept is not None:
        return kept
    text = next(file.content for file in shipped.files() if hashlib.sha256(file.content).hexdigest() == known.digest)
    made, _fresh = SchemeText.objects.get_or_create(
        digest=known.digest,
        defaults={
            "scheme": known.scheme.scheme,
            "version": known.scheme.version,
            "origin": Origin.SHIPPED,
            "text": text.decode(),
            "added_at": now,
        },
    )
    return made
