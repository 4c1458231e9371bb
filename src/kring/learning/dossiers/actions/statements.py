"""Making a dated statement of a dossier: its JSON is kept byte for byte, with its hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError
from kring.learning.dossiers.actions.checks import own_registration
from kring.learning.dossiers.models import Statement
from kring.learning.dossiers.queries.dossier import Dossier, Line, dossier_of
from kring.learning.queries import Proof
from kring.registers.actions import keep_text

FORMAT: Final = "kring-dossier/1"
MOST_STATEMENTS: Final = 200


@transaction.atomic
def make_statement(*, actor: Reader, registration: int, wanted: date | None, language: str, now: datetime) -> Statement:
    """A statement of the dossier of the period that holds `wanted`, as it stands now. Raises NotThereError, and
    ConflictError where there is no period or there are 200 statements already."""
    held = own_registration(actor, registration)
    found = dossier_of(held, now=now, wanted=wanted)
    period = found.made.period
    if period is None:
        raise ConflictError(
            _("There is no period yet. Say first what the dossier asks about your registration."), code="no-period"
        )
    if Statement.objects.filter(registration=held).count() >= MOST_STATEMENTS:
        raise ConflictError(_("You have 200 statements of this registration."), code="too-many-statements")
    keep_text(known=found.made.known, now=now)
    said = document(found, name=Account.objects.values_list("name", flat=True).get(pk=held.account_id), now=now)
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    return Statement.objects.create(
        registration=held, first=period[0], until=period[1], language=language, document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(), made_at=now,
    )  # fmt: skip


def document(found: Dossier, *, name: str, now: datetime) -> dict[str, Any]:
    """Everything that a dossier says, as plain values: what the statement's JSON holds."""
    held, made = found.registration, found.made
    scheme = made.known.scheme
    verdict = {key: value for key, value in made.said.items() if key != "activities"}
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "person": {"name": name},
        "registration": {
            "scheme": held.scheme,
            "body": scheme.body,
            "number": held.number,
            "level": held.level,
            "start": held.starts_on.isoformat(),
            "end": held.ends_on.isoformat() if held.ends_on else None,
            "facts": held.facts,
            "statuses": [_status(one) for one in held.statuses.all()],
        },
        "scheme": {
            "scheme": scheme.scheme,
            "version": scheme.version,
            "title": dict(scheme.title),
            "source": dict(scheme.source),
            "year": scheme.year,
            "status": scheme.status,
            "sha256": made.known.digest,
        },
        "closed_at": made.snapshot.taken_at.isoformat() if made.snapshot else None,
        "verdict": verdict,
        "activities": [_activity(line) for line in found.lines],
    }


def _activity(line: Line) -> dict[str, Any]:
    said = {key: value for key, value in line.said.items() if key != "id"}
    return {
        "kind": line.kind,
        "told": dict(line.told),
        "judged": said,
        "review": str(line.state) if line.state else None,
        "evidence": [_evidence(one) for one in line.evidence],
    }


def _evidence(one: Proof) -> Mapping[str, Any]:
    if one.link:
        return {"name": one.name, "link": one.link}
    return {
        "name": one.name, "file": file_name(one.key, one.name), "sha256": one.sha256, "size": one.size,
        "type": one.content_type,
    }  # fmt: skip


def file_name(key: int, name: str) -> str:
    """What a file of evidence is called in the archive: its key keeps two of one name apart."""
    plain = "".join(sign if sign.isalnum() or sign in " ._-" else "_" for sign in name)
    return f"evidence/{key}-{plain}"


def _status(one: Any) -> dict[str, Any]:
    return {
        "kind": one.kind, "from": one.first.isoformat(), "until": one.until.isoformat() if one.until else None,
        "value": one.value or None,
    }  # fmt: skip
