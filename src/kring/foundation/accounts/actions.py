"""Opening and closing an account, and how it is set."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.accounts.models import Account, Language, Theme
from kring.foundation.accounts.queries import has_operator, is_address_taken, is_unclaimed, zones
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.text import cleaning, sorting

_HANDLE_LOCK = 7_002
_TAKEN = _("This address already belongs to an account. Sign in with it, or use another one.")


def open_account(
    *, name: str, now: datetime, email: str | None = None, handle: str = "", language: str = "nl"
) -> Account:
    """A new account, saved, that can't sign in until it has a password or a verified address.

    Raises InvalidError without a name, ConflictError when the address is someone's already.
    """
    account = Account(email=email)
    account.set_unusable_password()
    return save_new(account=account, name=name, now=now, handle=handle, language=language)


def save_new(*, account: Account, name: str, now: datetime, handle: str = "", language: str = "nl") -> Account:
    """Complete a new account, of which address and password are set, and save it. Raises as `open_account` does."""
    account.name = tidy_name(name)
    account.language, account.joined_at = Language(language), now
    try:
        with transaction.atomic():
            _one_at_a_time()
            account.handle = free_handle(handle or account.name)
            account.save()
    except IntegrityError as error:
        raise ConflictError(_TAKEN, code="address-taken") from error
    return account


@transaction.atomic
def take_over(*, account: int, name: str, email: str, password: str, language: str, now: datetime) -> Account:
    """Give an imported account to the person whose it is: from now on she signs in with this address and password.

    The address counts as verified: she came by a link that was sent there. Raises ConflictError when the account is
    someone's already, or the address is.
    """
    claimed = Account.objects.select_for_update().get(pk=account)
    if not is_unclaimed(claimed):
        raise ConflictError(_("This account has been claimed already."), code="already-claimed")
    if is_address_taken(email):
        raise ConflictError(_TAKEN, code="address-taken")
    claimed.name, claimed.email = tidy_name(name), email
    claimed.language = Language(language)
    claimed.set_password(password)
    claimed.save()
    trust_address(account=claimed)
    return claimed


@transaction.atomic
def open_owner(*, name: str, email: str, password: str, language: str, now: datetime) -> Account:
    """The account of whoever sets this installation up; its address counts as verified.

    Raises ConflictError when someone else was first, or the address is taken; InvalidError without a name.
    """
    _one_at_a_time()
    if has_operator():
        raise ConflictError(_("Someone else has set this installation up just now."), code="already-owned")
    if is_address_taken(email):
        raise ConflictError(_TAKEN, code="address-taken")
    account = Account(email=email, is_operator=True)
    account.set_password(password)
    save_new(account=account, name=name, now=now, language=language)
    trust_address(account=account)
    return account


def trust_address(*, account: Account) -> None:
    """Count the address of a new account as verified, with which a code by mail is enough to sign in."""
    EmailAddress.objects.create(user=account, email=(account.email or "").lower(), verified=True, primary=True)


def tidy_name(name: str) -> str:
    """A name on one line, at most 80 characters. Raises InvalidError when nothing is left of it."""
    tidy = cleaning.clean_line(name)[:80].strip()
    if not tidy:
        raise InvalidError({"name": _("Give your name.")})
    return tidy


def free_handle(wanted: str) -> str:
    """A handle like the one wanted that nobody has."""
    base = sorting.slug(wanted, length=32) or "member"
    taken = set(Account.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    tries = (base if number == 1 else f"{base}-{number}" for number in range(1, 1_000_000))
    return next(handle for handle in tries if handle not in taken)


def set_preferences(*, account: int, language: str, theme: str, time_zone: str) -> None:
    """How Kring is shown to a person. Unknown values leave what was."""
    known = {
        "language": language if language in Language.values else None,
        "theme": theme if theme in Theme.values else None,
        "time_zone": time_zone if _is_zone(time_zone) else None,
    }
    Account.objects.filter(pk=account).update(**{name: value for name, value in known.items() if value})


def rename(*, account: int, name: str) -> None:
    """Another name for a person."""
    tidy = tidy_name(name)
    Account.objects.filter(pk=account).update(name=tidy, sort_name=sorting.sort_key(tidy))


def close_account(*, account: int, now: datetime) -> None:
    """Take away everything by which a person is known. What she wrote stays, under "Former member"."""
    closed = Account.objects.select_for_update().get(pk=account)
    closed.handle = free_handle("former-member")
    closed.name = "Former member"
    closed.email, closed.photo, closed.is_active, closed.left_at = None, "", False, now
    closed.is_operator = False
    closed.set_unusable_password()
    closed.save()
    for kept in (EmailAddress, Authenticator, SocialAccount):
        kept.objects.filter(user=account).delete()
    for session in UserSession.objects.filter(user=account):
        session.end()


def _is_zone(name: str) -> bool:
    return name in zones()


def _one_at_a_time() -> None:
    """Two people of one name who come in at the same moment must not be given the same handle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_HANDLE_LOCK])
