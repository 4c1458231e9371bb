"""What one person writes to another."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MessageForm(forms.Form):
    """A message."""

    body = forms.CharField(label=_("Your message"), max_length=10_000)
