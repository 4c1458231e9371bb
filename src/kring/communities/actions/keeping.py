"""Founding, describing, moving and archiving a community."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities import rules
from kring.communities.actions import membership
from kring.communities.actions.checks import fitting, hosted, may_found, still_open
from kring.communities.events import Announced, CommunityChanged
from kring.communities.models import Community, FormerAddress, Founding, Joining, Membership
from kring.foundation.access import actions as access
from kring.foundation.access import queries as places
from kring.foundation.access.models import Kind, Place, Reason, Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.models import Language
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning, sorting

# Words that stand at the same place of an address as a slug does.
_TAKEN_WORDS = frozenset({"new", "join", "mine"})
LONGEST_NAME = 80
LONGEST_PURPOSE = 2_000
MOST_MEMBERS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a host says of a community."""

    name: str
    purpose: str
    language: str
    joining: Joining = Joining.REQUEST
    founding: Founding = Founding.HOSTS
    listing: Wish = Wish.INHERIT
    sight: Wish = Wish.INHERIT
    ends_on: date | None = None


@transaction.atomic
def found(
    *, actor: Reader, description: Description, now: datetime, parent: int | None = None, slug: str = ""
) -> Community:
    """A new community with the actor as its host. Under another one: by a host of that, or where it says so by any
    member; topmost: by an operator.

    Without a `slug` a free address is made from the name.
    Raises RefusedError, NotThereError, ConflictError, InvalidError.
    """
    account = signed_in(actor)
    access.lock_tree()
    if parent is not None:
        still_open(may_found(actor, parent))
    elif not actor.is_operator:
        raise RefusedError(_("Only an operator can start a community of its own."), code="not-an-operator")
    check(description, today=rules.day_of(now))
    address = _own_address(slug, own=None) if slug else free_address(description.name)
    return open_at(parent, description, slug=address, host=account, members=[account], now=now)


def open_at(
    parent: int | None, description: Description, *, slug: str, host: int, members: Sequence[int], now: datetime
) -> Community:
    """A new community at a place, with its host and first members; who may, the caller asked."""
    place = access.make_place(
        kind=Kind.COMMUNITY, parent=parent, listing=description.listing, sight=description.sight, now=now
    )
    community = Community.objects.create(place=place, slug=slug, made_at=now, **_columns(description))
    membership.admit(path=place.path, accounts=members, now=now)
    access.grant(place=place.pk, accounts=[host], role=Role.HOST, reason=Reason.APPOINTED, now=now)
    record(CommunityChanged(community=place.pk), actor=host, now=now)
    return community


