"""Addresses to which nothing is sent."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from kring.foundation.access.readers import ANYONE, Reader
from kring.foundation.prepared import prepared
from kring.notifications.models import Address, Silence


def paused_of(accounts: Sequence[int]) -> set[int]:
    """Those of these people whose present address is paused. One query."""
    return {account for (account,) in _paused(ANYONE, accounts=list(accounts))} if accounts else set()


@prepared()
def _paused(_: Reader, *, accounts: list[int]) -> "QuerySet[Address, Any]":
    return present().filter(account__pk__any=accounts).values_list("account_id")


def present() -> "QuerySet[Address]":
    """Paused addresses that are still the address of whose they are."""
    return Address.objects.filter(paused_at__isnull=False, address=Lower("account__email"))


def paused_address(reader: Reader) -> Address | None:
    """The reader's own address, where it is paused. One query."""
    return present().filter(account=reader.account).first() if reader.account else None


def count_paused() -> int:
    """How many people's addresses are paused, for the operator."""
    return present().filter(account__is_active=True).count()


def address_to_resume(key: int) -> Address | None:
    """An address with its person, by its key, as long as it is still hers."""
    rows = Address.objects.filter(pk=key, address=Lower("account__email"), account__is_active=True)
    return rows.select_related("account").first()


def is_silent(digest: str) -> bool:
    """Whether only what its reader asks for goes to the address of this digest. One query."""
    return Silence.objects.filter(pk=digest).exists()
