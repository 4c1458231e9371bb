"""What a person does with her profile and her account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.accounts import actions as accounts
from kring.foundation.accounts.models import Account
from kring.foundation.errors import InvalidError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.people.events import PersonLeft, ProfileChanged
from kring.people.models import Bond, Employment, Organisation, Profile, ProfileCompetence
from kring.people.rules import Availability, Nearness, Part

MOST_COMPETENCES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Self:
    """What a person tells of herself."""

    name: str
    headline: str = ""
    languages: Sequence[str] = ()
    specialisms: Sequence[int] = ()
    passions: Sequence[int] = ()
    offers: str = ""
    seeks: str = ""
    availability: str = Availability.OPEN
    cap: int = 3
    sight: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def open_profile(*, account: Account, now: datetime) -> Profile:
    """The empty profile of a new account."""
    profile, _made = Profile.objects.get_or_create(account=account, defaults={"changed_at": now})
    return profile


@transaction.atomic
def describe_oneself(*, actor: Reader, told: Self, now: datetime) -> Profile:
    """Replace a person's profile by what she tells now. Raises InvalidError, naming the fields."""
    person = _herself(actor)
    _check(told)
    accounts.rename(account=person, name=told.name)
    profile, _made = Profile.objects.select_for_update().get_or_create(account_id=person, defaults={"changed_at": now})
    profile.headline = cleaning.clean_line(told.headline)
    profile.languages = list(dict.fromkeys(told.languages))[:10]
    profile.offers, profile.seeks = cleaning.clean(told.offers), cleaning.clean(told.seeks)
    profile.availability, profile.cap = told.availability, told.cap
    profile.sight = {part: int(told.sight[part]) for part in Part if part in told.sight}
    profile.changed_at = now
    profile.save()
    for bond, keys in ((Bond.SPECIALISM, told.specialisms), (Bond.PASSION, told.passions)):
        _set_competences(profile, bond, list(dict.fromkeys(keys))[:MOST_COMPETENCES])
    record(ProfileChanged(person=person), actor=person, now=now)
    return profile


@transaction.atomic
def show_photo(*, actor: Reader, path: str, now: datetime) -> None:
    """Set the stored photo of a person, or none for an empty path. Making it safe and small was the door's work."""
    person = _herself(actor)
    Account.objects.filter(pk=person).update(photo=path)
    record(ProfileChanged(person=person), actor=person, now=now)


@transaction.atomic
def leave(*, actor: Reader, now: datetime) -> None:
    """Close one's account: profile, name, photo and addresses are gone; what one wrote stays without them."""
    person = _herself(actor)
    accounts.close_account(account=person, now=now)
    ProfileCompetence.objects.filter(profile=person).delete()
    Profile.objects.filter(account=person).delete()
    record(PersonLeft(person=person), actor=None, now=now)


def employ(*, account: int, organisation: Organisation, starts_on: date) -> Employment:
    """A person starts to work at an organisation; the same start twice is once."""
    employment, _made = Employment.objects.get_or_create(
        account_id=account, organisation=organisation, starts_on=starts_on
    )
    return employment


def _herself(actor: Reader) -> int:
    if actor.account is None:
        raise RefusedError(_("Sign in first."), code="not-signed-in")
    return actor.account


def _check(told: Self) -> None:
    wrong: dict[str, object] = {}
    for name, text, longest in (
        ("headline", told.headline, 140),
        ("offers", told.offers, 1_000),
        ("seeks", told.seeks, 1_000),
    ):
        if len(cleaning.clean(text[: longest * 2])) > longest:
            wrong[name] = _("At most %(longest)d characters fit here.") % {"longest": longest}
    if not cleaning.clean_line(told.name):
        wrong["name"] = _("Give your name.")
    if told.availability not in list(Availability):
        wrong["availability"] = _("Choose one of the three.")
    if not 0 <= told.cap <= 20:
        wrong["cap"] = _("Choose 0 to 20 open requests.")
    if any(value not in list(Nearness) for value in told.sight.values()):
        wrong["sight"] = _("Choose who may see it.")
    if any(not 2 <= len(language) <= 3 for language in told.languages):
        wrong["languages"] = _("Choose languages out of the list.")
    if wrong:
        raise InvalidError(wrong)


def _set_competences(profile: Profile, bond: Bond, keys: list[int]) -> None:
    ProfileCompetence.objects.filter(profile=profile, bond=bond).exclude(competence__in=keys).delete()
    ProfileCompetence.objects.bulk_create(
        [ProfileCompetence(profile=profile, competence_id=key, bond=bond) for key in keys], ignore_conflicts=True
    )
