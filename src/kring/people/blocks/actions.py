"""Keeping someone away, and letting her near again. No event tells of it: nobody hears of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError
from kring.people.blocks.models import Block


@transaction.atomic
def keep_away(*, actor: Reader, handle: str, now: datetime) -> Block:
    """The actor doesn't want to meet or hear this person; saying it twice is saying it once.

    Raises NotThereError, and ConflictError for oneself.
    """
    who, other = signed_in(actor), _account(handle)
    if other == who:
        raise ConflictError(_("You can’t keep yourself away."), code="oneself")
    made, _is_new = Block.objects.get_or_create(who_id=who, other_id=other, defaults={"since": now})
    return made


@transaction.atomic
def let_near(*, actor: Reader, handle: str) -> None:
    """The actor takes that back."""
    Block.objects.filter(who=signed_in(actor), other=_account(handle)).delete()


def _account(handle: str) -> int:
    key = Account.objects.filter(handle=handle, is_active=True).values_list("pk", flat=True).first()
    if key is None:
        raise NotThereError
    return key
