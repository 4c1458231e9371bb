"""What organisations tell: letters to people who needn't have an account (the code of a domain, invitations), and a
word to whoever is below the floor of a plan."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kring.foundation.events.models import Event
from kring.foundation.inviting.rules import InvitationState, invitation_state
from kring.notifications.actions import notify, queue_mail
from kring.notifications.rules import Topic
from kring.people.models import Domain, OrganisationInvitation
from kring.people.organisations.events import DomainLetterAsked, OrganisationInvitationMade
from kring.people.organisations.queries import code_of, invitation_token
from kring.planning.reports.events import BelowFloor
from kring.planning.reports.models import Plan


def domain_letter_asked(fact: DomainLetterAsked, *, event: int, now: datetime) -> None:
    """The code, to the address at the domain that was chosen, in the language of whoever asked."""
    domain = Domain.objects.select_related("organisation").filter(pk=fact.domain).first()
    if domain is None or domain.verified_at is not None:
        return
    asker = Event.objects.select_related("actor").get(pk=event).actor
    with override(asker.language if asker else "en"):
        names = {
            "organisation": domain.organisation.name,
            "domain": domain.name,
            "code": code_of(domain),
            "name": asker.name if asker else "",
        }
        subject = _("The code for %(domain)s on Kring") % names
        text = _(
            "Hello,\n\n%(name)s says that %(domain)s belongs to %(organisation)s, and asked for this letter.\n\n"
            "If that is so, pass this code on:\n\n%(code)s\n\nWith it, whoever has an address at %(domain)s can say on "
            "Kring that they work at %(organisation)s. The code works for 24 hours. If this is not right, you need not "
            "do anything."
        )
        queue_mail(to=f"{domain.mailbox}@{domain.name}", subject=subject, text=text % names, now=now)


def invited_to_organisation(fact: OrganisationInvitationMade, *, event: int, now: datetime) -> None:
    """A letter to whoever was invited by mail, in the language of whoever invites."""
    made = OrganisationInvitation.objects.select_related("organisation", "made_by").get(pk=fact.invitation)
    state = invitation_state(
        used=made.used, limit=made.limit, ends_at=made.ends_at, withdrawn_at=made.withdrawn_at, now=now
    )
    if not fact.by_mail or state is not InvitationState.OPEN:
        return
    with override(made.made_by.language):
        names = {
            "name": made.name,
            "who": made.made_by.name,
            "organisation": made.organisation.name,
            "link": f"{settings.BASE_URL}/organisations/join/{invitation_token(made.pk)}",
        }
        subject = _("%(who)s invites you to %(organisation)s on Kring") % names
        hello = _("Hello %(name)s,") % names if made.name else _("Hello,")
        text = _(
            "%(who)s says that you work at %(organisation)s, and invites you to join your colleagues on Kring.\n\n"
            "Come in here:\n%(link)s\n\n%(organisation)s sees your name, your department and since when you work "
            "there. It never sees what you say, ask or learn.\n\n"
            "This link is for you only. If you did not expect it, you need not do anything."
        )
        queue_mail(to=made.email, subject=subject, text=f"{hello}\n\n{text % names}", now=now)


def below_floor(fact: BelowFloor, *, event: int, now: datetime) -> None:
    """Whoever has fewer days than her organisation hopes for; she alone."""
    plan = Plan.objects.get(pk=fact.plan)
    if plan.floor is None or plan.floor_on is None:
        return
    facts = {"days": str(fact.days), "floor": str(plan.floor), "day": plan.floor_on.isoformat()}
    notify(
        [fact.person], topic=Topic.BELOW_FLOOR, event=event, actor=None, about="organisation",
        about_id=plan.organisation_id, facts=facts, now=now,
    )  # fmt: skip
