"""Invitations: links and letters of HR, and the page where those who were invited arrive."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.inviting.rules import split_addresses
from kring.people.models import Organisation, OrganisationInvitation
from kring.people.organisations import actions, queries
from kring.people.organisations.queries import InvitationRow
from kring.people.organisations.rules.employments import day_at
from kring.web import presenting
from kring.web.components import inviting
from kring.web.fields import sentences
from kring.web.organisations.forms import LinkForm, MailForm, options, refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.organisations.views.pages import office_words
from kring.web.rendering import page
from kring.web.views import Request

# Under which name the session remembers that someone said "join" before she had an account.
_SAID_YES = "organisation_invitation"
_USUAL_DAYS = 30


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def invitations(request: Request, organisation: Organisation) -> HttpResponse:
    """The links and letters that are open, and forms for another one. POST makes a link."""
    if request.method != "POST":
        return _desk(request, organisation)
    form = LinkForm(request.POST, **_departments(request, organisation))
    if not form.is_valid():
        return _desk(request, organisation, link=form, status=422)
    told = form.cleaned_data
    try:
        actions.invite_by_link(
            actor=request.reader,
            organisation=organisation.pk,
            limit=told["limit"],
            ends_at=_end_of(told["ends_on"], organisation),
            department=told["department"],
            note=told["note"],
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        return _desk(request, organisation, status=refuse(form, error), link=form)
    messages.success(request, _("The link is ready. Copy it and pass it on."))
    return redirect(f"{organisation_url(organisation.slug)}/invitations")


@require_POST
@for_those_who("staff")
def by_mail(request: Request, organisation: Organisation) -> HttpResponse:
    """A letter to each of many addresses, or none while one is wrong."""
    form = MailForm(
        request.POST, gives_roles=_gives_roles(request, organisation), **_departments(request, organisation)
    )
    if not form.is_valid():
        return _desk(request, organisation, mail=form, status=422)
    told = form.cleaned_data
    try:
        made = actions.invite_by_mail(
            actor=request.reader,
            organisation=organisation.pk,
            addresses=split_addresses(told["addresses"]),
            ends_at=_end_of(told["ends_on"], organisation),
            department=told["department"],
            role=told.get("role"),
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        return _desk(request, organisation, status=refuse(form, error), mail=form)
    inviting.tell_sent(request, sent=len(made), given=len(made))
    return redirect(f"{organisation_url(organisation.slug)}/invitations")


@require_POST
@for_those_who("staff")
def withdraw(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Let nobody in by an invitation any more."""
    actions.withdraw_invitation(actor=request.reader, invitation=key, now=clock.now())
    messages.success(request, _("The invitation is withdrawn. Who came in by it stays."))
    return redirect(f"{organisation_url(organisation.slug)}/invitations")


@require_http_methods(["GET", "HEAD", "POST"])
def landing(request: Request, token: str) -> HttpResponse:
    """Where someone arrives who was invited. Signed out, she says yes, makes an account or signs in, and is in."""
    invitation = queries.invitation_by_token(token)
    organisation = invitation.organisation
    if request.reader.has(organisation.pk, Role.MEMBER):
        return redirect(organisation_url(organisation.slug))
    over = inviting.over(invitation, clock.now())
    if over:
        return page(request, "circles/invitation_over.html", {"reason": over}, section="organisations", status=410)
    if inviting.says_yes(request, token, under=_SAID_YES):
        return _come_in(request, token, invitation)
    by = invitation.made_by
    facts = {
        "organisation": organisation,
        "by": presenting.author(by.pk, by.handle, by.name, by.photo),
        "ends": _last_day(invitation.ends_at, organisation),
        "department": invitation.department.name if invitation.department else "",
        "action": f"/organisations/join/{token}",
    }
    return page(request, "organisations/invitation.html", facts, section="organisations")


def _come_in(request: Request, token: str, invitation: OrganisationInvitation) -> HttpResponse:
    """Among her colleagues, or first to an account; the session remembers the yes, so that one doesn't say it twice."""
    first = inviting.to_account(request, token, f"/organisations/join/{token}", under=_SAID_YES)
    if first is not None:
        return first
    made = actions.accept_invitation(actor=request.reader, invitation=invitation.pk, now=clock.now())
    if made.begun_at is None:
        messages.success(request, _("Noted. You are among your colleagues from your first day on."))
        return redirect("/work")
    messages.success(request, _("Welcome among your colleagues."))
    return redirect(organisation_url(invitation.organisation.slug))


def _desk(
    request: Request,
    organisation: Organisation,
    *,
    link: LinkForm | None = None,
    mail: MailForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of invitations, with a form that was refused if there is one."""
    now = clock.now()
    last = {"ends_on": day_at(now, organisation.time_zone) + timedelta(days=_USUAL_DAYS)}
    chosen = _departments(request, organisation)
    link = link or LinkForm(initial=last, **chosen)
    mail = mail or MailForm(initial=last, gives_roles=_gives_roles(request, organisation), **chosen)
    mail.auto_id = "mail_%s"
    found = queries.invitations(request.reader, organisation, now=now)
    facts = frame(
        request.reader,
        organisation,
        "invitations",
        link=link,
        mail=mail,
        errors=[*sentences(link), *sentences(mail)],
        open=[_line(one, organisation) for one in found],
    )
    return page(request, "organisations/invitations.html", facts, section="organisations", status=status)


def _line(one: InvitationRow, organisation: Organisation) -> dict[str, Any]:
    """An open invitation as the list shows it."""
    return {
        "key": one.id,
        "address": f"{settings.BASE_URL}/organisations/join/{queries.invitation_token(one.id)}",
        "email": one.email,
        "name": one.name,
        "note": one.note,
        "role": office_words(Role(one.role), one.department) if one.role else one.department,
        "used": one.used,
        "limit": one.limit,
        "ends": _last_day(one.ends_at, organisation),
        "by": one.by,
    }


def _departments(request: Request, organisation: Organisation) -> dict[str, Any]:
    return {"departments": options(queries.tree(request.reader, organisation)), "none": _("None")}


def _gives_roles(request: Request, organisation: Organisation) -> bool:
    return queries.may(request.reader, "keep", organisation)


def _end_of(day: date, organisation: Organisation) -> datetime:
    """The moment at which a day is over at the organisation."""
    after = min(day, date.max - timedelta(days=2)) + timedelta(days=1)
    return datetime.combine(after, time(), tzinfo=ZoneInfo(organisation.time_zone))


def _last_day(ends_at: datetime, organisation: Organisation) -> date:
    return day_at(ends_at - timedelta(microseconds=1), organisation.time_zone)
