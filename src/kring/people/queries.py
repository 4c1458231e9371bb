"""Reading people, as far as each shows herself to the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kring.competences.queries import Word
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError
from kring.people import rules
from kring.people.access import nearness
from kring.people.models import Bond, Employment, Profile, ProfileCompetence
from kring.people.rules import Nearness, Part


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one reader sees her: what she doesn't show to this reader is empty."""

    id: int
    handle: str
    name: str
    photo: str
    headline: str
    languages: Sequence[str]
    specialisms: Sequence[Word]
    passions: Sequence[Word]
    offers: str
    seeks: str
    availability: str
    cap: int
    employers: Sequence[str]
    shown: frozenset[Part]
    nearness: Nearness
    imported: bool


def person(reader: Reader, handle: str, *, language: str, today: date) -> Person:
    """A person by handle, at most four queries. Raises NotThereError for who left, and for anyone to a reader who isn't
    signed in and to whom she shows nothing."""
    account = Account.objects.select_related("profile").filter(handle=handle, is_active=True).first()
    if account is None:
        raise NotThereError
    near = nearness(reader, account.pk)
    profile = _profile(account)
    shown = rules.shown_to(profile.sight, near)
    if near is Nearness.PUBLIC and not shown:
        raise NotThereError
    return _person(account, profile, shown, near, language=language, today=today)


def own_profile(reader: Reader) -> Profile:
    """The reader's own profile, unsaved and empty when she has none yet."""
    account = Account.objects.select_related("profile").get(pk=reader.account)
    return _profile(account)


def bonds_of(account: int, *, language: str) -> dict[str, list[Word]]:
    """A person's competences per bond, by label."""
    label = "competence__nl" if language == "nl" else "competence__en"
    rows = ProfileCompetence.objects.filter(profile=account).order_by(label)
    found: dict[str, list[Word]] = {bond: [] for bond in Bond.values}
    for bond, *word in rows.values_list("bond", "competence_id", "competence__slug", label):
        found[bond].append(Word._make(word))
    return found


def employers_of(account: int, *, today: date) -> list[str]:
    """The organisations that a person works for on a day."""
    running = Q(ends_on=None) | Q(ends_on__gt=today)
    rows = Employment.objects.filter(running, account=account, starts_on__lte=today).order_by("starts_on", "pk")
    return list(rows.values_list("organisation__name", flat=True))


def _profile(account: Account) -> Profile:
    try:
        return account.profile
    except Profile.DoesNotExist:
        return Profile(account=account)


def _person(
    account: Account, profile: Profile, shown: frozenset[Part], near: Nearness, *, language: str, today: date
) -> Person:
    bonds = bonds_of(account.pk, language=language) if {Part.SPECIALISMS, Part.PASSIONS} & shown else {}
    return Person(
        id=account.pk,
        handle=account.handle,
        name=account.name,
        photo=account.photo,
        headline=profile.headline if Part.HEADLINE in shown else "",
        languages=profile.languages if Part.LANGUAGES in shown else (),
        specialisms=bonds.get(Bond.SPECIALISM, ()) if Part.SPECIALISMS in shown else (),
        passions=bonds.get(Bond.PASSION, ()) if Part.PASSIONS in shown else (),
        offers=profile.offers if Part.OFFERS in shown else "",
        seeks=profile.seeks if Part.SEEKS in shown else "",
        availability=profile.availability if Part.AVAILABILITY in shown else "",
        cap=profile.cap if Part.AVAILABILITY in shown else 0,
        employers=employers_of(account.pk, today=today) if Part.EMPLOYER in shown else (),
        shown=shown,
        nearness=near,
        imported=bool(account.source),
    )
