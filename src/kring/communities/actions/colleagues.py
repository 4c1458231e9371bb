"""The community of an organisation: founded with one click, and who is in it follows from who works there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kring.communities.actions import membership
from kring.communities.actions.keeping import Description, check, free_address, open_at
from kring.communities.events import MemberJoined, MemberLeft
from kring.communities.models import Community, Founding, Joining, Membership
from kring.communities.rules import day_of
from kring.foundation.access import actions as access
from kring.foundation.access import queries as places
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError
from kring.foundation.events.actions import record
from kring.people.organisations.actions.checks import allowed, is_colleague
from kring.people.organisations.queries import colleagues


@transaction.atomic
def found_among_colleagues(*, actor: Reader, organisation: int, language: str, now: datetime) -> Community:
    """The community of all colleagues of an organisation, hosted by the actor; by an owner or HR, and once.

    Any colleague can start a circle in it. Raises ConflictError where there is one already.
    """
    account = signed_in(actor)
    access.lock_tree()
    at = allowed(actor, organisation, "staff")
    if own_community(organisation) is not None:
        raise ConflictError(_("There is a community of this organisation already."), code="founded-already")
    with override(language):
        description = Description(
            name=_("%(organisation)s together") % {"organisation": at.name[:60]},
            purpose=_(
                "For everyone who works at %(organisation)s. Ask each other, tell what you did, and start a circle for "
                "your team, a theme, a sport or a hobby."
            )
            % {"organisation": at.name},
            language=language,
            joining=Joining.OPEN,
            founding=Founding.MEMBERS,
        )
    check(description, today=day_of(now))
    slug = free_address(description.name)
    return open_at(at.pk, description, slug=slug, host=account, members=colleagues(at.pk), now=now)


def own_community(organisation: int) -> Community | None:
    """The community of all colleagues of an organisation, if it has one; whoever asks."""
    return Community.objects.filter(place__parent=organisation).order_by("pk").first()


@transaction.atomic
def settle_colleague(*, organisation: int, account: int, now: datetime) -> None:
    """Bring someone's memberships below an organisation in line with whether she works there: into its community, or
    out of every circle below it. Doing it twice is doing it once, and nothing hangs on the order of events.

    Her standings were taken away with the employment, so a membership without one is over.
    """
    access.lock_tree()
    below = places.below(organisation)
    held = Standing.objects.filter(account=account, place__in=below, role=Role.MEMBER).values("place")
    over = Membership.objects.filter(account=account, community__in=below, left_at=None).exclude(community__in=held)
    for ended in membership.dismiss(
        communities=list(over.values_list("community_id", flat=True)), account=account, now=now
    ):
        record(MemberLeft(community=ended, member=account), actor=account, now=now)
    own = own_community(organisation)
    if own is None or not is_colleague(organisation, account):
        return
    if membership.admit(path=own.place.path, accounts=[account], now=now):
        record(MemberJoined(community=own.pk, member=account), actor=account, now=now)
