"""Organisations, their departments, and who does what for them."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from kring.foundation.access.models import OFFICES, Reason, Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.text.cleaning import clean
from kring.people.models import Department, Employment, FormerOrganisationAddress, Organisation
from kring.people.organisations.access import DEPARTMENT, ORGANISATION


class OrganisationRow(NamedTuple):
    """An organisation as lists show it."""

    id: int
    slug: str
    name: str


class DepartmentRow(NamedTuple):
    """A department in the order of the tree; `depth` of those right under the organisation is 0."""

    id: int
    name: str
    depth: int
    parent: int
    path: Sequence[int]


class OfficeRow(NamedTuple):
    """Someone who does something for an organisation or one of its departments (its key and name, else None)."""

    account: int
    handle: str
    name: str
    photo: str
    role: Role
    department: int | None
    department_name: str


_DEPARTMENT = ("pk", "name", "place__path__len", "place__parent_id", "place__path")
_OFFICE = (
    "account_id", "account__handle", "account__name", "account__photo", "role", "place__department__pk",
    "place__department__name",
)  # fmt: skip


def organisation(reader: Reader, slug: str) -> Organisation:
    """The organisation at an address. Raises NotThereError; see `moved_to` for former addresses."""
    found = Organisation.objects.filter(ORGANISATION.filter(reader, "see"), slug=slug).first()
    if found is None:
        raise NotThereError
    return found


def organisation_called(reader: Reader, said: str) -> Organisation:
    """The organisation at an address, or else the only one of a name that the reader may know of. Raises
    NotThereError."""
    slug = said.strip().rstrip("/").rpartition("/")[2].lower()
    seen = Organisation.objects.filter(ORGANISATION.filter(reader, "see"))
    found = list(seen.filter(slug=slug)) or list(seen.filter(name__iexact=clean(said))[:2])
    if len(found) != 1:
        raise NotThereError
    return found[0]


def organisation_by_id(reader: Reader, key: int) -> Organisation:
    """The organisation with a key. Raises NotThereError."""
    found = Organisation.objects.filter(ORGANISATION.filter(reader, "see"), pk=key).first()
    if found is None:
        raise NotThereError
    return found


def moved_to(reader: Reader, slug: str) -> str | None:
    """The address to which a former one leads, if the reader may know of what is there."""
    seen = Organisation.objects.filter(ORGANISATION.filter(reader, "see"))
    former = FormerOrganisationAddress.objects.filter(slug=slug).values("organisation")
    return seen.filter(pk__in=former).values_list("slug", flat=True).first()


def may(reader: Reader, action: str, row: Organisation) -> bool:
    """Whether the reader may do something for an organisation (see `access`)."""
    return ORGANISATION.allows(reader, action, row)


def mine(reader: Reader) -> list[OrganisationRow]:
    """The organisations where the reader works now, by name."""
    rows = Organisation.objects.filter(ORGANISATION.filter(reader, "belong"))
    return [OrganisationRow._make(row) for row in rows.order_by("name", "pk").values_list("pk", "slug", "name")]


def tree(reader: Reader, row: Organisation) -> list[DepartmentRow]:
    """The open departments of an organisation in order of the tree, by name; for its colleagues. One query."""
    rows = row.departments.filter(DEPARTMENT.filter(reader, "see"), closed_at=None).order_by("sort_name", "pk")
    found = list(rows.values_list(*_DEPARTMENT)[:2_000])
    order = {key: number for number, (key, *_) in enumerate(found)}
    found.sort(key=lambda one: [order.get(step, -1) for step in one[4][1:]])
    return [DepartmentRow(key, name, depth - 2, parent, path) for key, name, depth, parent, path in found]


def department(reader: Reader, row: Organisation, key: int) -> Department:
    """An open department of an organisation; for its colleagues. Raises NotThereError."""
    rows = row.departments.select_related("place").filter(DEPARTMENT.filter(reader, "see"), closed_at=None)
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found


def offices(reader: Reader, row: Organisation) -> list[OfficeRow]:
    """Who does what for an organisation and its departments, owners first; for its colleagues. At most 500."""
    if not ORGANISATION.allows(reader, "belong", row):
        return []
    rows = Standing.objects.filter(
        place__path__contains=[row.pk], role__in=OFFICES, reason=Reason.APPOINTED, account__is_active=True
    )
    ordered = rows.order_by("role", "place__department__sort_name", "account__sort_name", "pk")
    return [
        OfficeRow(account, handle, name, photo, Role(role), department, department_name or "")
        for account, handle, name, photo, role, department, department_name in ordered.values_list(*_OFFICE)[:500]
    ]


def only_owner_of(account: int) -> list[str]:
    """The names of the organisations that would have no owner without this person, where others work too."""
    owners = Standing.objects.filter(role=Role.OWNER, reason=Reason.APPOINTED, account__is_active=True)
    own = owners.filter(account=account).values("place")
    others = owners.exclude(account=account).values("place")
    staff = Employment.objects.filter(over_at=None).exclude(account=account).values("organisation")
    alone = Organisation.objects.filter(pk__in=own).filter(pk__in=staff).exclude(pk__in=others)
    return list(alone.order_by("name").values_list("name", flat=True))


def without_owner(reader: Reader) -> "QuerySet[Organisation]":
    """The organisations that nobody owns, by name; for operators alone."""
    if not reader.is_operator:
        return Organisation.objects.none()
    owned = Standing.objects.filter(role=Role.OWNER, account__is_active=True).values("place")
    return Organisation.objects.exclude(pk__in=owned).order_by("name", "pk")
