"""Bringing a list of people in: read, looked at, mended, and then confirmed as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import actions as access
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.queries import accounts_with_verified
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.inviting.checks import is_address
from kring.foundation.tables import mending
from kring.foundation.tables.heads import columns
from kring.foundation.tables.mending import LEFT_OUT
from kring.people.models import Came, Department, Employment, Organisation, OrganisationInvitation, StaffList
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.actions import checks
from kring.people.organisations.actions.employing import employ, end_employment
from kring.people.organisations.actions.joining import send_invitations
from kring.people.organisations.queries.joining import open_invitations
from kring.people.organisations.rules import staff
from kring.people.organisations.rules.employments import last_day
from kring.people.organisations.rules.staff import Told, Unread

INVITED_FOR: Final = timedelta(days=30)
_MOST_OPEN: Final = 5
_DAY: Final = timedelta(days=1)
SENTENCES: Final[Mapping[Unread, Any]] = {
    Unread.NO_NAME: _("Give a name."),
    Unread.NO_ADDRESS: _("Give an e-mail address, such as name@example.org."),
    Unread.NO_DAY: _("Give a day, such as 23-11-2026, or leave it empty."),
    Unread.ENDS_FIRST: _("The last day lies before the first one."),
    Unread.UNKNOWN_ROLE: _("Say HR, manager, procurement or owner, or leave it empty."),
    Unread.UNKNOWN_DEPARTMENT: _("There is no department of this name. Write it as it stands in your departments."),
}
_TWINS: Final[Mapping[Unread, Any]] = {
    Unread.SAME_ADDRESS: _("Row %(row)d has this address too. Leave one of them out, or give another address."),
    Unread.SAME_NAME: _("Row %(row)d looks like the same person. Leave one out, or say that they are two people."),
}
_BEFORE: Final = _("This person worked here until %(day)s already. Leave this row out, or give a later last day.")
_NO_ROLES: Final = _("Only an owner gives roles. Leave it empty.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of a list as it stands: its place (the first is 1), its cells, and what is wrong in which column.

    `told` is there when nothing is wrong. `account` works here already where `stays`, else can be employed at once;
    None gets a letter. `before` is the first day without what she had there before. `twin`: the row (as `number`) that
    says the same person.
    """

    number: int
    cells: Mapping[str, str]
    told: Told | None
    wrong: Mapping[str, Any]
    left_out: bool = False
    account: int | None = None
    stays: bool = False
    before: date | None = None
    twin: int | None = None


class Known(NamedTuple):
    """Whose an address is, whether she works here, and the first day without what she had here before."""

    account: int | None
    works: bool
    before: date | None


_UNKNOWN: Final = Known(None, works=False, before=None)


@transaction.atomic
def open_list(
    *, actor: Reader, organisation: int, name: str, heads: Sequence[str], cells: Sequence[Sequence[str]], now: datetime
) -> StaffList:
    """Keep the rows of a list to be looked at; nothing of it counts yet. The oldest of many that wait is dropped.

    Raises InvalidError at `file` for one without the columns that are needed, without rows or with too many.
    """
    at = checks.allowed(actor, organisation, "staff")
    found = columns(heads, staff.HEADS)
    if any(column not in found.values() for column in staff.NEEDED):
        raise InvalidError({"file": _("The first row must name the columns; “name” and “e-mail” are needed.")})
    kept = mending.kept(cells, found, most=staff.MOST_ROWS, longest=staff.MOST_CELL)
    waiting = at.staff_lists.filter(settled_at=None).order_by("-pk").values_list("pk", flat=True)
    StaffList.objects.filter(pk__in=list(waiting[_MOST_OPEN - 1 :])).delete()
    return StaffList.objects.create(
        organisation=at,
        name=mending.name_of(name),
        rows=kept,
        made_by_id=signed_in(actor),
        made_at=now,
    )


