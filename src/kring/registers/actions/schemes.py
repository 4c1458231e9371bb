"""Uploading a version of a scheme, and keeping the text of one that judged."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.events.actions import record
from kring.registers import shipped
from kring.registers.events import SchemeLanded
from kring.registers.models import Origin, SchemeText
from kring.registers.queries.schemes import Known, schemes
from kring.registers.rules.check import Report, check
from kring.registers.rules.schema import Scheme


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


class SchemeRefusedError(InvalidError):
    """A scheme that can't land: `report` says what is wrong with it, and which of its examples come out otherwise."""

    def __init__(self, report: Report) -> None:
        super().__init__({"scheme": _("This scheme can’t land as it is. Nothing was changed.")})
        self.report = report


def upload_scheme(*, actor: Reader, scheme: bytes, examples: bytes, now: datetime) -> SchemeText:
    """Take in a version of a scheme. It lands only when the file is valid and its own examples pass; then it judges the
    periods that it applies to, before versions that came earlier. It is never changed.

    Raises RefusedError for who is no operator, SchemeRefusedError, and ConflictError for a version that is here.
    """
    if actor.account is None or not actor.is_operator:
        raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
    report = check({"scheme.yaml": scheme, "examples.yaml": examples})
    if not report.passed:
        raise SchemeRefusedError(report)
    return _land(actor.account, report.schemes["scheme.yaml"], scheme, examples, now=now)


@transaction.atomic
def _land(operator: int, read: Scheme, scheme: bytes, examples: bytes, *, now: datetime) -> SchemeText:
    taken = ConflictError(
        _("This version is here already. Give the file another version."), code="scheme-version-taken"
    )
    if any(one.scheme.version == read.version for one in schemes().get(read.scheme, ())):
        raise taken
    digest = hashlib.sha256(scheme).hexdigest()
    try:
        with transaction.atomic():
            made = SchemeText.objects.create(
                digest=digest, scheme=read.scheme, version=read.version, origin=Origin.UPLOADED,
                text=scheme.decode("utf-8-sig"), examples=examples.decode("utf-8-sig"), added_by_id=operator,
                added_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise taken from error
    landed = SchemeLanded(scheme=read.scheme, version=read.version, digest=digest)
    record(landed, actor=operator, now=now)
    return made
