"""Opening, taking over and closing an account."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from kring.foundation.accounts import queries
from kring.foundation.accounts.actions import (
    close_account,
    free_handle,
    open_account,
    open_owner,
    rename,
    set_preferences,
    take_over,
)
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError
from tests.people import START

pytestmark = pytest.mark.django_db


def imported(handle: str = "ines", **more: object) -> Account:
    """An account that came with an import."""
    return Account.objects.create(handle=handle, name="Ines", joined_at=START, source="stack", source_id=handle, **more)


def test_a_handle_comes_from_the_name_and_is_free() -> None:
    assert [open_account(name="Zoë Smit", now=START).handle for _ in range(3)] == [
        "zoe-smit",
        "zoe-smit-2",
        "zoe-smit-3",
    ]
    assert open_account(name="李雷", now=START).handle == "member"
    assert free_handle("x" * 60) == "x" * 32


def test_an_account_needs_a_name() -> None:
    with pytest.raises(InvalidError) as error:
        open_account(name=" \u202e ", now=START)
    assert "name" in error.value.fields
    account = open_account(name="Zoë", now=START)
    with pytest.raises(InvalidError):
        rename(account=account.pk, name="")


def test_an_address_belongs_to_one_account() -> None:
    open_account(name="Zoë", now=START, email="zoe@example.org")
    with pytest.raises(ConflictError):
        open_account(name="Zoë", now=START, email="ZOE@example.org")
    assert Account.objects.count() == 1


def test_unknown_preferences_leave_what_was() -> None:
    account = open_account(name="Zoë", now=START, language="nl")
    set_preferences(account=account.pk, language="xx", theme="dark", time_zone="Nowhere")
    account.refresh_from_db()
    assert (account.language, account.theme, account.time_zone) == ("nl", "dark", "Europe/Amsterdam")
    set_preferences(account=account.pk, language="", theme="", time_zone="")
    assert queries.own_account(account.pk).theme == "dark"


def test_an_imported_account_is_taken_over_once() -> None:
    account = imported()
    assert queries.is_unclaimed(account)
    told = {"name": "Ines", "password": "a-long-enough-one", "language": "en", "now": START}
    taken = take_over(account=account.pk, email="ines@example.org", **told)
    assert taken.check_password("a-long-enough-one")
    assert EmailAddress.objects.filter(user=account, verified=True, primary=True).exists()
    assert not queries.is_unclaimed(taken)
    assert queries.verified_addresses(account.pk) == 1
    with pytest.raises(ConflictError) as error:
        take_over(account=account.pk, email="other@example.org", **told)
    assert error.value.code == "already-claimed"


def test_an_account_is_not_taken_over_with_the_address_of_another() -> None:
    other = open_account(name="Zoë", now=START, email="zoe@example.org")
    EmailAddress.objects.create(user=other, email="private@example.org", verified=True)
    told = {"name": "Ines", "password": "a-long-enough-one", "language": "en", "now": START}
    for address in ("ZOE@example.org", "private@example.org"):
        with pytest.raises(ConflictError) as error:
            take_over(account=imported(handle=address[:3].lower() + "x").pk, email=address, **told)
        assert error.value.code == "address-taken"


def test_a_closed_account_keeps_nothing_by_which_one_is_known() -> None:
    account = open_account(name="Zoë", now=START, email="zoe@example.org")
    EmailAddress.objects.create(user=account, email="zoe@example.org", verified=True, primary=True)
    Authenticator.objects.create(user=account, type="totp", data={})
    store = SessionStore()
    store.create()
    UserSession.objects.create(user=account, ip="127.0.0.1", session_key=store.session_key)
    close_account(account=account.pk, now=START)
    account.refresh_from_db()
    assert not SessionStore().exists(store.session_key)
    assert (account.name, account.handle, account.email) == ("Former member", "former-member", None)
    assert not account.is_active
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
    assert not queries.is_address_taken("zoe@example.org")


def test_an_installation_has_one_first_owner() -> None:
    told = {"name": "Olga", "password": "a-long-enough-one", "language": "nl", "now": START}
    open_account(name="Zoë", now=START, email="zoe@example.org")
    with pytest.raises(ConflictError) as error:
        open_owner(email="zoe@example.org", **told)
    assert error.value.code == "address-taken"
    owner = open_owner(email="Olga@example.org", **told)
    assert (owner.is_operator, queries.verified_addresses(owner.pk)) == (True, 1)
    assert queries.is_only_operator(owner.pk)
    with pytest.raises(ConflictError) as error:
        open_owner(email="other@example.org", **told)
    assert error.value.code == "already-owned"


def test_accounts_by_handle_in_the_order_asked() -> None:
    for name in ("Anna", "Bert"):
        open_account(name=name, now=START)
    assert [one.handle for one in queries.with_handles(["bert", "nobody", "anna"])] == ["bert", "anna"]


def test_time_zones_are_places() -> None:
    zones = queries.time_zones()
    assert "Europe/Amsterdam" in zones
    assert not [zone for zone in zones if zone.startswith("Etc/")]
