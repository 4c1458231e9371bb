"""Where allauth asks how we do things."""

import html
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kring.foundation import clock
from kring.foundation.accounts.actions import save_new
from kring.foundation.accounts.models import Account
from kring.people.actions import open_profile
from kring.web.account import cookies
from kring.web.account.entering import may_sign_up
from kring.web.account.letters import ERRORS, LETTERS, SAID


def display_name(user: Account) -> str:
    """How allauth names a person."""
    return user.name


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a name and a handle, letters and messages in our words, preferences in cookies."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """See `may_sign_up`."""
        return may_sign_up(request)

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:  # noqa: FBT001, FBT002 - allauth's
        """A new account with its profile, of what the form says."""
        user.email = form.cleaned_data.get("email") or user.email or None
        password = form.cleaned_data.get("password1")
        user.set_password(password) if password else user.set_unusable_password()
        return _open(request, user, form.cleaned_data.get("name", ""), save=commit)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """On to where she wanted to go, with her preferences in cookies."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        cookies.mirror(response, user)
        return response

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The letter of that name, in the language of whoever gets it where she is known."""
        letter = LETTERS.get(template_prefix)
        if letter is None:
            rendered: EmailMessage = super().render_mail(template_prefix, email, context, headers)
            return rendered
        known = context.get("user")
        language = known.language if isinstance(known, Account) else translation.get_language() or "en"
        with translation.override(language):
            subject, text = str(letter.subject) % context, letter.text(context)
        to, said = [email] if isinstance(email, str) else email, {"Content-Language": language}
        return EmailMessage(subject, text, self.get_from_email(), to, headers=said)

    def add_message(  # noqa: PLR0917 - allauth's
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what happened, in our words."""
        if message is None and message_template and message_template in SAID:
            message = html.unescape(str(SAID[message_template]) % (message_context or {}))
            if message:
                messages.add_message(request, level, message, extra_tags=extra_tags)
            return
        super().add_message(request, level, message_template, message_context, extra_tags, message)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the page from where she came."""
        return "/account/2fa/"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts that come in by OpenID Connect."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Always: by setting this provider up, the operator said that its people may come in."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Account:
        """What the provider tells: a name and an address."""
        user: Account = sociallogin.user
        user.name = str(data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}").strip()[
            :80
        ]
        user.email = data.get("email") or None
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        """A new account with its profile, of what the provider told or the form says."""
        user: Account = sociallogin.user
        user.set_unusable_password()
        told = form.cleaned_data if form else {}
        user.email = told.get("email") or user.email or None
        name = told.get("name") or user.name or str(user.email or "").partition("@")[0]
        _open(request, user, name, save=True)
        sociallogin.save(request)
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """What is already known, for the form."""
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}


def _open(request: HttpRequest, user: Account, name: str, *, save: bool) -> Account:
    user.name = name
    if not save:
        return user
    now = clock.now()
    language = translation.get_language() or "en"
    account = save_new(account=user, name=name, now=now, language=language)
    open_profile(account=account, now=now)
    return account
