"""Who works at an organisation: names, departments and since when. Never what anyone said or learned."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from kring.foundation import paging
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.foundation.text import cleaning, sorting
from kring.people.models import Employment, Organisation
from kring.people.organisations.access import EMPLOYMENT, ORGANISATION


class StaffRow(NamedTuple):
    """An employment as HR sees it."""

    id: int
    account: int
    handle: str
    name: str
    photo: str
    department: int | None
    department_name: str
    starts_on: date
    ends_on: date | None
    came: str
    sort_name: str


class EmploymentRow(NamedTuple):
    """One of the reader's own employments."""

    id: int
    organisation: int
    slug: str
    name: str
    department_name: str
    starts_on: date
    ends_on: date | None
    came: str
    is_over: bool


_STAFF = (
    "pk", "account_id", "account__handle", "account__name", "account__photo", "department_id", "department__name",
    "starts_on", "ends_on", "came", "account__sort_name",
)  # fmt: skip
_OWN = (
    "pk", "organisation_id", "organisation__slug", "organisation__name", "department__name", "starts_on", "ends_on",
    "came", "over_at",
)  # fmt: skip


def staff(
    reader: Reader, row: Organisation, *, after: str = "", size: int = 30, text: str = "", department: int | None = None
) -> Page[StaffRow]:
    """The employments at an organisation that aren't over, by name, a page at a time: for HR all, for a manager those
    in her departments. With `text` those whose name holds each of its words; with `department` those in it or below it.
    """
    if not ORGANISATION.allows(reader, "belong", row):
        return Page([])
    rows = row.employments.filter(_led(reader, row), over_at=None, account__is_active=True)
    for word in sorting.sort_key(cleaning.clean(text)).split()[:5]:
        rows = rows.filter(account__sort_name__contains=word)
    if department is not None:
        rows = rows.filter(department__place__path__contains=[department])
    key = paging.decode(after, str, paging.whole)
    if key:
        rows = rows.filter(Q(account__sort_name__gt=key[0]) | Q(account__sort_name=key[0], pk__gt=key[1]))
    found = rows.order_by("account__sort_name", "pk").values_list(*_STAFF)[: size + 1]
    return paging.page([_row(one) for one in found], size=size, key=lambda one: (one.sort_name, one.id))


def _led(reader: Reader, row: Organisation) -> Q:
    """What HR and managers see; of one's own employment there is a page of one's own."""
    heads = (Role.OWNER, Role.HR, Role.MANAGER)
    return Q() if reader.has(row.pk, *heads) else Q(department__in=reader.places(*heads))


def leads(reader: Reader, row: Organisation) -> bool:
    """Whether there may be anyone at an organisation whose employment the reader sees beside her own: for owners, HR
    and the managers of its departments. At most one query."""
    if ORGANISATION.allows(reader, "staff", row) or reader.has(row.pk, Role.MANAGER):
        return True
    led = reader.places(Role.MANAGER)
    return bool(led) and row.departments.filter(pk__in=led).exists()


def named(reader: Reader, row: Organisation, keys: list[int]) -> list[tuple[int, str, str]]:
    """Of these employments those that aren't over, by name: (key, name, department); for owners and HR."""
    if not ORGANISATION.allows(reader, "staff", row):
        return []
    rows = row.employments.filter(pk__in=keys, over_at=None).order_by("account__sort_name", "pk")
    found = rows.values_list("pk", "account__name", "department__name")
    return [(key, name, department or "") for key, name, department in found]


def employment(reader: Reader, key: int) -> Employment:
    """An employment that the reader may see. Raises NotThereError."""
    rows = Employment.objects.select_related("organisation", "department", "account")
    found = rows.filter(EMPLOYMENT.filter(reader, "see"), pk=key).first()
    if found is None:
        raise NotThereError
    return found


def own_employments(reader: Reader) -> list[EmploymentRow]:
    """The reader's employments, those that aren't over first, then the latest first."""
    rows = Employment.objects.filter(account=reader.account).order_by("-starts_on", "-pk").values_list(*_OWN)[:100]
    found = [EmploymentRow._make([*one[:4], one[4] or "", *one[5:8], one[8] is not None]) for one in rows]
    return sorted(found, key=lambda one: one.is_over)


def colleagues(organisation: int) -> list[int]:
    """The accounts that work at an organisation now. It says nothing to anyone: for actions that let people in."""
    rows = Standing.objects.filter(place=organisation, role=Role.MEMBER, account__is_active=True)
    return sorted(set(rows.values_list("account_id", flat=True)))


def colleagues_named(reader: Reader, row: Organisation, handle: str) -> int:
    """The account of a colleague by handle; for colleagues. Raises NotThereError."""
    if not ORGANISATION.allows(reader, "belong", row):
        raise NotThereError
    rows = Standing.objects.filter(place=row.pk, role=Role.MEMBER, account__is_active=True, account__handle=handle)
    found = rows.values_list("account_id", flat=True).first()
    if found is None:
        raise NotThereError
    return found


def colleagues_called(reader: Reader, row: Organisation, said: str) -> list[str]:
    """The handles of the colleagues whom someone means by a handle, or else by a whole name, whatever its accents and
    case; for colleagues. At most ten; two queries."""
    if not ORGANISATION.allows(reader, "belong", row):
        return []
    here = Account.objects.filter(
        pk__in=Standing.objects.filter(place=row.pk, role=Role.MEMBER).values("account"), is_active=True
    )
    for wanted in ({"handle": cleaning.handle(said)}, {"sort_name": sorting.sort_key(cleaning.clean(said))}):
        found = list(here.filter(**wanted).order_by("handle").values_list("handle", flat=True)[:10])
        if found:
            return found
    return []


def _row(one: Any) -> StaffRow:
    return StaffRow._make([*one[:6], one[6] or "", *one[7:]])
