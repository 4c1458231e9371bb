"""Appointing and dismissing reviewers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import InvalidError, NotThereError, RefusedError
from kring.registers.models import Reviewer
from kring.registers.queries.schemes import known


@transaction.atomic
def appoint_reviewer(*, actor: Reader, scheme: str, handle: str, now: datetime) -> Reviewer:
    """Let someone judge what is submitted for a scheme; twice is once. Only an operator may.

    Raises RefusedError, NotThereError for an unknown scheme, InvalidError at `handle` for nobody.
    """
    operator = _operator(actor)
    known(scheme)
    person = Account.objects.select_for_update(no_key=True).filter(handle=handle, is_active=True).first()
    if person is None or not person.email:
        raise InvalidError({"handle": _("Nobody here has this handle. It is the last word of the address of a page.")})
    made, _fresh = Reviewer.objects.get_or_create(
        scheme=scheme, account=person, withdrawn_at=None, defaults={"granted_by_id": operator, "granted_at": now}
    )
    return made


@transaction.atomic
def dismiss_reviewer(*, actor: Reader, reviewer: int, now: datetime) -> Reviewer:
    """She reviews no longer, and sees nothing of what was submitted. Raises RefusedError, NotThereError."""
    _operator(actor)
    held = Reviewer.objects.select_for_update().filter(pk=reviewer, withdrawn_at=None).first()
    if held is None:
        raise NotThereError
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    return held


def _operator(actor: Reader) -> int:
    if actor.account is None or not actor.is_operator:
        raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
    return actor.account
