"""Letters about accounts, and what pages say after an act: allauth names each by a template, we by a sentence here.

They are written as sentences rather than templates, as letters and pages share one list of messages to translate, and
a letter to someone else is written in that person's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

_IGNORE = _("If this was not you, you need not do anything.")


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject, and paragraphs of which some name what is in the context."""

    subject: Any
    paragraphs: tuple[Any, ...]

    def text(self, context: Mapping[str, Any]) -> str:
        """The whole letter."""
        return "\n\n".join(str(paragraph) % context for paragraph in self.paragraphs) + "\n"


LETTERS: Final[Mapping[str, Letter]] = {
    "account/email/email_confirmation": Letter(
        _("Your code for Kring: %(code)s"),
        (_("Hello,"), _("With this code you confirm that this address is yours:"), "%(code)s",
         _("Type it on the page where you were asked for it. It is good for a quarter of an hour."), _IGNORE),
    ),
    "account/email/email_confirmation_signup": Letter(
        _("Welcome to Kring, your code is %(code)s"),
        (_("Welcome to Kring."), _("With this code you confirm that this address is yours:"), "%(code)s",
         _("Type it on the page where you were asked for it. It is good for a quarter of an hour."), _IGNORE),
    ),
    "account/email/login_code": Letter(
        _("Your code to sign in to Kring: %(code)s"),
        (_("Hello,"), _("With this code you sign in:"), "%(code)s",
         _("Type it on the page where you were asked for it. It is good for three minutes."), _IGNORE),
    ),
    "account/email/password_reset_key": Letter(
        _("Choose a new password for Kring"),
        (_("Hello,"), _("You asked for a new password. Choose it here:"), "%(password_reset_url)s", _IGNORE),
    ),
    "account/email/unknown_account": Letter(
        _("There is no account with this address on Kring"),
        (_("Hello,"),
         _("Someone, you perhaps, wanted to sign in to Kring with the address %(email)s. No account has it."),
         _("If it was you, try the address that you used when you signed up, or sign up here:"), "%(signup_url)s",
         _IGNORE),
    ),
    "account/email/account_already_exists": Letter(
        _("You already have an account on Kring"),
        (_("Hello,"),
         _("Someone, you perhaps, wanted to sign up on Kring with the address %(email)s. It has an account already."),
         _("If you forgot your password, choose a new one here:"), "%(password_reset_url)s", _IGNORE),
    ),
    "account/email/password_changed": Letter(
        _("Your password on Kring was changed"),
        (_("Hello,"), _("The password of your account was changed just now."),
         _("If this was not you, choose a new password at once and sign out everywhere.")),
    ),
    "account/email/email_changed": Letter(
        _("Your address on Kring was changed"),
        (_("Hello,"), _("The address with which you sign in to Kring was changed just now."),
         _("If this was not you, choose a new password at once and sign out everywhere.")),
    ),
}  # fmt: skip

# Signing in and out show for themselves that they worked.
SAID: Final[Mapping[str, Any]] = {
    "account/messages/logged_in.txt": "",
    "account/messages/logged_out.txt": "",
    "account/messages/login_code_sent.txt": _("We sent a code to %(email)s."),
    "account/messages/email_confirmation_sent.txt": _("We sent a code to %(email)s."),
    "account/messages/email_confirmed.txt": _("The address %(email)s is confirmed."),
    "account/messages/email_confirmation_failed.txt": _(
        "The address %(email)s could not be confirmed: another account has it."
    ),
    "account/messages/email_deleted.txt": _("The address %(email)s is removed."),
    "account/messages/cannot_delete_primary_email.txt": _(
        "You sign in with %(email)s. Choose another address for that first, then remove this one."
    ),
    "account/messages/primary_email_set.txt": _("From now on we write to this address."),
    "account/messages/unverified_primary_email.txt": _("Confirm the address first; then you can choose it."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("From now on the app is your second step when you sign in."),
    "mfa/messages/totp_deactivated.txt": _("The app is no longer a second step."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "These are your new recovery codes. The former ones no longer work."
    ),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
    "socialaccount/messages/account_connected.txt": _("The account is connected."),
    "socialaccount/messages/account_connected_updated.txt": _("The account is connected."),
    "socialaccount/messages/account_connected_other.txt": _("That account is connected to someone else here."),
    "socialaccount/messages/account_disconnected.txt": _("The account is no longer connected."),
}

ERRORS: Final[Mapping[str, Any]] = {
    "account_inactive": _("This account is closed."),
    "cannot_remove_primary_email": _("You sign in with this address. Choose another one for that first."),
    "duplicate_email": _("You have added this address already."),
    "email_password_mismatch": _(
        "This address and this password don’t belong together. Check both, or ask for a code."
    ),
    "email_taken": _("This address already belongs to an account."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This is not the code that we sent. Check it, or ask for another one."),
    "incorrect_password": _("This is not your password."),
    "invalid_or_expired_key": _("This link no longer works. Ask for a new one."),
    "invalid_login": _("Give the e-mail address of your account."),
    "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    "max_email_addresses": _("You can have at most %d addresses."),
    "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
    "unknown_email": _("No account has this address."),
    "unverified_primary_email": _("Confirm this address first."),
    "same_as_current": _("Choose another one than you have now."),
    "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
}
