"""Starting a group, its terms, and its year plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kring.communities import actions as communities
from kring.communities.access import COMMUNITY
from kring.communities.actions import Description, membership
from kring.communities.actions.joining import come_in
from kring.communities.models import Community, Joining
from kring.conversations.drafts import Checked
from kring.foundation.access import actions as access
from kring.foundation.access.models import Reason, Role
from kring.foundation.access.readers import Reader, reader_of, signed_in
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.models import Account
from kring.foundation.errors import InvalidError
from kring.foundation.inviting.checks import read_addresses
from kring.foundation.inviting.rules import split_addresses
from kring.meetings.consultations.actions import checks
from kring.meetings.consultations.models import Group, YearPlan
from kring.meetings.consultations.rules.limits import LARGEST, SMALLEST
from kring.registers.queries import schemes

MOST_PEOPLE: Final = 50
MOST_MEETINGS: Final = 60
MOST_HOURS: Final = 400
_INVITED_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a host says of a group: for which register's scheme, of how many people, how often they are to be there, and
    who facilitates by which credential. `facilitator` is a handle; empty for nobody."""

    scheme: str = ""
    smallest: int = SMALLEST
    largest: int = LARGEST
    least_meetings: int = 0
    least_hours: int = 0
    registration: str = ""
    facilitator: str = ""
    credential: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A group to be made. `invited` are handles (@name) of members of the circle above, or addresses."""

    name: str
    purpose: str = ""
    language: str = "nl"
    invited: str = ""
    takes_part: bool = True
    terms: Terms = field(default_factory=Terms)


@transaction.atomic
def start_group(*, actor: Reader, parent: int, beginning: Beginning, now: datetime) -> Group:
    """Make a group in a circle that the actor hosts: hidden, by invitation, hosted by its facilitator. The actor is in
    it where she takes part or nobody else facilitates.

    Raises NotThereError, RefusedError, ConflictError (archived), InvalidError.
    """
    account = signed_in(actor)
    made = communities.found(actor=actor, parent=parent, description=_description(beginning), now=now)
    above = Community.objects.select_related("place").get(pk=parent)
    columns = _checked(beginning.terms, above)
    facilitator: Account | None = columns["facilitator"]
    addresses = _invited(beginning, above, columns["largest"] - 1)
    group = Group.objects.create(community=made, made_by_id=account, made_at=now, changed_at=now, **columns)
    if facilitator is not None and facilitator.pk != account:
        _let_host(made, facilitator, by=account, now=now)
    fresh = reader_of(account, is_operator=actor.is_operator)
    communities.limit_members(actor=fresh, community=made.pk, most=group.largest, now=now)
    if addresses:
        ends = now + _INVITED_FOR
        communities.invite_by_mail(actor=fresh, community=made.pk, addresses=addresses, ends_at=ends, now=now)
    if facilitator is not None and facilitator.pk != account and not beginning.takes_part:
        membership.dismiss(communities=[made.pk], account=account, now=now)
    return group


@transaction.atomic
def change_terms(*, actor: Reader, group: int, terms: Terms, version: int, now: datetime) -> Group:
    """Say anew what a group is. A new facilitator hosts it too. Raises InvalidError, also for fewer people than are in;
    ConflictError when someone else changed it meanwhile."""
    access.lock_tree()
    held = checks.hosted(actor, group, lock=True)
    checks.unchanged(held.version, version)
    columns = _checked(terms, held.community)
    facilitator: Account | None = columns["facilitator"]
    try:
        communities.limit_members(actor=_as_host(actor, held), community=group, most=columns["largest"], now=now)
    except InvalidError as error:
        raise InvalidError({"largest": next(iter(error.fields.values()))}) from error
    if facilitator is not None and facilitator.pk != held.facilitator_id:
        _let_host(held.community, facilitator, by=signed_in(actor), now=now)
    for name, value in columns.items():
        setattr(held, name, value)
    held.version, held.changed_at = held.version + 1, now
    held.save()
    return held


@transaction.atomic
def write_year_plan(
    *, actor: Reader, group: int, year: int, meetings: int, aims: str, themes: str, version: int, now: datetime
) -> YearPlan:
    """Write what a group means to do in a year, the last, this or the next two. `version` is that of the plan that was
    there, 0 for none. Raises InvalidError, ConflictError when someone else wrote it meanwhile."""
    held = checks.hosted(actor, group, lock=True)
    row = YearPlan.objects.filter(group=held, year=year).first()
    checks.unchanged(row.version if row is not None else 0, version)
    check = Checked()
    told = {"aims": check.text("aims", aims, longest=4_000, needed=False)}
    told["themes"] = check.text("themes", themes, longest=4_000, needed=False)
    if not now.year - 1 <= year <= now.year + 2:
        check.wrong["year"] = _("Choose a year from the last one to two years ahead.")
    _within(check.wrong, "meetings", meetings, 0, MOST_MEETINGS)
    check.done()
    row = row or YearPlan(group=held, year=year, version=0)
    row.meetings, row.aims, row.themes = meetings, told["aims"], told["themes"]
    row.version, row.written_by_id, row.written_at = row.version + 1, signed_in(actor), now
    row.save()
    return row


def _description(beginning: Beginning) -> Description:
    return Description(
        name=beginning.name,
        purpose=beginning.purpose,
        language=beginning.language,
        joining=Joining.INVITATION,
        listing=Wish.MEMBERS,
        sight=Wish.MEMBERS,
    )


def _as_host(actor: Reader, group: Group) -> Reader:
    """The actor as a host of the circle: a facilitator may set its size, though the role was taken from her."""
    held = actor.roles.get(group.pk, frozenset()) | {Role.HOST}
    return Reader(actor.account, {**actor.roles, group.pk: held}, is_operator=actor.is_operator)


def _checked(terms: Terms, circle: Community) -> dict[str, Any]:
    """The columns of a group, tidied; raises InvalidError. The facilitator is in `circle`."""
    check = Checked()
    columns: dict[str, Any] = {
        "registration": check.line("registration", terms.registration, longest=120, needed=False),
        "credential": check.line("credential", terms.credential, longest=200, needed=False),
        "valid_until": terms.valid_until,
        "scheme": terms.scheme,
        "facilitator": _member(circle, terms.facilitator),
    }
    if terms.scheme and terms.scheme not in schemes():
        check.wrong["scheme"] = _("Choose one of these.")
    if terms.facilitator and columns["facilitator"] is None:
        check.wrong["facilitator"] = _("There is nobody with this name in the circle.")
    for name, least, most in (
        ("smallest", 2, MOST_PEOPLE),
        ("largest", max(2, terms.smallest), MOST_PEOPLE),
        ("least_meetings", 0, MOST_MEETINGS),
        ("least_hours", 0, MOST_HOURS),
    ):
        columns[name] = getattr(terms, name)
        _within(check.wrong, name, columns[name], least, most)
    check.done()
    return columns


def _within(wrong: dict[str, object], name: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        wrong[name] = _("Give a number from %(least)d to %(most)d.") % {"least": min(least, most), "most": most}


def _member(circle: Community, handle: str) -> Account | None:
    """Someone who is in a circle, by her handle."""
    if not handle:
        return None
    return COMMUNITY.audience("write", circle).filter(handle=handle.lstrip("@")).first()


def _invited(beginning: Beginning, circle: Community, room: int) -> Sequence[str]:
    """The addresses to which invitations go; raises InvalidError for unknown names, and for more than there is room."""
    named = split_addresses(beginning.invited[:20_000])
    handles = [one.removeprefix("@").lower() for one in named if one.startswith("@")]
    found = COMMUNITY.audience("write", circle).filter(handle__in=handles).values_list("handle", "email")
    known = {handle: email for handle, email in found if email}
    missing = [one for one in handles if one not in known]
    if missing:
        said = _("There is nobody with this name in the circle: %(names)s.") % {"names": ", ".join(missing[:20])}
        raise InvalidError({"invited": said})
    addresses = [one for one in named if not one.startswith("@")] + [known[one] for one in handles]
    if len(addresses) > room:
        full = ngettext_lazy("There is room for %(num)d person.", "There is room for %(num)d people.", room)
        raise InvalidError({"invited": full % {"num": room}})
    try:
        return read_addresses(addresses) if addresses else []
    except InvalidError as error:
        raise InvalidError({"invited": next(iter(error.fields.values()))}) from error


def _let_host(circle: Community, person: Account, *, by: int, now: datetime) -> None:
    """Make someone a member of the group, and its host."""
    if not membership.is_in(circle.pk, person.pk):
        come_in(circle, person.pk, invited_by=by, now=now)
    access.grant(place=circle.pk, accounts=[person.pk], role=Role.HOST, reason=Reason.APPOINTED, now=now)
