"""What a host fills in for an imported person."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClaimInvitationForm(forms.Form):
    """The address of an imported person."""

    email = forms.CharField(label=_("Their e-mail address"), max_length=254)
