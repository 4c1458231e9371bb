"""Opening and closing an account, and how it is set."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kring.foundation.accounts.models import Account, Language, Theme
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning, sorting


def open_account(*, name: str, now: datetime, email: str | None = None, handle: str = "", language: str = "nl") -> Account:
    """A new account, saved, that can't sign in until it has a password or a verified address."""
    tidy = cleaning.clean_line(name)[:80]
    if not tidy:
        raise InvalidError({"name": _("Give your name.")})
    account = Account(
        name=tidy, email=email, handle=free_handle(handle or tidy), language=Language(language), joined_at=now
    )
    account.set_unusable_password()
    account.save()
    return account


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
    tidy = cleaning.clean_line(name)[:80]
    if not tidy:
        raise InvalidError({"name": _("Give your name.")})
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


def _is_zone(name: str) -> bool:
    from zoneinfo import available_timezones

    return name in available_timezones()
