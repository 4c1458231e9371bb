"""Invitations: a link that lets a number of people in until a moment, or a mail to each of a list."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kring.communities import rules
from kring.communities.actions.checks import fitting, hosted, still_open
from kring.communities.actions.joining import come_in
from kring.communities.events import InvitationMade
from kring.communities.models import Community, Invitation
from kring.communities.queries import open_invitations
from kring.communities.rules import InvitationState
from kring.foundation.access import actions as access
from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning

REASONS = {
    InvitationState.WITHDRAWN: _("This invitation was withdrawn. Ask whoever sent it for another one."),
    InvitationState.ENDED: _("This invitation has ended. Ask whoever sent it for another one."),
    InvitationState.FULL: _("This invitation has been used as often as it may. Ask whoever sent it for another one."),
}


@transaction.atomic
def invite_by_link(
    *, actor: Reader, community: int, limit: int, ends_at: datetime, now: datetime, note: str = ""
) -> Invitation:
    """A link that lets in at most `limit` people (1 to 10,000) until `ends_at`, at most a year from now."""
    account = signed_in(actor)
    into = hosted(actor, community)
    still_open(into)
    _check(limit=limit, ends_at=ends_at, now=now)
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
    _check(limit=1, ends_at=ends_at, now=now)
    wanted = read_addresses(addresses)
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


def read_addresses(addresses: Sequence[str]) -> list[str]:
    """E-mail addresses, each once, in lower case. Raises InvalidError that names the wrong ones."""
    tidy = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    wrong = [address for address in tidy if not _is_address(address)]
    if wrong:
        message = ngettext_lazy("Not an e-mail address: %(which)s", "Not e-mail addresses: %(which)s", len(wrong))
        shown = ", ".join(cleaning.excerpt(address, length=80) for address in wrong[:20])
        raise InvalidError({"addresses": message % {"which": shown + (" …" if len(wrong) > 20 else "")}})
    if not 1 <= len(tidy) <= rules.MOST_MAILS_AT_ONCE:
        raise InvalidError({"addresses": _("Give 1 to 500 addresses at once.")})
    return tidy


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
    if Standing.objects.filter(account=account, place=community.pk, role=used.role).exists():
        return community
    still_open(community)
    state = rules.invitation_state(
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


def _check(*, limit: int, ends_at: datetime, now: datetime) -> None:
    if not 1 <= limit <= 10_000:
        raise InvalidError({"limit": _("An invitation lets in 1 to 10,000 people.")})
    if not now < ends_at <= now + rules.LONGEST_INVITATION:
        raise InvalidError({"ends_at": _("An invitation ends within a year, and not in the past.")})


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254