def seen_rows(actor: Reader, brought: StaffList, *, now: datetime) -> list[Seen]:
    """Every row of a list as it stands, in its order: read, and compared with who works here. Five queries."""
    at = brought.organisation
    departments = frozenset(at.departments.filter(closed_at=None).values_list("sort_name", flat=True))
    taken = [number for number, cells in enumerate(brought.rows, start=1) if LEFT_OUT not in cells]
    read = staff.read(
        [brought.rows[number - 1] for number in taken], departments=departments, today=checks.today_at(at, now)
    )
    gives_roles = ORGANISATION.allows(actor, "keep", at)
    known = _known(at, [row.told.email for row in read if row.told])
    looked = {
        number: _seen(brought.rows[number - 1], row, taken, gives_roles=gives_roles, known=known, number=number)
        for number, row in zip(taken, read, strict=True)
    }
    out = {number: Seen(number, cells, None, {}, left_out=True) for number, cells in enumerate(brought.rows, start=1)}
    return [looked.get(number, out[number]) for number in sorted(out)]


@transaction.atomic
def mend(*, actor: Reader, brought: int, changes: Mapping[int, Mapping[str, str]]) -> StaffList:
    """Change cells of a list that waits: number of the row -> column -> text. Unknown rows and columns are passed
    over."""
    mine = _waiting(actor, brought)
    mending.mend(mine.rows, changes, columns={*staff.HEADS, staff.APART}, longest=staff.MOST_CELL)
    mine.save(update_fields=["rows"])
    return mine


@transaction.atomic
def leave_out(*, actor: Reader, brought: int, numbers: Sequence[int]) -> StaffList:
    """Leave these rows of a list out, and take all others along."""
    mine = _waiting(actor, brought)
    mending.leave_out(mine.rows, numbers)
    mine.save(update_fields=["rows"])
    return mine


@transaction.atomic
def confirm_list(*, actor: Reader, brought: int, now: datetime) -> tuple[int, int, int, StaffList]:
    """Yes: all rows of a list but those left out. Returns how many were employed, invited and there already, and the
    list, which names in `missing` the employments that it said nothing of; they go on until someone ends them.

    Employed at once is only who has verified the address, at a domain that the organisation verified; all others get
    a letter, and it is theirs to say yes. All or nothing: raises ConflictError while a row is wrong, or when the list
    was confirmed before.
    """
    access.lock_tree()
    mine = _waiting(actor, brought)
    at = checks.held(mine.organisation_id)
    looked = [row for row in seen_rows(actor, mine, now=now) if not row.left_out]
    if any(row.wrong for row in looked):
        raise ConflictError(_("Some rows still need a look. Mend them, or leave them out."), code="rows-wrong")
    by_name = {one.sort_name: one for one in at.departments.filter(closed_at=None)}
    fresh = [(row, row.told) for row in looked if row.told is not None and not row.stays]
    at_once = [_employ(at, row, told, by_name, now) for row, told in fresh if row.account is not None]
    invited = _invite(actor, at, [told for row, told in fresh if row.account is None], by_name, now)
    said = {row.account for row in looked if row.account is not None}
    missing = at.employments.filter(over_at=None).exclude(account__in=said).order_by("account__sort_name", "pk")
    mine.missing = list(missing.values_list("pk", flat=True))
    mine.settled_at, mine.rows = now, []
    mine.save(update_fields=["missing", "settled_at", "rows"])
    return len(at_once), invited, len(looked) - len(fresh), mine


@transaction.atomic
def end_missing(*, actor: Reader, brought: int, employments: Sequence[int], now: datetime) -> int:
    """End, as of tomorrow, those of the employments that a confirmed list said nothing of that are named. Returns how
    many ended. The last owner isn't ended: see `end_employment`."""
    access.lock_tree()
    mine = _list(actor, brought)
    tomorrow = checks.today_at(mine.organisation, now) + timedelta(days=1)
    wanted = [key for key in mine.missing if key in set(employments)]
    running = Employment.objects.filter(pk__in=wanted, over_at=None).values_list("pk", flat=True)
    ended = [end_employment(actor=actor, employment=key, ends_on=tomorrow, now=now) for key in sorted(running)]
    mine.missing = [key for key in mine.missing if key not in wanted]
    mine.save(update_fields=["missing"])
    return len(ended)


