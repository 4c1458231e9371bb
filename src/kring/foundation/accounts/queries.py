"""Reading accounts."""

from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from kring.foundation.accounts.models import Account


def own_account(key: int) -> Account:
    """The account of whoever is signed in."""
    return Account.objects.get(pk=key)


def with_handles(handles: Sequence[str]) -> list[Account]:
    """The open accounts with these handles, in that order."""
    found = {account.handle: account for account in Account.objects.filter(handle__in=handles, is_active=True)}
    return [found[handle] for handle in handles if handle in found]


def has_operator() -> bool:
    """Whether anyone looks after this installation; without her, its set-up is open."""
    return Account.objects.filter(is_operator=True, is_active=True).exists()


def is_unclaimed(account: Account) -> bool:
    """Whether an account came with an import and nobody has made it hers yet."""
    return bool(account.source) and account.email is None and account.is_active


def is_address_taken(email: str) -> bool:
    """Whether some account has this address, verified or as the one it signs in with."""
    theirs = EmailAddress.objects.filter(email__iexact=email, verified=True)
    return bool(theirs.exists()) or Account.objects.filter(email__iexact=email).exists()


def is_only_operator(account: int) -> bool:
    """Whether an installation would have no operator without this account."""
    operators = Account.objects.filter(is_operator=True, is_active=True)
    return operators.filter(pk=account).exists() and not operators.exclude(pk=account).exists()


def verified_addresses(account: int) -> int:
    """How many verified addresses an account has."""
    count: int = EmailAddress.objects.filter(user=account, verified=True).count()
    return count


def verified_emails(account: int) -> list[str]:
    """The verified addresses of an account, in lower case."""
    found = EmailAddress.objects.filter(user=account, verified=True).order_by("pk").values_list("email", flat=True)
    return [address.lower() for address in found]


def accounts_with_verified(emails: Sequence[str]) -> dict[str, int]:
    """The open accounts that have verified one of these addresses (given in lower case), by address."""
    rows = EmailAddress.objects.annotate(plain=Lower("email")).filter(
        plain__in=list(emails), verified=True, user__is_active=True
    )
    return dict(rows.values_list("plain", "user_id"))


def time_zones() -> list[str]:
    """The names of time zones that one can choose, sorted."""
    return sorted(name for name in zones() if "/" in name and not name.startswith("Etc/"))


@cache
def zones() -> frozenset[str]:
    """Every name of a time zone that this machine knows."""
    return frozenset(available_timezones())
