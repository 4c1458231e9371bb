"""What a new token is for, and for how long."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kring.foundation.tokens.rules import LIFETIMES, Scope
from kring.web.fields import Line

SCOPES = {
    Scope.READ: _("Read what you may read"),
    Scope.WRITE: _("Ask, answer, react, join and leave as you"),
    Scope.MESSAGES: _("Read your messages, and write to people as you"),
}
_DAYS = ngettext_lazy("%(days)d day", "%(days)d days", "days")


class TokenForm(forms.Form):
    """A token that is to be made."""

    name = Line(label=_("Name"), longest=80, help_text=_("What it is for, so that you know it again."))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=[(scope.value, words) for scope, words in SCOPES.items()]
    )
    days = forms.TypedChoiceField(
        label=_("It ends after"), coerce=int, choices=[(days, _DAYS % {"days": days}) for days in LIFETIMES], initial=90
    )
