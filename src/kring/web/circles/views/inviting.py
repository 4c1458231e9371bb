"""Invitations: links and letters of hosts, and the page where those who were invited arrive."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities import actions, queries, rules
from kring.communities.models import Community, Invitation
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.inviting.rules import split_addresses
from kring.web import presenting
from kring.web.circles import rows
from kring.web.circles.forms import LinkForm, MailForm, refuse, usual_last_day
from kring.web.circles.opening import for_hosts
from kring.web.components import inviting
from kring.web.errors import to_sign_in
from kring.web.fields import sentences
from kring.web.rendering import page
from kring.web.views import Request

# Under which name the session remembers that someone said "join" before she had an account.
_SAID_YES = "invitation"


@require_http_methods(["GET", "HEAD", "POST"])
@for_hosts
def invitations(request: Request, circle: Community) -> HttpResponse:
    """The links and letters that are open, and forms for another one. POST makes a link."""
    if request.method != "POST":
        return _desk(request, circle)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _desk(request, circle, link=form, status=422)
    told = form.cleaned_data
    try:
        actions.invite_by_link(
            actor=request.reader,
            community=circle.pk,
            limit=told["limit"],
            ends_at=rules.end_of(told["ends_on"]),
            note=told["note"],
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        return _desk(request, circle, status=refuse(form, error), link=form)
    messages.success(request, _("The link is ready. Copy it and pass it on."))
    return redirect(f"{presenting.circle_url(circle.slug)}/invitations")


@require_POST
@for_hosts
def by_mail(request: Request, circle: Community) -> HttpResponse:
    """A letter to each of many addresses, or none while one is wrong."""
    form = MailForm(request.POST)
    if not form.is_valid():
        return _desk(request, circle, mail=form, status=422)
    told = form.cleaned_data
    addresses = split_addresses(told["addresses"])
    try:
        made = actions.invite_by_mail(
            actor=request.reader,
            community=circle.pk,
            addresses=addresses,
            ends_at=rules.end_of(told["ends_on"]),
            role=told["role"],
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        return _desk(request, circle, status=refuse(form, error), mail=form)
    inviting.tell_sent(request, sent=len(made), given=len({address.lower() for address in addresses}))
    return redirect(f"{presenting.circle_url(circle.slug)}/invitations")


@require_POST
@for_hosts
def withdraw(request: Request, circle: Community, invitation: int) -> HttpResponse:
    """Let nobody in by an invitation any more."""
    actions.withdraw_invitation(actor=request.reader, invitation=invitation, now=clock.now())
    messages.success(request, _("The invitation is withdrawn. Who came in by it stays."))
    return redirect(f"{presenting.circle_url(circle.slug)}/invitations")


@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: Request, token: str) -> HttpResponse:
    """Where someone arrives who was invited. Signed out, she says yes, makes an account or signs in, and is in."""
    invitation = queries.invitation_by_token(token)
    circle, now = invitation.community, clock.now()
    if queries.is_closed_to(request.reader, circle):
        # Whoever isn't signed in may be a colleague; what it leads to, nobody else is told.
        if request.reader.account is None:
            return to_sign_in(request)
        raise NotThereError
    if request.reader.has(circle.pk, Role(invitation.role)):
        return redirect(presenting.circle_url(circle.slug))
    over = _over(invitation, now)
    if over:
        return page(request, "circles/invitation_over.html", {"reason": over}, section="circles", status=410)
    if inviting.says_yes(request, token, under=_SAID_YES):
        return _come_in(request, token, invitation)
    facts = {
        "circle": circle,
        "by": presenting.author(
            invitation.made_by.pk, invitation.made_by.handle, invitation.made_by.name, invitation.made_by.photo
        ),
        "ends": rules.last_day(invitation.ends_at),
        "action": f"/circles/join/{token}",
    }
    return page(request, "circles/invitation.html", facts, section="circles")


def _over(invitation: Invitation, now: datetime) -> str:
    """Why an invitation lets nobody in any more; empty while it does."""
    if invitation.community.archived_at is not None:
        return _("The circle that it leads to is archived: nobody can come in any more.")
    return inviting.over(invitation, now)


def _come_in(request: Request, token: str, invitation: Invitation) -> HttpResponse:
    """Into the circle, or first to an account; the session remembers the yes, so that one doesn't say it twice."""
    first = inviting.to_account(request, token, f"/circles/join/{token}", under=_SAID_YES)
    if first is not None:
        return first
    circle = actions.accept_invitation(actor=request.reader, invitation=invitation.pk, now=clock.now())
    messages.success(request, _("Welcome. You are a member now."))
    return redirect(presenting.circle_url(circle.slug))


def _desk(
    request: Request,
    circle: Community,
    *,
    link: LinkForm | None = None,
    mail: MailForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of invitations, with a form that was refused if there is one."""
    now = clock.now()
    last = usual_last_day(rules.day_of(now))
    link = link or LinkForm(initial={"ends_on": last})
    mail = mail or MailForm(initial={"ends_on": last, "role": Role.MEMBER.value}, auto_id="mail_%s")
    mail.auto_id = "mail_%s"
    url = presenting.circle_url(circle.slug)
    facts = {
        "circle": circle,
        "url": url,
        "tabs": rows.host_tabs(circle, "invitations"),
        "link": link,
        "mail": mail,
        "errors": [*sentences(link), *sentences(mail)],
        "open": [_line(one) for one in queries.invitations(request.reader, circle, now=now)],
    }
    return page(request, "circles/invitations.html", facts, section="circles", status=status)


def _line(invitation: Invitation) -> dict[str, Any]:
    """An open invitation as the list shows it."""
    return {
        "key": invitation.pk,
        "address": f"{settings.BASE_URL}/circles/join/{queries.invitation_token(invitation.pk)}",
        "email": invitation.email,
        "note": invitation.note,
        "as_host": invitation.role == Role.HOST,
        "used": invitation.used,
        "limit": invitation.limit,
        "ends": rules.last_day(invitation.ends_at),
        "by": invitation.made_by.name,
    }