@transaction.atomic
def describe(
    *, actor: Reader, community: int, description: Description, now: datetime, slug: str | None = None
) -> Community:
    """Say anew what a community is. Another `slug` renames it; the former address keeps leading there."""
    access.lock_tree()
    changed = hosted(actor, community, lock=True)
    check(description, today=rules.day_of(now), ends_on=changed.ends_on)
    if slug is not None and slug != changed.slug:
        _rename(changed, _own_address(slug, own=community))
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
    Raises ConflictError for a move into itself, for a topmost circle that would be left without a host, and for a
    circle of colleagues that would leave its organisation: what was said there was said among them.
    """
    access.lock_tree()
    moved = hosted(actor, community, lock=True)
    _stays_among_colleagues(moved, parent)
    if parent is not None:
        still_open(hosted(actor, parent))
    elif not actor.is_operator:
        raise RefusedError(_("Only an operator can make this a community of its own."), code="not-an-operator")
    access.move_place(community, parent=parent, now=now)
    path = Place.objects.values_list("path", flat=True).get(pk=community)
    accounts = Membership.objects.filter(community=community, left_at=None).values_list("account_id", flat=True)
    if not Standing.objects.filter(place=community, role=Role.HOST, account__is_active=True).exists():
        reason = _("Appoint a host of this circle first: those above it would no longer be.")
        raise ConflictError(reason, code="last-host")
    if len(path) > 1:
        membership.admit(path=path[:-1], accounts=list(accounts), now=now)
    record(CommunityChanged(community=community, with_below=True), actor=actor.account, now=now)


def _stays_among_colleagues(moved: Community, parent: int | None) -> None:
    above = Place.objects.filter(pk=parent or 0).values_list("path", flat=True).first() or []
    before = membership.organisation_of(moved.place.path)
    if before is not None and (before == moved.place.parent_id or before != membership.organisation_of(above)):
        raise ConflictError(_("A circle of an organisation stays within it."), code="colleagues-only")


@transaction.atomic
def limit_members(*, actor: Reader, community: int, most: int | None, now: datetime) -> None:
    """Let at most so many people be in a community at once (1 to 10,000), or everyone. Nobody who is in goes.

    Raises InvalidError when more are in already.
    """
    limited = hosted(actor, community, lock=True)
    if most is not None and not 1 <= most <= MOST_MEMBERS:
        raise InvalidError(
            {"most": _("Give a number from %(least)d to %(most)d.") % {"least": 1, "most": MOST_MEMBERS}}
        )
    if most is not None and limited.members > most:
        reason = _("%(members)d people are in this circle. Give at least that many.") % {"members": limited.members}
        raise InvalidError({"most": reason})
    limited.most_members = most
    limited.save(update_fields=["most_members"])
    record(CommunityChanged(community=community), actor=actor.account, now=now)


@transaction.atomic
def archive(*, actor: Reader, community: int, now: datetime) -> None:
    """Close a community and all below it for writing. It can be reopened."""
    hosted(actor, community, lock=True)
    open_ones = Community.objects.filter(pk__in=places.below(community), archived_at=None)
    open_ones.update(archived_at=now, archived_by=actor.account)
    record(CommunityChanged(community=community), actor=actor.account, now=now)


@transaction.atomic
def reopen(*, actor: Reader, community: int, now: datetime) -> None:
    """Open an archived community again, with what was archived at the same moment.

    A last day that is over is dropped, or it would be archived again at once.
    """
    closed = hosted(actor, community, lock=True)
    if closed.archived_at is None:
        return
    above = Community.objects.filter(pk__in=closed.place.path[:-1]).exclude(archived_at=None)
    if above.exists():
        raise ConflictError(_("The circle above this one is archived. Reopen that first."), code="archived-above")
    together = Community.objects.filter(pk__in=places.below(community), archived_at=closed.archived_at)
    together.filter(ends_on__lt=rules.day_of(now)).update(ends_on=None)
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
    told.announcement = fitting("text", text, longest=1_000)
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
        "founding": description.founding,
        "ends_on": description.ends_on,
    }


def check(description: Description, *, today: date, ends_on: date | None = None) -> None:
    """Raise InvalidError that names everything that can't be taken. `ends_on` is the last day that it has already."""
    wrong: dict[str, object] = {}
    name = cleaning.clean_line(description.name[:1_000])
    if not name:
        wrong["name"] = _("Give the circle a name.")
    if len(name) > LONGEST_NAME:
        wrong["name"] = _("A name has at most 80 characters.")
    if len(cleaning.clean(description.purpose[:100_000])) > LONGEST_PURPOSE:
        wrong["purpose"] = _("Say what it is for in at most 2,000 characters.")
    if description.language not in Language.values:
        wrong["language"] = _("Choose a language out of the list.")
    if description.joining not in Joining.values:
        wrong["joining"] = _("Choose how one comes in.")
    if description.founding not in Founding.values:
        wrong["founding"] = _("Choose who starts circles within it.")
    if description.ends_on != ends_on and rules.has_ended(description.ends_on, today):
        wrong["ends_on"] = _("The last day can’t be in the past.")
    if wrong:
        raise InvalidError(wrong)


def _slug(wanted: str) -> str:
    slug = sorting.slug(wanted[:1_000])
    if not slug:
        raise InvalidError({"slug": _("Use at least one letter or digit in the address.")})
    return slug


def free_address(name: str) -> str:
    """A free slug like the name. Raises InvalidError when nothing of it can stand in an address."""
    base = _slug(name)
    taken = set(Community.objects.filter(slug__startswith=base[:54]).values_list("slug", flat=True))
    taken |= set(FormerAddress.objects.filter(slug__startswith=base[:54]).values_list("slug", flat=True))
    tries = (base if number == 1 else f"{base[:54].rstrip('-')}-{number}" for number in range(1, 100_000))
    return next(slug for slug in tries if slug not in taken and slug not in _TAKEN_WORDS)


def _own_address(wanted: str, *, own: int | None) -> str:
    """The slug that a host chose. Raises InvalidError when it is another circle's, now or formerly."""
    slug = _slug(wanted)
    formerly = FormerAddress.objects.filter(slug=slug).exclude(community=own)
    if slug in _TAKEN_WORDS or Community.objects.filter(slug=slug).exclude(pk=own).exists() or formerly.exists():
        raise InvalidError({"slug": _("This address is taken. Choose another one.")})
    return slug


def _rename(community: Community, slug: str) -> None:
    FormerAddress.objects.filter(slug=slug, community=community).delete()
    FormerAddress.objects.get_or_create(slug=community.slug, defaults={"community": community})
    community.slug = slug
