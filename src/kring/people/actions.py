"""What a person does with her profile and her account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import share
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts import actions as accounts
from kring.foundation.accounts.models import Account
from kring.foundation.accounts.queries import is_address_taken, is_unclaimed
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.people import rules
from kring.people.access import may_vouch_for
from kring.people.events import ClaimOffered, PersonLeft, ProfileChanged
from kring.people.models import Bond, Claim, Profile, ProfileCompetence
from kring.people.organisations.actions.employing import end_all
from kring.people.rules import Availability, ClaimState, Nearness, Part

MOST_COMPETENCES = 15
CLAIM_OVER = {
    ClaimState.USED: _("This link has been used. Sign in with your e-mail address."),
    ClaimState.ENDED: _("This link has ended. Ask whoever invited you for another one."),
}


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
    # None leaves what each part shows to whom as it is.
    sight: Mapping[str, int] | None = field(default_factory=dict)


@transaction.atomic
def open_profile(*, account: Account, now: datetime) -> Profile:
    """The empty profile of a new account."""
    profile, _made = Profile.objects.get_or_create(account=account, defaults={"changed_at": now})
    return profile


@transaction.atomic
def open_owner(*, name: str, email: str, password: str, language: str, now: datetime) -> Account:
    """The account and profile of whoever sets this installation up. Raises as the account's `open_owner` does."""
    account = accounts.open_owner(name=name, email=email, password=password, language=language, now=now)
    open_profile(account=account, now=now)
    return account


@transaction.atomic
def describe_oneself(*, actor: Reader, told: Self, now: datetime) -> Profile:
    """Replace a person's profile by what she tells now. Raises InvalidError, naming the fields."""
    person = signed_in(actor)
    _check(told)
    accounts.rename(account=person, name=told.name)
    profile, _made = Profile.objects.select_for_update().get_or_create(account_id=person, defaults={"changed_at": now})
    profile.headline = cleaning.clean_line(told.headline)
    profile.languages = list(dict.fromkeys(told.languages))[:10]
    profile.offers, profile.seeks = cleaning.clean(told.offers), cleaning.clean(told.seeks)
    profile.availability, profile.cap = told.availability, told.cap
    if told.sight is not None:
        profile.sight = {part: int(told.sight[part]) for part in Part if part in told.sight}
    profile.changed_at = now
    profile.save()
    for bond, keys in ((Bond.SPECIALISM, told.specialisms), (Bond.PASSION, told.passions)):
        _set_competences(profile, bond, list(dict.fromkeys(keys))[:MOST_COMPETENCES])
        share(list(keys))
    record(ProfileChanged(person=person), actor=person, now=now)
    return profile


@transaction.atomic
def add_bond(*, actor: Reader, competence: int, bond: Bond, now: datetime) -> Profile:
    """Say of one competence more that it is a specialism or a passion of the actor's. Raises ConflictError for who has
    15 of them."""
    person = signed_in(actor)
    profile, _made = Profile.objects.select_for_update().get_or_create(account_id=person, defaults={"changed_at": now})
    held = ProfileCompetence.objects.filter(profile=profile, bond=bond)
    if held.filter(competence=competence).exists():
        return profile
    if held.count() >= MOST_COMPETENCES:
        raise ConflictError(_("You have 15 of these already. Take one out of your profile first."), code="too-many")
    ProfileCompetence.objects.create(profile=profile, competence_id=competence, bond=bond)
    share([competence])
    profile.changed_at = now
    profile.save(update_fields=["changed_at"])
    record(ProfileChanged(person=person), actor=person, now=now)
    return profile


