"""Founding an organisation, and saying what it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import actions as access
from kring.foundation.access.models import Kind, Reason, Role
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.access.rules import NETWORK, Wish
from kring.foundation.accounts.models import Account
from kring.foundation.accounts.queries import zones
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning, sorting
from kring.people.models import Came, FormerOrganisationAddress, Organisation
from kring.people.organisations.actions import checks
from kring.people.organisations.actions.employing import employ
from kring.people.organisations.events import OrganisationChanged
from kring.people.organisations.queries import without_owner

MOST_FOUNDED = 3
LONGEST_NAME = 120
LONGEST_ABOUT = 2_000
# Words that stand at the same place of an address as a slug does.
_TAKEN_WORDS = frozenset({"new", "join", "mine"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an owner says of an organisation. `shown`: whoever is signed in may know that it exists and what it is."""

    name: str
    about: str = ""
    time_zone: str = "Europe/Amsterdam"
    shown: bool = False


@transaction.atomic
def found(*, actor: Reader, description: Description, now: datetime, slug: str = "", owner: str = "") -> Organisation:
    """A new organisation, of which the actor is the owner and works there; of an operator, for `owner` (a handle).

    Without a `slug` a free address is made from the name.
    Raises RefusedError, InvalidError, and ConflictError for who founded as many as one may.
    """
    account = signed_in(actor)
    access.lock_tree()
    came, first = Came.FOUNDER, account
    if owner:
        if not actor.is_operator:
            raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
        came, first = Came.OPERATOR, _account(owner)
    elif Organisation.objects.filter(founded_by=account).count() >= MOST_FOUNDED and not actor.is_operator:
        raise ConflictError(
            _("You founded %(most)d organisations already. Ask the operator for another one.") % {"most": MOST_FOUNDED},
            code="too-many",
        )
    _check(description)
    address = _own_address(slug, own=None) if slug else _free_address(description.name)
    place = access.make_place(kind=Kind.ORGANISATION, parent=None, listing=Wish.MEMBERS, sight=Wish.MEMBERS, now=now)
    made = Organisation.objects.create(
        place=place, slug=address, founded_by_id=account, **_columns(description, place.pk)
    )
    _own(made, first, came=came, now=now)
    record(OrganisationChanged(organisation=made.pk), actor=account, now=now)
    return made


@transaction.atomic
def describe(
    *, actor: Reader, organisation: int, description: Description, now: datetime, slug: str | None = None
) -> Organisation:
    """Say anew what an organisation is. Another `slug` renames it; the former address keeps leading there."""
    access.lock_tree()
    changed = checks.allowed(actor, organisation, "keep")
    _check(description)
    if slug is not None and slug != changed.slug:
        address = _own_address(slug, own=organisation)
        FormerOrganisationAddress.objects.filter(slug=address, organisation=changed).delete()
        FormerOrganisationAddress.objects.get_or_create(slug=changed.slug, defaults={"organisation": changed})
        changed.slug = address
    for field, value in _columns(description, changed.pk).items():
        setattr(changed, field, value)
    changed.save()
    record(OrganisationChanged(organisation=organisation), actor=actor.account, now=now)
    return changed


@transaction.atomic
def give_owner(*, actor: Reader, organisation: int, handle: str, now: datetime) -> Organisation:
    """Make someone the owner of an organisation that has none, by an operator; she works there from now on.

    Raises RefusedError, ConflictError for one that has an owner, InvalidError where there is nobody of that name.
    """
    if not actor.is_operator:
        raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
    access.lock_tree()
    given = without_owner(actor).filter(pk=organisation).first()
    if given is None:
        raise ConflictError(_("This organisation has an owner already."), code="has-an-owner")
    _own(given, _account(handle), came=Came.OPERATOR, now=now)
    record(OrganisationChanged(organisation=organisation), actor=actor.account, now=now)
    return given


def _own(organisation: Organisation, account: int, *, came: Came, now: datetime) -> None:
    if not checks.is_colleague(organisation.pk, account):
        today = checks.today_at(organisation, now)
        employ(account=account, organisation=organisation.pk, starts_on=today, came=came, now=now)
    access.grant(place=organisation.pk, accounts=[account], role=Role.OWNER, reason=Reason.APPOINTED, now=now)


def _account(handle: str) -> int:
    person = Account.objects.filter(handle=handle, is_active=True).values_list("pk", flat=True).first()
    if person is None:
        raise InvalidError({"handle": _("There is nobody of that name.")})
    return person


def _columns(description: Description, place: int) -> dict[str, object]:
    return {
        "name": cleaning.clean_line(description.name),
        "about": cleaning.clean(description.about),
        "time_zone": description.time_zone,
        "listing_scope": NETWORK if description.shown else place,
    }


def _check(description: Description) -> None:
    """Raise InvalidError that names everything that can't be taken."""
    wrong: dict[str, object] = {}
    name = cleaning.clean_line(description.name[:1_000])
    if not name:
        wrong["name"] = _("Give the organisation a name.")
    if len(name) > LONGEST_NAME:
        wrong["name"] = _("A name has at most %(most)d characters.") % {"most": LONGEST_NAME}
    if len(cleaning.clean(description.about[:100_000])) > LONGEST_ABOUT:
        wrong["about"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_ABOUT}
    if description.time_zone not in zones():
        wrong["time_zone"] = _("Choose a time zone out of the list.")
    if wrong:
        raise InvalidError(wrong)


def _slug(wanted: str, field: str) -> str:
    slug = sorting.slug(wanted[:1_000])
    if not slug:
        raise InvalidError({field: _("Use at least one letter or digit in the address.")})
    return slug


def _free_address(name: str) -> str:
    """A free slug like the name. Raises InvalidError when nothing of it can stand in an address."""
    base = _slug(name, "slug")
    taken = set(Organisation.objects.filter(slug__startswith=base[:54]).values_list("slug", flat=True))
    taken |= set(FormerOrganisationAddress.objects.filter(slug__startswith=base[:54]).values_list("slug", flat=True))
    tries = (base if number == 1 else f"{base[:54].rstrip('-')}-{number}" for number in range(1, 100_000))
    return next(slug for slug in tries if slug not in taken and slug not in _TAKEN_WORDS)


def _own_address(wanted: str, *, own: int | None) -> str:
    """The slug that an owner chose. Raises InvalidError when it is another organisation's, now or formerly."""
    slug = _slug(wanted, "slug")
    formerly = FormerOrganisationAddress.objects.filter(slug=slug).exclude(organisation=own)
    if slug in _TAKEN_WORDS or Organisation.objects.filter(slug=slug).exclude(pk=own).exists() or formerly.exists():
        raise InvalidError({"slug": _("This address is taken. Choose another one.")})
    return slug
