"""Coming to work at an organisation: by an address at one of its domains, or by an invitation."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kring.foundation.access import actions as access
from kring.foundation.access.models import OFFICES, Role
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.inviting.checks import REASONS, check_invitation, read_addresses
from kring.foundation.inviting.rules import InvitationState, invitation_state
from kring.people.models import Came, Employment, Organisation, OrganisationInvitation
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.actions import checks
from kring.people.organisations.actions.employing import employ
from kring.people.organisations.events import OrganisationInvitationMade
from kring.people.organisations.queries import may_join_by_address
from kring.people.organisations.queries.joining import open_invitations


@transaction.atomic
def join_by_address(*, actor: Reader, organisation: int, now: datetime) -> Employment:
    """Work at an organisation from today on, by a verified address at a domain that it verified.

    Raises NotThereError for any other: which organisations there are isn't told. Being a colleague already is fine.
    """
    account = signed_in(actor)
    running = Employment.objects.filter(account=account, organisation=organisation, over_at=None).first()
    if running is not None and running.begun_at is not None:
        return running
    if not may_join_by_address(actor, organisation):
        raise NotThereError
    today = checks.today_at(Organisation.objects.get(pk=organisation), now)
    return employ(account=account, organisation=organisation, starts_on=today, came=Came.DOMAIN, now=now)


@transaction.atomic
def invite_by_link(
    *,
    actor: Reader,
    organisation: int,
    limit: int,
    ends_at: datetime,
    now: datetime,
    department: int | None = None,
    note: str = "",
) -> OrganisationInvitation:
    """A link by which at most `limit` people (1 to 10,000) say that they work here, until `ends_at`. By owner or HR."""
    at = checks.allowed(actor, organisation, "staff")
    check_invitation(limit=limit, ends_at=ends_at, now=now)
    made = OrganisationInvitation.objects.create(
        organisation=at,
        department=checks.department_of(at, department),
        limit=limit,
        note=checks.fitting("note", note, longest=200),
        ends_at=ends_at,
        made_by_id=signed_in(actor),
        made_at=now,
    )
    record(OrganisationInvitationMade(invitation=made.pk, by_mail=False), actor=actor.account, now=now)
    return made


@transaction.atomic
def invite_by_mail(
    *,
    actor: Reader,
    organisation: int,
    addresses: Sequence[str],
    ends_at: datetime,
    now: datetime,
    department: int | None = None,
    role: Role | None = None,
) -> list[OrganisationInvitation]:
    """A letter with a link of her own to each address (at most 500, each once). All or none are invited. By owner or
    HR; with a role by an owner alone. Who has an open invitation gets no second one. Returns those that were made."""
    at = checks.allowed(actor, organisation, "staff")
    check_invitation(limit=1, ends_at=ends_at, now=now)
    _check_role(actor, at, role)
    into = checks.department_of(at, department)
    wanted = read_addresses(addresses)
    already = set(open_invitations(at, now=now).filter(email__in=wanted).values_list("email", flat=True))
    return send_invitations(
        [
            OrganisationInvitation(
                organisation=at, department=into, role=role, email=address, ends_at=ends_at,
                made_by_id=signed_in(actor), made_at=now,
            )
            for address in wanted
            if address not in already
        ],
        now=now,
    )  # fmt: skip


def send_invitations(wanted: Sequence[OrganisationInvitation], *, now: datetime) -> list[OrganisationInvitation]:
    """Keep invitations that go by mail, and have their letters written."""
    made = OrganisationInvitation.objects.bulk_create(wanted)
    for one in made:
        record(OrganisationInvitationMade(invitation=one.pk, by_mail=True), actor=one.made_by_id, now=now)
    return made


def _check_role(actor: Reader, organisation: Organisation, role: Role | None) -> None:
    """Raise InvalidError for what is no role here, or that the actor can't give."""
    if role is None:
        return
    if role not in OFFICES:
        raise InvalidError({"role": _("Choose a role out of the list.")})
    if not ORGANISATION.allows(actor, "keep", organisation):
        raise InvalidError({"role": _("Only an owner gives roles.")})


@transaction.atomic
def accept_invitation(*, actor: Reader, invitation: int, now: datetime) -> Employment:
    """Say that one works here, by an invitation. Who does already uses nothing up.

    Raises ConflictError with the reason when it no longer lets anyone in; the row is locked, so that two people at once
    can't both take the last place.
    """
    account = signed_in(actor)
    access.lock_tree()
    used = OrganisationInvitation.objects.select_for_update(of=("self",)).filter(pk=invitation).first()
    if used is None:
        raise NotThereError
    at = checks.held(used.organisation_id)
    running = Employment.objects.filter(account=account, organisation=at, over_at=None).order_by("-pk").first()
    if running is not None and running.begun_at is not None:
        return running
    state = invitation_state(
        used=used.used, limit=used.limit, ends_at=used.ends_at, withdrawn_at=used.withdrawn_at, now=now
    )
    if state is not InvitationState.OPEN:
        raise ConflictError(REASONS[state], code=f"invitation-{state}")
    made = _employed(used, at, account, now)
    OrganisationInvitation.objects.filter(pk=used.pk).update(used=F("used") + 1)
    return made


def _employed(used: OrganisationInvitation, at: Organisation, account: int, now: datetime) -> Employment:
    """The employment that an invitation gives, with its role. A time that is over already is refused."""
    starts_on = max(used.starts_on or date.min, checks.today_at(at, now))
    if used.until is not None and used.until <= starts_on:
        raise ConflictError(REASONS[InvitationState.ENDED], code="invitation-ended")
    department = used.department if used.department and used.department.closed_at is None else None
    return employ(
        account=account,
        organisation=at.pk,
        starts_on=starts_on,
        ends_on=used.until,
        department=department,
        role=None if used.role is None else Role(used.role),
        came=Came.LIST if used.from_list else Came.INVITATION,
        now=now,
    )


@transaction.atomic
def withdraw_invitation(*, actor: Reader, invitation: int, now: datetime) -> None:
    """Let nobody in by it any more; who came in stays."""
    withdrawn = OrganisationInvitation.objects.filter(pk=invitation).first()
    if withdrawn is None:
        raise NotThereError
    try:
        checks.allowed(actor, withdrawn.organisation_id, "staff")
    except RefusedError as error:
        raise NotThereError from error
    OrganisationInvitation.objects.filter(pk=invitation, withdrawn_at=None).update(withdrawn_at=now)