@transaction.atomic
def choose_sight(*, actor: Reader, sight: Mapping[str, int], now: datetime) -> None:
    """Who may see each part of a person's profile; parts that aren't named keep what they have."""
    person = signed_in(actor)
    if any(part not in list(Part) or value not in list(Nearness) for part, value in sight.items()):
        raise InvalidError({"sight": _("Choose who may see it.")})
    profile, _made = Profile.objects.select_for_update().get_or_create(account_id=person, defaults={"changed_at": now})
    profile.sight = {**profile.sight, **{str(part): int(value) for part, value in sight.items()}}
    profile.changed_at = now
    profile.save(update_fields=["sight", "changed_at"])
    record(ProfileChanged(person=person), actor=person, now=now)


@transaction.atomic
def show_photo(*, actor: Reader, path: str, now: datetime) -> str:
    """Set the stored photo of a person, or none for an empty path; returns the former one, which is of no more use.

    Making the photo safe and small was the door's work.
    """
    person = signed_in(actor)
    former = Account.objects.select_for_update().values_list("photo", flat=True).get(pk=person)
    Account.objects.filter(pk=person).update(photo=path)
    record(ProfileChanged(person=person), actor=person, now=now)
    return former


@transaction.atomic
def invite_to_claim(*, actor: Reader, handle: str, email: str, now: datetime) -> Claim:
    """Invite an imported person, by a letter with a link, to make her account her own. A newer letter ends older ones.

    Only an operator may, or who hosts a circle that the person is in. Raises RefusedError, InvalidError, and
    ConflictError when the account or the address is someone's already.
    """
    inviter = signed_in(actor)
    account = Account.objects.select_for_update().filter(handle=handle, is_active=True).first()
    if account is None:
        raise NotThereError
    if not may_vouch_for(actor, account.pk):
        raise RefusedError(_("Only a host of a circle that this person is in can do that."), code="not-a-host")
    if not is_unclaimed(account):
        raise ConflictError(_("This account has been claimed already."), code="already-claimed")
    address = _address(email)
    Claim.objects.filter(account=account, used_at=None, ends_at__gt=now).update(ends_at=now)
    claim = Claim.objects.create(
        account=account, email=address, made_by_id=inviter, made_at=now, ends_at=now + rules.CLAIM_LASTS
    )
    record(ClaimOffered(claim=claim.pk), actor=inviter, now=now)
    return claim


@transaction.atomic
def claim_account(*, claim: int, name: str, password: str, language: str, now: datetime) -> Account:
    """Make an imported account one's own, by the link that came by mail; the password was found good by the door.

    Raises NotThereError, InvalidError, and ConflictError when the link was used before or has ended.
    """
    offered = Claim.objects.select_for_update().filter(pk=claim).first()
    if offered is None:
        raise NotThereError
    state = rules.claim_state(used_at=offered.used_at, ends_at=offered.ends_at, now=now)
    if state is not ClaimState.OPEN:
        raise ConflictError(CLAIM_OVER[state], code=f"claim-{state}")
    account = accounts.take_over(
        account=offered.account_id, name=name, email=offered.email, password=password, language=language, now=now
    )
    offered.used_at = now
    offered.save(update_fields=["used_at"])
    open_profile(account=account, now=now)
    record(ProfileChanged(person=account.pk), actor=account.pk, now=now)
    return account


@transaction.atomic
def leave(*, actor: Reader, now: datetime) -> None:
    """Close one's account: profile, name, photo and addresses are gone; what one wrote stays without them."""
    person = signed_in(actor)
    end_all(account=person, now=now)
    accounts.close_account(account=person, now=now)
    ProfileCompetence.objects.filter(profile=person).delete()
    Profile.objects.filter(account=person).delete()
    record(PersonLeft(person=person), actor=None, now=now)


def _address(email: str) -> str:
    """An e-mail address in lower case that is nobody's yet."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidError({"email": _("Give an e-mail address, such as name@example.org.")}) from error
    if len(address) > 254:
        raise InvalidError({"email": _("Give an e-mail address, such as name@example.org.")})
    if is_address_taken(address):
        raise ConflictError(_("This address already belongs to an account."), code="address-taken")
    return address


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
    if told.sight is not None and any(value not in list(Nearness) for value in told.sight.values()):
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
