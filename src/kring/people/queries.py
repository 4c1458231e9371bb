"""Reading people, as far as each shows herself to the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core import signing
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from kring.competences.queries import Word
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.accounts.queries import is_unclaimed, with_handles
from kring.foundation.errors import NotThereError
from kring.foundation.prepared import prepared
from kring.foundation.text.sorting import sort_key
from kring.people import rules
from kring.people.access import may_vouch_for, nearness
from kring.people.models import Bond, Claim, Employment, Profile, ProfileCompetence
from kring.people.rules import Nearness, Part

_SALT = "kring.people.claim"
_OUTER = OuterRef("pk")
# Whose part one may choose in a demonstration.
PERSONAS = ("anneke", "sem", "farida", "joost", "maarten", "harm")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one reader sees her: what she doesn't show to this reader is empty.

    `imported`: she came with an import and hasn't made the account her own; she can't be asked or written to.
    """

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
    """A person by handle, in two queries. Raises NotThereError for who left, and for anyone to a reader who isn't
    signed in and to whom she shows nothing."""
    accounts = _accounts(reader, handle=handle, language=language, today=today)
    if not accounts:
        raise NotThereError
    account = accounts[0]
    near = nearness(reader, account.pk)
    profile = _profile(account)
    shown = rules.shown_to(profile.sight, near)
    if near is Nearness.PUBLIC and not shown:
        raise NotThereError
    return _person(account, profile, shown, near)


@prepared(fixed=("language",))
def _accounts(reader: Reader, *, handle: str, language: str, today: date) -> "QuerySet[Account]":
    rows = Account.objects.select_related("profile").filter(handle=handle, is_active=True)
    return rows.annotate(bonds=ArraySubquery(_bonds(language)), works_for=ArraySubquery(_employers(today)))


def own_profile(reader: Reader) -> Profile:
    """The reader's own profile, unsaved and empty when she has none yet."""
    if reader.account is None:
        raise NotThereError
    return _profile(Account.objects.select_related("profile").get(pk=reader.account))


def bonds_of(account: int, *, language: str) -> dict[str, list[Word]]:
    """A person's competences per bond, by label."""
    return _by_bond(_bonds(language, account=account))


def employers_of(account: int, *, today: date) -> list[str]:
    """The organisations that a person works for on a day."""
    return list(_employers(today, account=account))


class Persona(NamedTuple):
    """Someone whose part one may play in a demonstration."""

    account: int
    handle: str
    name: str
    photo: str
    headline: str


def personas() -> list[Persona]:
    """The people of the demonstration as whom one may sign in; none elsewhere. Two queries."""
    accounts = with_handles(PERSONAS)
    rows = Profile.objects.filter(account__in=accounts).values_list("account_id", "headline")
    headlines: dict[int, str] = dict(rows)
    return [
        Persona(account.pk, account.handle, account.name, account.photo, headlines.get(account.pk, ""))
        for account in accounts
    ]


def may_invite_to_claim(reader: Reader, seen: Person) -> bool:
    """Whether the reader may invite this imported person to make the account her own. At most one query."""
    return seen.imported and may_vouch_for(reader, seen.id)


def claim_token(claim: int) -> str:
    """What stands in the link with which an imported person claims her account: the claim's key, signed."""
    return signing.Signer(salt=_SALT).sign_object(claim, compress=False)


def claim_by_token(token: str) -> Claim:
    """The claim of a link. Raises NotThereError for a token that this installation didn't make."""
    try:
        key = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise NotThereError from error
    found = Claim.objects.select_related("account", "made_by").filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found


def _bonds(language: str, *, account: Any = _OUTER) -> Any:
    label = "competence__nl" if language == "nl" else "competence__en"
    rows = ProfileCompetence.objects.filter(profile=account).order_by("pk")
    return rows.values_list(
        JSONObject(bond="bond", id="competence_id", slug="competence__slug", label=label), flat=True
    )


def _employers(today: date, *, account: Any = _OUTER) -> Any:
    running = Q(ends_on=None) | Q(ends_on__gt=today)
    rows = Employment.objects.filter(running, account=account, starts_on__lte=today).order_by("starts_on", "pk")
    return rows.values_list("organisation__name", flat=True)


def _by_bond(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {bond: [] for bond in Bond.values}
    for row in sorted(rows, key=lambda row: sort_key(row["label"])):
        found[row["bond"]].append(Word(row["id"], row["slug"], row["label"]))
    return found


def _profile(account: Account) -> Profile:
    try:
        return account.profile
    except Profile.DoesNotExist:
        return Profile(account=account)


def _person(account: Any, profile: Profile, shown: frozenset[Part], near: Nearness) -> Person:
    bonds = _by_bond(account.bonds)
    return Person(
        id=account.pk,
        handle=account.handle,
        name=account.name,
        photo=account.photo,
        headline=profile.headline if Part.HEADLINE in shown else "",
        languages=profile.languages if Part.LANGUAGES in shown else (),
        specialisms=bonds[Bond.SPECIALISM] if Part.SPECIALISMS in shown else (),
        passions=bonds[Bond.PASSION] if Part.PASSIONS in shown else (),
        offers=profile.offers if Part.OFFERS in shown else "",
        seeks=profile.seeks if Part.SEEKS in shown else "",
        availability=profile.availability if Part.AVAILABILITY in shown else "",
        cap=profile.cap if Part.AVAILABILITY in shown else 0,
        employers=account.works_for if Part.EMPLOYER in shown else (),
        shown=shown,
        nearness=near,
        imported=is_unclaimed(account),
    )
