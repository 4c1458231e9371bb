"""Founding, describing, moving and archiving a community."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.actions.checks import hosted, signed_in, still_open
from kring.communities.events import Announced, CommunityChanged
from kring.communities.models import Community, FormerAddress, Joining, Membership
from kring.foundation.access import actions as access
from kring.foundation.access import queries as places
from kring.foundation.access.models import Kind, Place, Reason, Role
from kring.foundation.access.readers import Reader
from kring.foundation.access.rules import Wish
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning, sorting

# Words that stand at the same place of an address as a slug does.
_TAKEN_WORDS = frozenset({"new", "join", "mine"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a host says of a community."""

    name: str
    purpose: str
    language: str
    joining: Joining = Joining.REQUEST
    listing: Wish = Wish.INHERIT
    sight: Wish = Wish.INHERIT
    ends_on: date | None = None


@transaction.atomic
def found(
    *, actor: Reader, description: Description, now: datetime, parent: int | None = None, slug: str = ""
) -> Community:
    """A new community with the actor as its host. Under another one: by a host of that; topmost: by an operator.

    Without a `slug` the address is made from the name. Raises RefusedError, NotThereError, ConflictError, InvalidError.
    """
    account = signed_in(actor)
    if parent is not None:
        still_open(hosted(actor, parent))
    elif not actor.is_operator:
        raise RefusedError(_("Only an operator can start a community of its own."), code="not-an-operator")
    name = _name(description)
    address = _address(slug or name)
    place = access.make_place(
        kind=Kind.COMMUNITY, parent=parent, listing=description.listing, sight=description.sight, now=now
    )
    community = Community.objects.create(place=place, slug=address, made_at=now, **_columns(description))
    membership.admit(path=place.path, accounts=[account], now=now)
    access.grant(place=place.pk, accounts=[account], role=Role.HOST, reason=Reason.APPOINTED, now=now)
    record(CommunityChanged(community=place.pk), actor=account, now=now)
    return community


@transaction.atomic
def describe(
    *, actor: Reader, community: int, description: Description, now: datetime, slug: str | None = None
) -> Community:
    """Say anew what a community is. Another `slug` renames it; the former address keeps leading there."""
    changed = hosted(actor, community, lock=True)
    _name(description)
    if slug is not None and slug != changed.slug:
        _rename(changed, _address(slug, own=community))
    sight_changes = (changed.place.listing, changed.place.sight) != (description.listing, description.sight)
    if sight_changes:
        access.wish(community, listing=description.listing, sight=description.sight)
    for field, value in _columns(description).items():
        setattr(changed, field, value)
    changed.save()
    record(CommunityChanged(community=community, with_below=sight_changes), actor=actor.account, now=now)
    return changed


@transaction.atomic
def move(*, actor: Reader, community: int, parent: int | None, now: datetime) -> None:
    """Put a community under another one, with all below it. The actor hosts both; only an operator makes it topmost.

    Its members stay, and become members of what is above it now. What they were before elsewhere they remain.
    """
    hosted(actor, community, lock=True)
    if parent is not None:
        still_open(hosted(actor, parent))
    elif not actor.is_operator:
        raise RefusedError(_("Only an operator can make this a community of its own."), code="not-an-operator")
    access.move_place(community, parent=parent, now=now)
    path = Place.objects.values_list("path", flat=True).get(pk=community)
    accounts = Membership.objects.filter(community=community, left_at=None).values_list("account_id", flat=True)
    if len(path) > 1:
        membership.admit(path=path[:-1], accounts=list(accounts), now=now)
    record(CommunityChanged(community=community, with_below=True), actor=actor.account, now=now)


@transaction.atomic
def archive(*, actor: Reader, community: int, now: datetime) -> None:
    """Close a community and all below it for writing. It can be reopened."""
    hosted(actor, community, lock=True)
    open_ones = Community.objects.filter(pk__in=places.below(community), archived_at=None)
    open_ones.update(archived_at=now, archived_by=actor.account)
    record(CommunityChanged(community=community), actor=actor.account, now=now)


@transaction.atomic
def reopen(*, actor: Reader, community: int, now: datetime) -> None:
    """Open an archived community again, with what was archived at the same moment."""
    closed = hosted(actor, community, lock=True)
    if closed.archived_at is None:
        return
    above = Community.objects.filter(pk__in=closed.place.path[:-1]).exclude(archived_at=None)
    if above.exists():
        raise ConflictError(_("The circle above this one is archived. Reopen that first."), code="archived-above")
    together = Community.objects.filter(pk__in=places.below(community), archived_at=closed.archived_at)
    together.update(archived_at=None, archived_by=None)
    record(CommunityChanged(community=community), actor=actor.account, now=now)


@transaction.atomic
def archive_ended(*, today: date, now: datetime) -> int:
    """Archive the circles whose last day is over, with what is below them. Returns how many ended."""
    ended = Community.objects.select_for_update(skip_locked=True).filter(ends_on__lt=today, archived_at=None)
    keys = [community.pk for community in ended]
    for key in keys:
        Community.objects.filter(pk__in=places.below(key), archived_at=None).update(archived_at=now)
        record(CommunityChanged(community=key), actor=None, now=now)
    return len(keys)


@transaction.atomic
def announce(*, actor: Reader, community: int, text: str, now: datetime) -> None:
    """Put an announcement above a community's page and tell its members; an empty one takes it away."""
    told = hosted(actor, community, lock=True)
    still_open(told)
    told.announcement = cleaning.clean(text)[:1_000]
    told.announced_at = now if told.announcement else None
    told.save(update_fields=["announcement", "announced_at"])
    if told.announcement:
        record(Announced(community=community), actor=actor.account, now=now)


def _columns(description: Description) -> dict[str, object]:
    name = cleaning.clean_line(description.name)
    return {
        "name": name,
        "sort_name": sorting.sort_key(name),
        "purpose": cleaning.clean(description.purpose),
        "language": description.language,
        "joining": description.joining,
        "ends_on": description.ends_on,
    }


def _name(description: Description) -> str:
    name = cleaning.clean_line(description.name)
    if not name:
        raise InvalidError({"name": _("Give the circle a name.")})
    return name


def _address(wanted: str, *, own: int | None = None) -> str:
    """A free slug like the one wanted. Raises InvalidError when nothing of it can stand in an address."""
    base = sorting.slug(wanted)
    if not base:
        raise InvalidError({"slug": _("Use at least one letter or digit in the address.")})
    taken = set(Community.objects.filter(slug__startswith=base).exclude(pk=own).values_list("slug", flat=True))
    taken |= set(
        FormerAddress.objects.filter(slug__startswith=base).exclude(community=own).values_list("slug", flat=True)
    )
    tries = (base if number == 1 else f"{base[:54]}-{number}" for number in range(1, 10_000))
    return next(slug for slug in tries if slug not in taken and slug not in _TAKEN_WORDS)


def _rename(community: Community, slug: str) -> None:
    FormerAddress.objects.filter(slug=slug, community=community).delete()
    FormerAddress.objects.get_or_create(slug=community.slug, defaults={"community": community})
    community.slug = slug


