"""What people fill in to come in. allauth adds the address and the password to `SignupForm`."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What a new account has beside an address and a password."""

    name = forms.CharField(label=_("Your name"), max_length=80, strip=True)
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: Any) -> None:
        """allauth calls this when the account was saved; the adapter has done what there is to do."""


class ClaimForm(forms.Form):
    """An imported person makes her account her own."""

    name = forms.CharField(label=_("Your name"), max_length=80, strip=True)
    password = forms.CharField(label=_("Choose a password"), max_length=256, strip=False)
