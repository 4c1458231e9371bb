"""What a person says of herself, and how she wants things."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kring.foundation.accounts.models import Account, Language, Theme
from kring.foundation.accounts.queries import time_zones
from kring.people.models import Profile
from kring.people.rules import USUAL, Availability, Nearness, Part
from kring.web.settings.languages import choices

PARTS: Mapping[Part, Any] = {
    Part.HEADLINE: _("Headline"),
    Part.SPECIALISMS: _("Specialisms"),
    Part.PASSIONS: _("Passions"),
    Part.CONTRIBUTIONS: _("Experiences and answers"),
    Part.COMPETENCES: _("What you can do, and what shows it"),
    Part.OFFERS: _("What you offer"),
    Part.SEEKS: _("What you seek"),
    Part.AVAILABILITY: _("How free you are"),
    Part.LANGUAGES: _("Languages"),
    Part.EMPLOYER: _("For whom you work"),
}
WHO = (
    (Nearness.HERSELF, _("nobody")),
    (Nearness.CIRCLES, _("people in your circles")),
    (Nearness.NETWORK, _("everyone who is signed in")),
    (Nearness.PUBLIC, _("everyone, also outside")),
)


class ProfileForm(forms.Form):
    """Who someone is. Specialisms and passions are words with commas between them."""

    name = forms.CharField(label=_("Name"), max_length=80)
    headline = forms.CharField(
        label=_("Headline"), max_length=140, required=False, help_text=_("What you do, in one line.")
    )
    specialisms = forms.CharField(
        label=_("Specialisms"),
        required=False,
        max_length=1_500,
        help_text=_("What people may ask you about. All count alike. Separate them with commas."),
    )
    passions = forms.CharField(
        label=_("Passions"),
        required=False,
        max_length=1_500,
        help_text=_("What you love to do, at work or beside it. Separate them with commas."),
    )
    offers = forms.CharField(label=_("What you offer"), max_length=1_000, required=False)
    seeks = forms.CharField(label=_("What you seek"), max_length=1_000, required=False)
    availability = forms.ChoiceField(
        label=_("May people ask you for help?"),
        choices=[
            (Availability.OPEN.value, _("Yes, I am open to questions")),
            (Availability.LIMITED.value, _("Now and then")),
            (Availability.CLOSED.value, _("Not now")),
        ],
    )
    cap = forms.IntegerField(
        label=_("Most open requests at once"),
        min_value=0,
        max_value=20,
        help_text=_("When this many questions wait for you, we don’t suggest you for more."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(choices(translation.get_language() or "en"))
        # What an earlier version or an import knew and we don't offer must survive a save.
        also = [(code, code) for code in self.initial.get("languages", ()) if code not in known]
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages that you speak"), required=False, choices=[*known.items(), *also]
        )


class VisibilityForm(forms.Form):
    """Who sees which part, and who may write."""

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in {**PARTS, Part.MESSAGES: _("Who may send you messages")}.items():
            self.fields[part.value] = forms.TypedChoiceField(
                label=label,
                choices=[(who.value, words) for who, words in WHO if part is not Part.MESSAGES or who],
                coerce=int,
                initial=_chosen(profile, part),
            )

    def sight(self) -> dict[str, int]:
        """The choice for each part, once the form is valid."""
        return dict(self.cleaned_data)


class PreferencesForm(forms.Form):
    """How Kring is shown to a person."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    theme = forms.ChoiceField(label=_("Colours"), choices=Theme.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(zone, zone.replace("_", " ")) for zone in time_zones()]
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)

    @classmethod
    def of(cls, account: Account) -> "PreferencesForm":
        """The form as the account is set."""
        return cls(initial={"language": account.language, "theme": account.theme, "time_zone": account.time_zone})


class PhotoForm(forms.Form):
    """A picture from someone's own device."""

    photo = forms.FileField(label=_("Photo"), max_length=200)


def _chosen(profile: Profile, part: Part) -> int:
    """What is chosen for a part. Messages from outside don't exist, so the widest choice there is everyone signed
    in."""
    chosen = int(profile.sight.get(part, USUAL[part]))
    return max(chosen, Nearness.NETWORK) if part is Part.MESSAGES else chosen
