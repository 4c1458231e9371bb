"""What an owner says of herself and of her installation."""

import re
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:_-]*[A-Za-z0-9])?")
SECURITY = (
    ("starttls", _("STARTTLS (port 587, the usual)")),
    ("tls", _("TLS from the start (port 465)")),
    ("", _("None: only for a mail server on this machine")),
)


def plain_address(value: str) -> str:
    """The address of an installation, without a slash at its end. Raises ValidationError for what can't be one."""
    address = value.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValidationError(_("Give the address as people type it: https://kring.example.org, without a path."))
    return address


class InstallationForm(forms.Form):
    """How an installation is called and reached."""

    installation_name = forms.CharField(
        label=_("Name of this installation"),
        max_length=60,
        help_text=_("Shown above every page, where someone sets up an app for signing in, and in the test e-mail."),
    )
    base_url = forms.CharField(
        label=_("Address"),
        max_length=200,
        help_text=_("Under which people reach this Kring. Links in e-mails start with it."),
    )
    behind_proxy = forms.BooleanField(
        label=_("Kring stands behind a proxy"),
        required=False,
        help_text=_("One that takes care of https and passes on who calls (X-Forwarded-Proto and X-Forwarded-For)."),
    )

    def clean_base_url(self) -> str:
        return plain_address(self.cleaned_data["base_url"])


class HostForm(forms.Form):
    """Who is to host a circle."""

    handle = forms.CharField(
        label=_("Their handle"), max_length=60, help_text=_("The last word of the address of their page.")
    )


class OwnerForm(InstallationForm):
    """The first set-up: whose it is, and how it is reached."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254, help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=256,
        strip=False,
        help_text=_("At least ten characters."),
    )


class MailForm(forms.Form):
    """The mail server that sends the letters. An empty password leaves the one that is known."""

    mail_from = forms.CharField(
        label=_("E-mails come from"), max_length=200, required=False, help_text=_("Such as Kring <kring@example.org>.")
    )
    smtp_host = forms.CharField(
        label=_("Mail server"),
        max_length=200,
        required=False,
        help_text=_("Such as smtp.example.org. Without one, e-mails are written into a folder and nobody gets them."),
    )
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65_535)
    smtp_security = forms.ChoiceField(label=_("Security"), choices=SECURITY, required=False)
    smtp_user = forms.CharField(label=_("User"), max_length=200, required=False)
    smtp_password = forms.CharField(label=_("Password"), max_length=500, required=False, strip=False)
    test_to = forms.EmailField(label=_("Send a test e-mail to"), max_length=254, required=False)

    def clean_smtp_host(self) -> str:
        host: str = self.cleaned_data["smtp_host"]
        if host and not _HOST.fullmatch(host):
            raise ValidationError(_("Give the name of the mail server alone, such as smtp.example.org."))
        return host

    def clean_mail_from(self) -> str:
        sender: str = self.cleaned_data["mail_from"]
        if sender:
            self._check_sender(sender)
        return sender

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("smtp_host") and not given.get("mail_from") and "mail_from" not in self.errors:
            self.add_error("mail_from", _("Give the address that e-mails come from."))
        return given

    def _check_sender(self, sender: str) -> None:
        refused = ValidationError(_("Give an address, such as Kring <kring@example.org>."))
        if not sender.isprintable():
            raise refused
        try:
            validate_email(parseaddr(sender)[1])
        except ValidationError as error:
            raise refused from error


class DaysForm(forms.Form):
    """How many development days an organisation gives a year, and how long one is."""

    days = forms.IntegerField(label=_("Development days a year"), min_value=0, max_value=366)
    hours = forms.DecimalField(
        label=_("Hours in a day"), min_value=1, max_value=24, decimal_places=2, max_digits=4, localize=True
    )
