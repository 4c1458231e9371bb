"""Writing down what one side wants. Nothing of it holds before both signed."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.actions.checks import fitting, hosted, seen, still_open
from kring.communities.agreements.access import BUYERS
from kring.communities.agreements.actions import checks
from kring.communities.agreements.models import Agreement, Counted, Version
from kring.communities.agreements.rules.seats import Who
from kring.communities.agreements.rules.terms import Side
from kring.communities.models import Community
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.people.models import Department, Organisation
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.rules.employments import day_at

MOST_SEATS: Final = 100_000
MOST_CENTS: Final = 100_000_000_00
SMALLEST_GROUP: Final = 5
# How far from today a first day may lie, and how long a period may be.
NEAR: Final = relativedelta(years=5)
LONGEST: Final = relativedelta(years=10)
_BOUNDS: Final = (
    ("seats", 1, MOST_SEATS),
    ("notice_days", 0, 730),
    ("renewal_months", 0, 120),
    ("grace_days", 0, 365),
    ("smallest_group", SMALLEST_GROUP, 1_000),
    ("price_cents", 0, MOST_CENTS),
    ("budget_cents", 0, MOST_CENTS),
)


@dataclass(frozen=True)
class Wanted:
    """What a version says. `ends_on` is the first day without; money is in cents, for the whole period; `department` is
    the key of one of the organisation's, where `who` says so."""

    starts_on: date
    ends_on: date
    seats: int
    who: str = Who.EVERYONE.value
    department: int | None = None
    price_cents: int | None = None
    budget_cents: int | None = None
    pool: bool = False
    counted: tuple[str, ...] = ()
    smallest_group: int = SMALLEST_GROUP
    names_shown: bool = False
    notice_days: int = 30
    renewal_months: int = 0
    grace_days: int = 30
    words: str = ""


@transaction.atomic
def begin(
    *, actor: Reader, side: Side, community: int, organisation: int, wanted: Wanted, now: datetime,
    department: int | None = None,
) -> Agreement:  # fmt: skip
    """A first draft, known to its own side only; `department` where not the whole organisation is to agree.

    Raises NotThereError for what the actor may not know of, RefusedError, InvalidError, ConflictError where no
    agreement can be made.
    """
    signed_in(actor)
    circle = hosted(actor, community) if side is Side.COMMUNITY else seen(actor, community)
    still_open(circle)
    at = Organisation.objects.filter(ORGANISATION.filter(actor, "see"), pk=organisation).first()
    if at is None:
        raise NotThereError
    part = _department(at, department)
    party = part.pk if part else at.pk
    if side is Side.ORGANISATION and not actor.has(party, *BUYERS):
        raise NotThereError
    _elsewhere(circle)
    made = Agreement.objects.create(
        community=circle, organisation=at, department=part, party_id=party, begun_by=side.value, made_at=now
    )
    _write(made, Version(agreement=made, number=1, drafted_by=side.value), _checked(made, wanted, now), actor, now)
    return made


@transaction.atomic
def draft(*, actor: Reader, agreement: int, side: Side, wanted: Wanted, now: datetime) -> Version:
    """What a side wants instead: a new version, or its draft anew. What holds isn't touched.

    Raises NotThereError, RefusedError, InvalidError, ConflictError when the agreement is over.
    """
    seen_ = checks.for_side(actor, agreement, side, now)
    checks.not_ended(seen_)
    told = _checked(seen_.agreement, wanted, now)
    number = max((one.number for one in seen_.versions), default=0) + 1
    row = seen_.draft(side) or Version(agreement=seen_.agreement, number=number, drafted_by=side.value)
    return _write(seen_.agreement, row, told, actor, now)


@transaction.atomic
def discard(*, actor: Reader, agreement: int, side: Side, now: datetime) -> bool:
    """Throw a side's draft away; an agreement of which nothing else is there goes with it. Returns whether it went."""
    seen_ = checks.for_side(actor, agreement, side, now)
    own = seen_.draft(side)
    if own is None:
        raise ConflictError(_("There is no draft of yours."), code="no-draft")
    own.delete()
    if len(seen_.versions) > 1:
        return False
    seen_.agreement.delete()
    return True


def _elsewhere(circle: Community) -> None:
    if membership.organisation_of(circle.place.path) is not None:
        raise ConflictError(
            _("This circle is one of an organisation: its colleagues need no agreement."), code="among-colleagues"
        )


def _department(at: Organisation, key: int | None) -> Department | None:
    if key is None:
        return None
    found = at.departments.filter(pk=key, closed_at=None).first()
    if found is None:
        raise InvalidError({"department": _("Choose a department out of the list.")})
    return found


def _checked(agreement: Agreement, wanted: Wanted, now: datetime) -> Wanted:
    """What is wanted, cleaned. Raises InvalidError for what can't be agreed on."""
    wrong: dict[str, Any] = _wrong_days(wanted, day_at(now, agreement.organisation.time_zone))
    for name, least, most in _BOUNDS:
        value = getattr(wanted, name)
        if value is not None and not least <= value <= most:
            # People give money in whole units.
            unit = 100 if name.endswith("_cents") else 1
            wrong[name] = _("Between %(least)d and %(most)d.") % {"least": least // unit, "most": most // unit}
    if wanted.who not in set(map(str, Who)) or not set(wanted.counted) <= set(Counted.values):
        wrong["who"] = _("Choose one out of the list.")
    wanted = replace(wanted, department=wanted.department if wanted.who == Who.DEPARTMENT else None)
    if wanted.who == Who.DEPARTMENT and wanted.department is None:
        wrong["for_department"] = _("Say which department.")
    if wrong:
        raise InvalidError(wrong)
    _department(agreement.organisation, wanted.department)
    return replace(wanted, words=fitting("words", wanted.words, longest=4_000))


def _wrong_days(wanted: Wanted, today: date) -> dict[str, Any]:
    if not today - NEAR <= wanted.starts_on <= today + NEAR:
        return {"starts_on": _("Choose a day within five years of today.")}
    if wanted.ends_on <= wanted.starts_on:
        return {"last_day": _("It can’t end before its first day.")}
    if wanted.ends_on > wanted.starts_on + LONGEST:
        return {"last_day": _("An agreement runs for ten years at most. It can renew itself.")}
    return {}


def _write(agreement: Agreement, row: Version, wanted: Wanted, actor: Reader, now: datetime) -> Version:
    told = asdict(wanted)
    row.department_id = told.pop("department")
    for name, value in told.items():
        setattr(row, name, list(value) if name == "counted" else value)
    row.made_by_id, row.made_at = actor.account, now
    row.save()
    return row
