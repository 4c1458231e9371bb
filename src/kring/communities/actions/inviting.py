"""Invitations: a link that lets a number of people in until a moment, or a mail to each of a list."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.actions.checks import fitting, hosted, still_open
from kring.communities.actions.joining import come_in
from kring.communities.events import InvitationMade
from kring.communities.models import Community, Invitation
from kring.communities.queries import open_invitations
from kring.foundation.access import actions as access
from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.queries import accounts_with_verified
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.inviting.checks import REASONS, check_invitation, read_addresses
from kring.foundation.inviting.rules import InvitationState, invitation_state


@transaction.atomic
def invite_by_link(
    *, actor: Reader, community: int, limit: int, ends_at: datetime, now: datetime, note: str = ""
) -> Invitation:
    """A link that lets in at most `limit` people (1 to 10,000) until `ends_at`, at most a year from now."""
    account = signed_in(actor)
    into = hosted(actor, community)
    still_open(into)
    check_invitation(limit=limit, ends_at=ends_at, now=now)
    made = Invitation.objects.create(
        community=into,
        limit=limit,
        ends_at=ends_at,
        made_by_id=account,
        made_at=now,
        note=fitting("note", note, longest=200),
    )
    record(InvitationMade(invitation=made.pk, by_mail=False), actor=account, now=now)
    return made


@transaction.atomic
def invite_by_mail(
    *,
    actor: Reader,
    community: int,
    addresses: Sequence[str],
    ends_at: datetime,
    now: datetime,
    role: Role = Role.MEMBER,
) -> list[Invitation]:
    """A letter with a link of her own to each address (at most 500, each once). All or none are invited.

    Who has an open invitation from an earlier letter gets no second one, so that sending a form twice does no harm.
    Returns the invitations that were made.
    """
    account = signed_in(actor)
    into = hosted(actor, community, lock=True)
    still_open(into)
    check_invitation(limit=1, ends_at=ends_at, now=now)
    wanted = read_addresses(addresses)
    _colleagues_only(into, wanted)
    waiting = open_invitations(into, now=now).filter(email__in=wanted, role=role)
    already = set(waiting.values_list("email", flat=True))
    made = Invitation.objects.bulk_create(
        Invitation(community=into, email=address, role=role, ends_at=ends_at, made_by_id=account, made_at=now)
        for address in wanted
        if address not in already
    )
    for invitation in made:
        record(InvitationMade(invitation=invitation.pk, by_mail=True), actor=account, now=now)
    return made


def _colleagues_only(into: Community, addresses: Sequence[str]) -> None:
    """Raise InvalidError for addresses of which no colleague has verified that they are hers."""
    organisation = membership.organisation_of(into.place.path)
    if organisation is None:
        return
    inside = Standing.objects.filter(place=organisation, role=Role.MEMBER).values_list("account_id", flat=True)
    theirs = {address for address, account in accounts_with_verified(addresses).items() if account in set(inside)}
    others = [address for address in addresses if address not in theirs]
    if others:
        raise InvalidError(
            {"addresses": _("Only colleagues can come in here, and these are none: %(which)s")
             % {"which": ", ".join(others[:20])}}
        )  # fmt: skip


@transaction.atomic
def accept_invitation(*, actor: Reader, invitation: int, now: datetime) -> Community:
    """Come in by an invitation. Who is a member already uses nothing up.

    Raises ConflictError with the reason when it no longer lets anyone in; the row is locked, so that two people at once
    can't both take the last place.
    """
    account = signed_in(actor)
    access.lock_tree()
    used = Invitation.objects.select_for_update().select_related(None).filter(pk=invitation).first()
    if used is None:
        raise NotThereError
    community = Community.objects.select_related("place").get(pk=used.community_id)
    held = Standing.objects.filter(account=account, place=community.pk, role=used.role)
    if held.exclude(reason=Reason.AGREEMENT).exists():
        return community
    still_open(community)
    state = invitation_state(
        used=used.used, limit=used.limit, ends_at=used.ends_at, withdrawn_at=used.withdrawn_at, now=now
    )
    if state is not InvitationState.OPEN:
        raise ConflictError(REASONS[state], code=f"invitation-{state}")
    Invitation.objects.filter(pk=used.pk).update(used=F("used") + 1)
    come_in(community, account, invited_by=used.made_by_id, now=now)
    if used.role == Role.HOST:
        access.grant(place=community.pk, accounts=[account], role=Role.HOST, reason=Reason.APPOINTED, now=now)
    return community


@transaction.atomic
def withdraw_invitation(*, actor: Reader, invitation: int, now: datetime) -> None:
    """Let nobody in by it any more; who came in stays."""
    withdrawn = Invitation.objects.filter(pk=invitation).first()
    if withdrawn is None or not actor.has(withdrawn.community_id, Role.HOST):
        raise NotThereError
    Invitation.objects.filter(pk=invitation, withdrawn_at=None).update(withdrawn_at=now)
