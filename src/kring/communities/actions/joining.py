"""Coming in, being let in, hosting and leaving."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.actions.checks import fitting, hosted, seen, still_open
from kring.communities.events import JoinDecided, JoinRequested, MemberJoined, MemberLeft
from kring.communities.models import Community, Joining, JoinRequest, Membership
from kring.foundation.access import actions as access
from kring.foundation.access import queries as places
from kring.foundation.access.models import Kind, Place, Reason, Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.actions import record

BY_INVITATION = _("One comes into this circle by invitation only.")


@transaction.atomic
def join(*, actor: Reader, community: int, now: datetime) -> None:
    """Become a member of an open community; being one already is fine. Who has a seat there stays by herself."""
    account = signed_in(actor)
    wanted = seen(actor, community)
    still_open(wanted)
    if _to_enter(wanted, account) - {Joining.OPEN}:
        raise RefusedError(_("This circle isn’t open to everyone. Ask a host to let you in."), code="not-open")
    come_in(wanted, account, invited_by=None, now=now)


@transaction.atomic
def ask_to_join(*, actor: Reader, community: int, motivation: str, now: datetime) -> JoinRequest:
    """Ask the hosts to be let in. Asking twice is asking once.

    Raises ConflictError for who is in already, RefusedError where one comes in by invitation only.
    """
    account = signed_in(actor)
    wanted = seen(actor, community)
    still_open(wanted)
    if membership.is_in_herself(wanted.pk, account):
        raise ConflictError(_("You are a member of this circle already."), code="already-member")
    if Joining.INVITATION in _to_enter(wanted, account):
        raise RefusedError(BY_INVITATION, code="by-invitation")
    request, is_new = JoinRequest.objects.get_or_create(
        community=wanted,
        account_id=account,
        decided_at=None,
        defaults={"motivation": fitting("motivation", motivation, longest=1_000), "asked_at": now},
    )
    if is_new:
        record(JoinRequested(community=community, member=account, request=request.pk), actor=account, now=now)
    return request


@transaction.atomic
def decide_request(*, actor: Reader, request: int, admit: bool, now: datetime) -> None:
    """Say yes or no to a join request, as a host. Raises ConflictError when another host was first."""
    asked = JoinRequest.objects.select_for_update().filter(pk=request).first()
    # Who asked to come in is between her and the hosts: for all others it isn't there.
    if asked is None or not actor.has(asked.community_id, Role.HOST):
        raise NotThereError
    community = hosted(actor, asked.community_id)
    if asked.decided_at is not None:
        raise ConflictError(_("Another host has already decided on this request."), code="already-decided")
    asked.decided_at, asked.decided_by_id, asked.admitted = now, actor.account, admit
    asked.save(update_fields=["decided_at", "decided_by", "admitted"])
    if admit:
        still_open(community)
        _is_here(asked.account_id)
        come_in(community, asked.account_id, invited_by=actor.account, now=now)
    record(JoinDecided(community=community.pk, member=asked.account_id, admitted=admit), actor=actor.account, now=now)


@transaction.atomic
def leave(*, actor: Reader, community: int, now: datetime) -> None:
    """End one's own membership of a community and of the circles below it.

    Raises ConflictError for the only host: someone must look after a community.
    """
    account = signed_in(actor)
    _go(account, seen(actor, community).pk, actor=account, now=now)


@transaction.atomic
def remove_member(*, actor: Reader, community: int, member: int, now: datetime) -> None:
    """A host ends someone's membership of a community and of the circles below it."""
    _go(member, hosted(actor, community).pk, actor=actor.account, now=now)


@transaction.atomic
def appoint_host(*, actor: Reader, community: int, member: int, now: datetime) -> None:
    """Make a member a host, of this community and, but among colleagues, of all below it."""
    access.lock_tree()
    hosted(actor, community)
    if not membership.is_in(community, member):
        raise ConflictError(_("Only a member can become a host."), code="not-a-member")
    access.grant(place=community, accounts=[member], role=Role.HOST, reason=Reason.APPOINTED, now=now)


@transaction.atomic
def dismiss_host(*, actor: Reader, community: int, member: int, now: datetime) -> None:
    """Take the role of host away; the membership stays.

    Raises ConflictError for the only host, and for who hosts it from a circle above.
    """
    access.lock_tree()
    hosted(actor, community, lock=True)
    if not Standing.objects.filter(account=member, place=community, role=Role.HOST, reason=Reason.APPOINTED).exists():
        raise ConflictError(_("This person was not appointed in this circle."), code="not-appointed-here")
    _someone_stays(community, member)
    access.revoke(place=community, accounts=[member], role=Role.HOST)


def come_in(community: Community, account: int, *, invited_by: int | None, now: datetime) -> None:
    """Make a person a member by herself, close what she had asked for on the way, and tell it once."""
    path = community.place.path
    if membership.is_in(community.pk, account) and not membership.is_in_herself(community.pk, account):
        membership.hold(path=path, account=account, now=now)
    newcomers = membership.admit(path=path, accounts=[account], now=now)
    JoinRequest.objects.filter(community__in=path, account=account, decided_at=None).update(
        decided_at=now, decided_by=invited_by, admitted=True
    )
    if newcomers:
        record(MemberJoined(community=community.pk, member=account, invited_by=invited_by), actor=account, now=now)


def _to_enter(community: Community, account: int) -> set[str]:
    """The ways of joining of a community and of those above it, as far as the person isn't in already; where she is in
    by an agreement alone, of those where she would stay by herself."""
    path = community.place.path
    if membership.is_in(community.pk, account):
        herself = [place for place in path if membership.is_in_herself(place, account)]
        return set(Community.objects.filter(pk__in=path).exclude(pk__in=herself).values_list("joining", flat=True))
    own = Membership.objects.filter(account=account, left_at=None, community__in=community.place.path)
    entered = Community.objects.filter(pk__in=community.place.path).exclude(pk__in=own.values("community"))
    return set(entered.values_list("joining", flat=True))


def _go(member: int, community: int, *, actor: int | None, now: datetime) -> None:
    access.lock_tree()
    if Place.objects.filter(pk=community, parent__kind=Kind.ORGANISATION).exists():
        raise ConflictError(
            _("Whoever works at the organisation is in this circle, for as long as she does."), code="by-employment"
        )
    going = places.below(community)
    hosting = Standing.objects.filter(
        account=member, place__in=going, role=Role.HOST, reason=Reason.APPOINTED
    ).values_list("place_id", flat=True)
    for place in sorted(hosting):
        Community.objects.select_for_update().get(pk=place)
        _someone_stays(place, member)
    for ended in membership.dismiss(communities=going, account=member, now=now):
        record(MemberLeft(community=ended, member=member), actor=actor, now=now)


def _is_here(account: int) -> None:
    if not Account.objects.filter(pk=account, is_active=True).exists():
        raise ConflictError(_("This person has left Kring meanwhile."), code="person-left")


def _someone_stays(community: int, going: int) -> None:
    """Raise ConflictError when nobody else would host a community, here or from above."""
    others = Standing.objects.filter(place=community, role=Role.HOST, account__is_active=True).exclude(account=going)
    if not others.exists():
        raise ConflictError(_("A circle needs a host. Appoint another one first."), code="last-host")
