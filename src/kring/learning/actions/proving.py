"""Adding evidence to a line, and taking it back."""

from datetime import datetime
from pathlib import PurePath
from typing import IO
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.learning import files
from kring.learning.access import ENTRY, EVIDENCE
from kring.learning.events import LedgerChanged
from kring.learning.models import Entry, Evidence

MOST_EVIDENCE = 20
LONGEST_NAME = 120
LONGEST_LINK = 500


def add_file(*, actor: Reader, line: int, upload: IO[bytes], name: str, now: datetime) -> Evidence:
    """Keep a file as evidence of the line that begins with the entry `line`.

    Raises InvalidError at `file` for one that isn't taken, ConflictError when the line has as many as it may.
    """
    _own_line(actor, line)
    stored = files.keep(upload)
    ending = files.ENDINGS[stored.content_type]
    called = cleaning.clean_line(PurePath(name.replace("\\", "/")).stem)[: LONGEST_NAME - len(ending)] or "evidence"
    evidence = Evidence(
        name=called + ending, sha256=stored.sha256, size=stored.size, content_type=stored.content_type, added_at=now
    )
    return _add(actor, line, evidence, now=now)


def add_link(*, actor: Reader, line: int, link: str, now: datetime) -> Evidence:
    """Add an address on the web as evidence of a line. Raises InvalidError at `link`."""
    tidy = cleaning.clean_line(link[: LONGEST_LINK * 2])
    parts = urlsplit(tidy) if tidy.isascii() and " " not in tidy else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or len(tidy) > LONGEST_LINK:
        raise InvalidError({"link": _("Give an address that begins with https://.")})
    return _add(actor, line, Evidence(name=parts.hostname[:LONGEST_NAME], link=tidy, added_at=now), now=now)


@transaction.atomic
def withdraw_evidence(*, actor: Reader, evidence: int, now: datetime) -> Evidence:
    """Take evidence back: nobody can open it any more, and its file is forgotten soon (see `forget_unused`)."""
    mine = (
        Evidence.objects.select_for_update()
        .filter(EVIDENCE.filter(actor, "withdraw"), pk=evidence, withdrawn_at=None)
        .first()
    )
    if mine is None:
        raise NotThereError
    mine.withdrawn_at = now
    mine.save(update_fields=["withdrawn_at"])
    _changed(mine, now=now)
    return mine


def forget_unused(*, before: datetime) -> int:
    """Forget the files that no evidence names any more and that were brought before a moment; returns how many.

    Not at once when evidence is taken back: someone may be bringing the same file just then.
    """
    kept = files.kept_before(before)
    used = set(Evidence.objects.filter(sha256__in=kept, withdrawn_at=None).values_list("sha256", flat=True).distinct())
    unused = [content for content in kept if content not in used]
    for content in unused:
        files.remove(content, before=before)
    return len(unused)


@transaction.atomic
def _add(actor: Reader, line: int, evidence: Evidence, *, now: datetime) -> Evidence:
    entry = _own_line(actor, line, lock=True)
    if Evidence.objects.filter(entry=entry, withdrawn_at=None).count() >= MOST_EVIDENCE:
        raise ConflictError(
            _("A line has room for %(most)d files and links. Take one back first.") % {"most": MOST_EVIDENCE},
            code="too-much-evidence",
        )
    evidence.entry, evidence.person_id = entry, entry.person_id
    try:
        with transaction.atomic():
            evidence.save(force_insert=True)
    except IntegrityError as error:
        raise ConflictError(_("This file is here already."), code="evidence-twice") from error
    _changed(evidence, now=now)
    return evidence


def _own_line(actor: Reader, line: int, *, lock: bool = False) -> Entry:
    rows = Entry.objects.filter(ENTRY.filter(actor, "prove"), pk=line, line=None)
    entry = (rows.select_for_update(no_key=True) if lock else rows).first()
    if entry is None:
        raise NotThereError
    return entry


def _changed(evidence: Evidence, *, now: datetime) -> None:
    since = evidence.entry.day.isoformat()
    record(LedgerChanged(person=evidence.person_id, since=since), actor=evidence.person_id, now=now)
