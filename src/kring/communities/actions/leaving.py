"""Leaving Kring altogether: out of every circle, and then the account itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.events import MemberLeft
from kring.communities.models import JoinRequest, Membership
from kring.communities.queries import only_host_of
from kring.foundation.access import actions as access
from kring.foundation.access.models import Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.queries import is_only_operator
from kring.foundation.errors import ConflictError
from kring.foundation.events.actions import record
from kring.people import actions as people
from kring.people.organisations.queries import only_owner_of


@transaction.atomic
def leave_kring(*, actor: Reader, now: datetime) -> None:
    """End every membership of the actor and close her account; what she wrote stays, without her name.

    Raises ConflictError for who is the only host of a running circle, the only owner of an organisation, or the only
    operator: someone must look after it.
    """
    account = signed_in(actor)
    access.lock_tree()
    if is_only_operator(account):
        raise ConflictError(
            _("You are the only operator of this installation. Let someone else be one first."), code="last-operator"
        )
    alone = only_host_of(actor)
    if alone:
        names = ", ".join(circle.name for circle in alone[:5])
        raise ConflictError(
            _("You are the only host of %(circles)s. Appoint another host there first.") % {"circles": names},
            code="last-host",
        )
    owned = only_owner_of(account)
    if owned:
        raise ConflictError(
            _("You are the only owner of %(organisations)s. Make someone else an owner there first.")
            % {"organisations": ", ".join(owned[:5])},
            code="last-owner",
        )
    entered = Membership.objects.filter(account=account, left_at=None).values_list("community_id", flat=True)
    for ended in membership.dismiss(communities=list(entered), account=account, now=now):
        record(MemberLeft(community=ended, member=account), actor=account, now=now)
    Standing.objects.filter(account=account).delete()
    JoinRequest.objects.filter(account=account, decided_at=None).delete()
    people.leave(actor=actor, now=now)
