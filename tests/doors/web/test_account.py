"""Coming in, going out, and how one signs in."""

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from kring.communities.actions import invite_by_link
from kring.communities.queries import invitation_token
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.notifications.models import Mail
from kring.people.models import Profile
from tests.people import START, World, person

LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD = "a-long-enough-one"


@pytest.fixture(autouse=True)
def _near_cache() -> Iterator[None]:
    with override_settings(
        CACHES=LOCAL,
        EMAIL_BACKEND="kring.notifications.mail.QueuedBackend",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        cache.clear()
        yield
        cache.clear()


def with_password(account: Account) -> Account:
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def enter(client: Client, account: Account) -> None:
    """Sign in, and say once more who it is, as is asked before one changes how one signs in."""
    client.post("/account/login/", {"login": account.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def code_in_last_letter() -> str:
    letter = Mail.objects.latest("pk")
    return re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", letter.text, re.MULTILINE)[1]


SIGNED_OUT = [
    "/account/login/", "/account/login/code/", "/account/password/reset/", "/account/password/reset/done/",
    "/account/password/reset/key/1-nothing/", "/account/password/reset/key/done/", "/account/inactive/",
    "/account/signup/", "/demo", "/about", "/privacy", "/account/3rdparty/login/cancelled/",
]  # fmt: skip
SIGNED_IN = [
    "/account/logout/", "/account/email/", "/account/password/change/", "/account/2fa/", "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/sessions/", "/account/3rdparty/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("address", SIGNED_OUT)
def test_a_page_for_visitors_is_ours(client: Client, world: World, address: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address)
    assert answer.status_code == 200
    assert b'class="foot"' in answer.content
    assert b"<h1" in answer.content


@pytest.mark.parametrize("address", SIGNED_IN)
def test_a_page_of_the_account_is_ours(client: Client, world: World, address: str) -> None:
    account = with_password(world.accounts["mees"])
    enter(client, account)
    answer = client.get(address)
    assert answer.status_code == 200
    assert b'class="foot"' in answer.content
    assert b"<h1" in answer.content


def test_signing_in_repeats_preferences_in_cookies(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    Account.objects.filter(pk=account.pk).update(language="nl", theme="dark", time_zone="Europe/Lisbon")
    answer = client.post("/account/login/", {"login": account.email, "password": PASSWORD, "next": "/circles"})
    assert answer.headers["Location"] == "/circles"
    said = {name: client.cookies[name].value for name in ("kring_language", "kring_theme", "kring_zone")}
    assert said == {"kring_language": "nl", "kring_theme": "dark", "kring_zone": "Europe/Lisbon"}
    assert client.cookies["kring_theme"]["samesite"] == "Lax"
    client.post("/sign-out")
    assert client.get("/settings").headers["Location"].startswith("/account/login/")


def test_a_wrong_password_is_told_in_our_words_and_too_many_are_stopped(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    wrong = {"login": account.email, "password": "not-this-one"}
    assert b"belong together" in client.post("/account/login/", wrong).content
    for _ in range(10):
        answer = client.post("/account/login/", wrong)
    assert b"Too many attempts" in answer.content
    right = {"login": account.email, "password": PASSWORD}
    assert b"Too many attempts" in client.post("/account/login/", right).content


def test_too_many_requests_have_a_page(client: Client, world: World) -> None:
    for _ in range(31):
        answer = client.post("/account/login/", {"login": "x@example.org", "password": "x"})
    assert answer.status_code == 429
    assert b"Too many attempts" in answer.content
    assert b'class="foot"' in answer.content


def test_a_code_by_mail_signs_in(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    assert client.post("/account/login/code/", {"email": account.email}).status_code == 302
    letter = Mail.objects.latest("pk")
    assert letter.to == account.email
    page = client.get("/account/login/code/confirm/")
    assert b"Type your code" in page.content
    assert b"not the code" in client.post("/account/login/code/confirm/", {"code": "000000"}).content
    assert client.post("/account/login/code/confirm/", {"code": code_in_last_letter()}).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(account.pk)


def test_an_unknown_address_gets_a_letter_and_not_a_different_page(client: Client, world: World) -> None:
    assert client.post("/account/login/code/", {"email": "nobody@example.org"}).status_code == 302
    assert "no account" in Mail.objects.latest("pk").subject.lower()
    assert b"Type your code" in client.get("/account/login/code/confirm/").content


def test_a_forgotten_password_is_replaced(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    client.post("/account/password/reset/", {"email": account.email})
    link = re.search(r"http://\S+(/account/password/reset/key/\S+)", Mail.objects.latest("pk").text)[1]
    form = client.get(link, follow=True)
    assert b"Choose a new password" in form.content
    address = form.redirect_chain[-1][0]
    assert b'id="id_password1-error"' in client.post(address, {"password1": "short", "password2": "short"}).content
    client.post(address, {"password1": "another-long-one", "password2": "another-long-one"})
    account.refresh_from_db()
    assert account.check_password("another-long-one")


def test_signing_up_is_by_invitation_unless_a_community_is_open(client: Client, world: World) -> None:
    assert b"Choose a password" in client.get("/account/signup/").content
    world.circles["voorbeeld"].joining = "request"
    world.circles["voorbeeld"].save()
    assert b"by invitation" in client.get("/account/signup/").content
    assert client.get("/account/signup/?next=/circles/join/nonsense").status_code == 200
    now = clock.now()
    made = invite_by_link(
        actor=world.reader("hanna"),
        community=world.key("genodigden"),
        limit=1,
        ends_at=now + timedelta(days=1),
        now=now,
    )
    token = invitation_token(made.pk)
    assert b"Choose a password" in client.get(f"/account/signup/?next=/circles/join/{token}").content
    assert b"Choose a password" in client.get("/account/signup/").content


def test_a_new_account_has_a_name_a_handle_a_profile_and_a_confirmed_address(client: Client, world: World) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    told = {
        "name": "  Zoë   de Vries ",
        "email": "Zoe@Example.org",
        "password1": PASSWORD,
        "next": "/circles/voorbeeld",
    }
    answer = client.post("/account/signup/", told)
    assert answer.headers["Location"].startswith("/account/confirm-email/")
    account = Account.objects.get(email="zoe@example.org")
    assert (account.name, account.handle, account.language) == ("Zoë de Vries", "zoe-de-vries", "nl")
    assert Profile.objects.filter(account=account).exists()
    assert client.get("/settings").status_code == 302
    assert client.get("/account/confirm-email/").status_code == 200
    answer = client.post("/account/confirm-email/", {"code": code_in_last_letter()})
    assert answer.headers["Location"] == "/circles/voorbeeld"
    assert client.get("/settings").status_code == 200
    assert EmailAddress.objects.filter(user=account, verified=True, primary=True).exists()


def test_a_form_that_cannot_be_taken_says_why(client: Client, world: World) -> None:
    answer = client.post("/account/signup/", {"name": "", "email": "nothing", "password1": "short"})
    for field in ("name", "email", "password1"):
        assert f'id="id_{field}-error"'.encode() in answer.content
    assert not Account.objects.filter(email="nothing").exists()


def test_an_address_that_has_an_account_is_not_told_apart(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    told = {"name": "Someone", "email": account.email, "password1": PASSWORD}
    assert client.post("/account/signup/", told).headers["Location"].startswith("/account/confirm-email/")
    assert client.get("/account/confirm-email/").status_code == 200
    assert "already" in Mail.objects.latest("pk").subject
    assert Account.objects.filter(email=account.email).count() == 1


def test_several_addresses_of_which_one_is_written_to(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    client.force_login(account)
    assert b"private address" in client.get("/account/email/").content
    client.post("/account/email/", {"action_add": "1", "email": "mees.private@example.org"})
    assert client.get("/account/confirm-email/").status_code == 200
    client.post("/account/confirm-email/", {"code": code_in_last_letter()})
    assert b"private address" not in client.get("/account/email/").content
    client.post("/account/email/", {"action_primary": "1", "email": "mees.private@example.org"})
    account.refresh_from_db()
    assert account.email == "mees.private@example.org"
    client.post("/account/email/", {"action_remove": "1", "email": "mees@example.org"})
    assert EmailAddress.objects.filter(user=account).count() == 1


def test_a_second_step_with_an_app_and_recovery_codes(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    enter(client, account)
    client.get("/account/2fa/totp/activate/")
    secret = client.session[totp.SECRET_SESSION_KEY]
    assert b'id="id_code-error"' in client.post("/account/2fa/totp/activate/", {"code": "12"}).content
    with patch("allauth.mfa.totp.internal.auth.validate_totp_code", return_value=True):
        client.post("/account/2fa/totp/activate/", {"code": "123456"})
    assert secret
    codes = client.get("/account/2fa/recovery-codes/")
    assert b"codes are left" in codes.content
    assert client.get("/account/2fa/recovery-codes/generate/").status_code == 200
    assert client.get("/account/2fa/recovery-codes/download/").status_code == 200
    assert client.get("/account/2fa/totp/deactivate/").status_code == 200
    assert b"Recovery codes" in client.get("/account/2fa/").content
    client.post("/sign-out")
    client.post("/account/login/", {"login": account.email, "password": PASSWORD})
    assert b"Second step" in client.get("/account/2fa/authenticate/").content
    code = Authenticator.objects.get(user=account, type="recovery_codes").wrap().get_unused_codes()[0]
    assert client.post("/account/2fa/authenticate/", {"code": code}).headers["Location"] == "/"


def test_changing_how_one_signs_in_asks_again_who_it_is(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    client.force_login(account)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert b"Is it you?" in client.get(answer.headers["Location"]).content
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/2fa/totp/activate/"})
    assert answer.headers["Location"] == "/account/2fa/totp/activate/"


def test_a_passkey_is_listed_renamed_and_removed(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    enter(client, account)
    key = Authenticator.objects.create(user=account, type="webauthn", data={"name": "My phone", "credential": {}})
    assert b"My phone" in client.get("/account/2fa/webauthn/").content
    assert client.get(f"/account/2fa/webauthn/keys/{key.pk}/edit/").status_code == 200
    client.post(f"/account/2fa/webauthn/keys/{key.pk}/edit/", {"name": "My laptop"})
    assert b"My laptop" in client.get("/account/2fa/webauthn/").content
    assert b"Remove this passkey?" in client.get(f"/account/2fa/webauthn/keys/{key.pk}/remove/").content


def test_other_devices_can_be_signed_out(client: Client, world: World) -> None:
    account = with_password(world.accounts["mees"])
    told = {"login": account.email, "password": PASSWORD}
    other = Client()
    other.post("/account/login/", told, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    client.post("/account/login/", told)
    page = client.get("/account/sessions/").content
    assert b"Firefox on Linux" in page
    assert b"Sign out everywhere else" in page
    client.post("/account/sessions/")
    assert other.get("/settings").status_code == 302
    assert client.get("/settings").status_code == 200


def test_one_takes_a_part_in_the_demonstration_with_one_click(client: Client, world: World) -> None:
    anneke = person("Anneke de Wit")
    page = client.get("/demo")
    assert b"Be Anneke" in page.content
    assert client.post("/demo", {"handle": "hanna"}).status_code == 404
    answer = client.post("/demo", {"handle": anneke.handle})
    assert answer.headers["Location"] == "/"
    assert "kring_language" not in answer.cookies
    assert client.session["_auth_user_id"] == str(anneke.pk)


def test_there_is_no_part_to_take_outside_of_a_demonstration(client: Client, world: World) -> None:
    person("Anneke de Wit")
    with override_settings(DEMO=False):
        assert client.get("/demo").status_code == 404
        assert client.post("/demo", {"handle": "anneke"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_short_addresses_lead_on(client: Client, world: World) -> None:
    assert client.get("/sign-in?next=/circles").headers["Location"] == "/account/login/?next=%2Fcircles"
    assert client.get("/sign-in?next=//evil.example").headers["Location"] == "/account/login/"
    assert client.get("/sign-up").headers["Location"] == "/account/signup/"
    assert client.get("/account/").headers["Location"] == "/account/login/"
    assert client.get("/sign-out").status_code == 405


def test_joined_when(client: Client, world: World) -> None:
    assert Account.objects.get(handle="mees").joined_at == START


def come_by_openid(told: dict[str, str], *, verified: bool) -> HttpResponse:
    """What happens when the provider has sent someone back, who is like this."""
    request = RequestFactory().get("/account/oidc/organisation/login/callback/")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user = AnonymousUser()
    addresses = [EmailAddress(email=told["email"], verified=verified, primary=True)] if "email" in told else []
    with request_context(request):
        login = SocialLogin(
            user=Account(),
            account=SocialAccount(provider="organisation", uid="7"),
            email_addresses=addresses,
            provider=get_social_adapter().get_provider(request, "organisation"),
        )
        get_social_adapter().populate_user(request, login, told)
        return complete_social_login(request, login)


@pytest.fixture
def _openid() -> Iterator[None]:
    app = {"provider_id": "organisation", "name": "Waterworks", "client_id": "c", "secret": "s",
           "settings": {"server_url": "https://id.example.org"}}  # fmt: skip
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [app]}}):
        yield


@pytest.mark.usefixtures("_openid")
def test_openid_is_offered_where_it_is_set_up(client: Client, world: World) -> None:
    assert b"Sign in with Waterworks" in client.get("/account/login/").content
    assert b"Sign up with Waterworks" in client.get("/account/signup/").content
    client.force_login(world.accounts["mees"])
    assert b"Connect Waterworks" in client.get("/account/3rdparty/").content


@pytest.mark.usefixtures("_openid")
def test_whoever_comes_by_openid_has_a_name_and_a_handle(world: World) -> None:
    answer = come_by_openid({"name": "Bram Bakker", "email": "bram@waterworks.example"}, verified=True)
    assert answer.headers["Location"] == "/"
    account = Account.objects.get(email="bram@waterworks.example")
    assert (account.name, account.handle) == ("Bram Bakker", "bram-bakker")
    assert Profile.objects.filter(account=account).exists()
    again = come_by_openid({"name": "Bram Bakker", "email": "bram@waterworks.example"}, verified=True)
    assert again.status_code == 302
    assert Account.objects.filter(name="Bram Bakker").count() == 1


@pytest.mark.usefixtures("_openid")
def test_openid_does_not_give_someone_elses_account(world: World) -> None:
    account = with_password(world.accounts["mees"])
    answer = come_by_openid({"name": "Not Mees", "email": account.email}, verified=False)
    assert answer.headers["Location"] == "/account/confirm-email/"
    assert Account.objects.filter(email=account.email).count() == 1
    assert not SocialAccount.objects.exists()
