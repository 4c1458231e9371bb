"""The tree of departments, which is a tree of places: none lies within itself, and moving one moves all below it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import actions as access
from kring.foundation.access.models import Kind, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.access.rules import Wish
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning, sorting
from kring.people.models import Department, Employment, Organisation
from kring.people.organisations.actions import checks
from kring.people.organisations.events import OrganisationChanged

MOST_DEPARTMENTS = 2_000
MOST_DEEP = 12
LONGEST_NAME = 80


@transaction.atomic
def make_department(
    *, actor: Reader, organisation: int, name: str, now: datetime, parent: int | None = None
) -> Department:
    """A new department, under another one or right under the organisation; by an owner or HR."""
    access.lock_tree()
    at = checks.allowed(actor, organisation, "staff")
    tidy = _name(at, name)
    above = _above(at, parent)
    if at.departments.filter(closed_at=None).count() >= MOST_DEPARTMENTS:
        raise ConflictError(
            _("An organisation has at most %(most)d departments.") % {"most": MOST_DEPARTMENTS}, code="too-many"
        )
    if above and len(above.place.path) > MOST_DEEP:
        raise InvalidError({"parent": _("Departments lie at most %(most)d deep.") % {"most": MOST_DEEP}})
    place = access.make_place(
        kind=Kind.DEPARTMENT, parent=above.pk if above else at.pk, listing=Wish.INHERIT, sight=Wish.INHERIT, now=now
    )
    made = Department.objects.create(place=place, organisation=at, name=tidy, sort_name=sorting.sort_key(tidy))
    record(OrganisationChanged(organisation=at.pk), actor=actor.account, now=now)
    return made


@transaction.atomic
def rename_department(*, actor: Reader, organisation: int, department: int, name: str, now: datetime) -> Department:
    """Another name for a department; by an owner or HR."""
    at = checks.allowed(actor, organisation, "staff")
    changed = _open(at, department)
    changed.name = _name(at, name, but=department)
    changed.sort_name = sorting.sort_key(changed.name)
    changed.save(update_fields=["name", "sort_name"])
    record(OrganisationChanged(organisation=at.pk), actor=actor.account, now=now)
    return changed


@transaction.atomic
def move_department(*, actor: Reader, organisation: int, department: int, parent: int | None, now: datetime) -> None:
    """Put a department, with all below it, under another one or right under the organisation; by an owner or HR.

    Raises InvalidError for a move into itself or into what lies below it: the tree is held, so that two moves at once
    can't make a ring either.
    """
    access.lock_tree()
    at = checks.allowed(actor, organisation, "staff")
    moved = _open(at, department)
    above = _above(at, parent)
    if above and department in above.place.path:
        raise InvalidError({"parent": _("A department can’t lie within itself or within one of its own departments.")})
    access.move_place(moved.pk, parent=above.pk if above else at.pk, now=now)
    record(OrganisationChanged(organisation=at.pk), actor=actor.account, now=now)


@transaction.atomic
def close_department(
    *, actor: Reader, organisation: int, department: int, now: datetime, move_up: bool = False
) -> None:
    """Close a department; by an owner or HR. With `move_up`, whoever is in it goes to the department above, or to none,
    and so do the departments below. Without, raises ConflictError for one that isn't empty.
    """
    access.lock_tree()
    at = checks.allowed(actor, organisation, "staff")
    closed = _open(at, department)
    above = closed.place.parent_id if closed.place.parent_id != at.pk else None
    below = Department.objects.filter(place__parent=closed.pk, closed_at=None)
    inside = Employment.objects.filter(department=closed, over_at=None)
    if not move_up and (below.exists() or inside.exists()):
        raise ConflictError(
            _("There are people or departments in it. Move them first, or let them move up."), code="not-empty"
        )
    inside.update(department=above)
    for one in below.order_by("pk"):
        access.move_place(one.pk, parent=above or at.pk, now=now)
    Standing.objects.filter(place=closed.pk).delete()
    closed.closed_at = now
    closed.save(update_fields=["closed_at"])
    record(OrganisationChanged(organisation=at.pk), actor=actor.account, now=now)


def _open(at: Organisation, key: int) -> Department:
    found = at.departments.select_related("place").filter(pk=key, closed_at=None).first()
    if found is None:
        raise NotThereError
    return found


def _above(at: Organisation, key: int | None) -> Department | None:
    if key is None:
        return None
    found = at.departments.select_related("place").filter(pk=key, closed_at=None).first()
    if found is None:
        raise InvalidError({"parent": _("Choose a department out of the list.")})
    return found


def _name(at: Organisation, name: str, *, but: int | None = None) -> str:
    tidy = cleaning.clean_line(name[:1_000])
    if not tidy:
        raise InvalidError({"name": _("Give the department a name.")})
    if len(tidy) > LONGEST_NAME:
        raise InvalidError({"name": _("A name has at most %(most)d characters.") % {"most": LONGEST_NAME}})
    same = at.departments.filter(closed_at=None, sort_name=sorting.sort_key(tidy)).exclude(pk=but)
    if same.exists():
        raise InvalidError({"name": _("There is a department of this name already.")})
    return tidy
