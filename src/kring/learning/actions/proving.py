"""Adding evidence to a line, and taking it back."""

from datetime import datetime
from typing import IO, Final
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.files import rules as kinds
from kring.foundation.files import store
from kring.foundation.text.addresses import web_address
from kring.learning.access import ENTRY, EVIDENCE
from kring.learning.events import LedgerChanged
from kring.learning.models import Entry, Evidence

MOST_EVIDENCE = 20
LONGEST_LINK = 500
TAKEN: Final = store.Taken(
    kinds=frozenset({kinds.PDF, kinds.TEXT, "image/png", "image/jpeg", "image/webp"}),
    most=10_000_000,
    otherwise=_("This is no PDF, picture or plain text. Choose a PDF, PNG, JPEG, WebP or text file."),
)


def add_file(*, actor: Reader, line: int, upload: IO[bytes], name: str, now: datetime) -> Evidence:
    """Keep a file as evidence of the line that begins with the entry `line`.

    Raises InvalidError at `file` for one that isn't taken, ConflictError when the line has as many as it may.
    """
    _own_line(actor, line)
    stored = store.keep(upload, TAKEN)
    evidence = Evidence(
        name=store.called(name, stored, otherwise="evidence"),
        sha256=stored.sha256,
        size=stored.size,
        content_type=stored.content_type,
        added_at=now,
    )
    return _add(actor, line, evidence, now=now)


def add_link(*, actor: Reader, line: int, link: str, now: datetime) -> Evidence:
    """Add an address on the web as evidence of a line. Raises InvalidError at `link`."""
    tidy = web_address(link, longest=LONGEST_LINK)
    if tidy is None:
        raise InvalidError({"link": _("Give an address that begins with https://.")})
    name = str(urlsplit(tidy).hostname)[: store.LONGEST_NAME]
    return _add(actor, line, Evidence(name=name, link=tidy, added_at=now), now=now)


@transaction.atomic
def withdraw_evidence(*, actor: Reader, evidence: int, now: datetime) -> Evidence:
    """Take evidence back: nobody can open it any more, and its file is forgotten soon (see
    `foundation.files.store`)."""
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
