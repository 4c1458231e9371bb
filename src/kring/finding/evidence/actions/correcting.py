"""Hiding a piece of evidence, and saying that it is about something else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.finding.evidence.access import EVIDENCE
from kring.finding.evidence.models import Endorsement, EndorsementState, Evidence
from kring.finding.evidence.queries.levels import endorsement_of
from kring.finding.evidence.rules.kinds import ONESELF, Kind
from kring.finding.evidence.rules.limits import LONGEST_BECAUSE
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text import cleaning

_SPOKEN = (Kind.STATEMENT, Kind.ENDORSEMENT)


@transaction.atomic
def hide(*, actor: Reader, evidence: int, hidden: bool, now: datetime) -> Evidence:
    """Show a piece to nobody, so that it counts for nothing, or show it again; at once. Raises NotThereError."""
    spoken = Evidence.objects.filter(EVIDENCE.filter(actor, "own"), pk=evidence, kind=Kind.ENDORSEMENT)
    for source in spoken.values_list("source", flat=True):
        # Before the piece itself, in the order in which whoever gave it takes it back.
        state = EndorsementState.KEPT if hidden else EndorsementState.SHOWN
        given = Endorsement.objects.filter(pk=endorsement_of(source)).exclude(state=EndorsementState.WITHDRAWN)
        given.exclude(state=state).update(state=state, settled_at=now)
    row = _own(actor, evidence)
    if (row.hidden_at is not None) != hidden:
        row.hidden_at = now if hidden else None
        row.save(update_fields=["hidden_at"])
    return row


@transaction.atomic
def strike(*, actor: Reader, evidence: int, because: str, competence: int | None = None, now: datetime) -> Evidence:
    """Say that a piece isn't about its competence; with `competence`, that it is about that one. It then counts as her
    own word there: nobody else said so.

    Raises ConflictError for what somebody says in so many words (a statement, an endorsement: those are said anew, or
    hidden) and for what is there already; InvalidError, NotThereError.
    """
    row = _own(actor, evidence)
    said = cleaning.clean_line(because)
    if len(said) > LONGEST_BECAUSE:
        raise InvalidError({"because": _("At most %(longest)d characters fit here.") % {"longest": LONGEST_BECAUSE}})
    if row.kind in _SPOKEN:
        raise ConflictError(_("This says itself what it is about. You can hide it."), code="says-what-about")
    if row.struck_at is not None:
        raise ConflictError(_("You said this before."), code="struck-before")
    row.struck_at, row.struck_because = now, said
    row.save(update_fields=["struck_at", "struck_because"])
    if competence is not None:
        _move(row, competence)
    return row


@transaction.atomic
def put_back(*, actor: Reader, evidence: int) -> Evidence:
    """Think again: it is about that competence after all, and no longer about what it was moved to."""
    row = _own(actor, evidence)
    Evidence.objects.filter(moved_from=row).delete()
    row.struck_at, row.struck_because = None, ""
    row.save(update_fields=["struck_at", "struck_because"])
    return row


def _move(row: Evidence, competence: int) -> None:
    if not Competence.objects.filter(pk=competence).exists():
        raise InvalidError({"competence": _("Choose a competence.")})
    if Evidence.objects.filter(account=row.account_id, competence=competence, source=row.source).exists():
        raise ConflictError(_("It counts for that competence already."), code="there-already")
    Evidence.objects.create(
        account_id=row.account_id,
        competence_id=competence,
        kind=row.kind,
        day=row.day,
        level=row.level,
        source=row.source,
        voice=ONESELF,
        moved_from=row,
    )


def _own(actor: Reader, key: int) -> Evidence:
    signed_in(actor)
    rows = Evidence.objects.select_for_update(no_key=True, of=("self",))
    row = rows.filter(EVIDENCE.filter(actor, "own"), pk=key).first()
    if row is None:
        raise NotThereError
    return row