@transaction.atomic
def drop_list(*, actor: Reader, brought: int) -> None:
    """Forget a list that waits."""
    _waiting(actor, brought).delete()


def _seen(
    cells: Mapping[str, str],
    row: staff.Row,
    taken: Sequence[int],
    *,
    number: int,
    gives_roles: bool,
    known: Mapping[str, Known],
) -> Seen:
    twin = taken[row.twin] if row.twin is not None else None
    wrong: dict[str, Any] = {
        name: SENTENCES[why] if why in SENTENCES else _TWINS[why] % {"row": (twin or 0) + 1}
        for name, why in row.wrong.items()
    }
    told = row.told
    if told is not None and told.role and not gives_roles:
        wrong["role"] = _NO_ROLES
    if told is not None and not is_address(told.email):
        wrong["email"] = SENTENCES[Unread.NO_ADDRESS]
    account, stays, before = known.get(told.email, _UNKNOWN) if told else _UNKNOWN
    if told is not None and told.ends_on and before and not stays and told.ends_on <= before:
        wrong["last_day"] = _BEFORE % {"day": f"{last_day(before):%d-%m-%Y}"}
    return Seen(number, cells, None if wrong else told, wrong, account=account, stays=stays, before=before, twin=twin)


def _known(at: Organisation, emails: Sequence[str]) -> dict[str, Known]:
    """Of these addresses, those of people who work here already, or who can be employed at once: they verified the
    address, and the organisation its domain."""
    accounts = accounts_with_verified(emails)
    working = set(
        Employment.objects.filter(organisation=at, account__in=accounts.values(), over_at=None).values_list(
            "account_id", flat=True
        )
    )
    ended = Employment.objects.filter(organisation=at, account__in=accounts.values(), over_at__isnull=False)
    before = dict(ended.values_list("account").annotate(Max("ends_on")))
    ours = set(at.domains.filter(verified_at__isnull=False).values_list("name", flat=True))
    return {
        email: Known(account, account in working, before.get(account))
        for email, account in accounts.items()
        if account in working or email.rpartition("@")[2] in ours
    }


def _employ(at: Organisation, row: Seen, told: Told, by_name: Mapping[str, Department], now: datetime) -> Employment:
    """Employ someone of a list, after what she had there before."""
    before = row.before
    starts_on = told.starts_on or min(checks.today_at(at, now), told.ends_on - _DAY if told.ends_on else date.max)
    return employ(
        account=row.account or 0,
        organisation=at.pk,
        starts_on=max(starts_on, before or starts_on),
        ends_on=told.ends_on,
        department=by_name.get(staff.department_key(told.department)),
        role=_role(told),
        came=Came.LIST,
        now=now,
    )


def _invite(
    actor: Reader, at: Organisation, people: Sequence[Told], by_name: Mapping[str, Department], now: datetime
) -> int:
    """Letters to those who have none yet; how many."""
    emails = [told.email for told in people]
    already = set(open_invitations(at, now=now).filter(email__in=emails).values_list("email", flat=True))
    made = [
        OrganisationInvitation(
            organisation=at, department=by_name.get(staff.department_key(told.department)), role=_role(told),
            email=told.email, name=told.name, starts_on=told.starts_on, until=told.ends_on, from_list=True,
            made_by_id=signed_in(actor), made_at=now, ends_at=now + INVITED_FOR,
        )
        for told in people
        if told.email not in already
    ]  # fmt: skip
    return len(send_invitations(made, now=now))


def _role(told: Told) -> Role | None:
    return Role[told.role.upper()] if told.role else None


def _list(actor: Reader, key: int) -> StaffList:
    found = StaffList.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=key).first()
    if found is None or not ORGANISATION.allows(actor, "staff", found.organisation):
        raise NotThereError
    return found


def _waiting(actor: Reader, key: int) -> StaffList:
    found = _list(actor, key)
    if found.settled_at is not None:
        raise ConflictError(_("This list was confirmed before."), code="not-open")
    return found
