"""What an operator, or the owner of its organisation, can do for a circle that nobody looks after any more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions import membership
from kring.communities.events import CommunityChanged
from kring.communities.models import Community, Membership
from kring.communities.queries.circles import without_host
from kring.foundation.access import actions as access
from kring.foundation.access.models import Reason, Role
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.events.actions import record


@transaction.atomic
def give_host(*, actor: Reader, community: int, handle: str, now: datetime) -> Community:
    """Appoint a host of a circle that has none, archived or not: by an operator, or in an organisation by its owner.

    To operate or own gives no sight of any circle, and so it can't be given away either: a circle with a host is left
    to that host, and who is appointed is a member already, of each circle on the way down that has any.
    Raises RefusedError, ConflictError for a circle that has a host, InvalidError for who can't be appointed.
    """
    if not actor.is_operator and not actor.places(Role.OWNER):
        raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
    access.lock_tree()
    found = without_host(actor).select_related("place").filter(pk=community).first()
    if found is None:
        raise ConflictError(_("This circle has a host already."), code="has-a-host")
    person = Account.objects.filter(handle=handle, is_active=True).first()
    if person is None:
        raise InvalidError({"handle": _("There is nobody of that name.")})
    if not _belongs(found, person.pk):
        raise InvalidError({"handle": _("Only a member can become a host.")})
    membership.admit(path=found.place.path, accounts=[person.pk], now=now)
    access.grant(place=community, accounts=[person.pk], role=Role.HOST, reason=Reason.APPOINTED, now=now)
    record(CommunityChanged(community=community), actor=actor.account, now=now)
    return found


def _belongs(community: Community, account: int) -> bool:
    """Whether a person is a member of the circle and of those above it, but for those that nobody is a member of."""
    present = Membership.objects.filter(left_at=None, account__is_active=True)
    peopled = Community.objects.filter(pk__in=community.place.path).filter(pk__in=present.values("community"))
    return not peopled.exclude(pk__in=present.filter(account=account).values("community")).exists()
