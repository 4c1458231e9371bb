"""Coming in and leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities import actions, queries
from kring.communities.actions.joining import BY_INVITATION
from kring.communities.actions.membership import is_in_herself
from kring.communities.models import Community, Joining
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.web import presenting
from kring.web.circles import rows
from kring.web.circles.forms import RequestForm, refuse
from kring.web.circles.opening import for_members
from kring.web.fields import sentences
from kring.web.rendering import page
from kring.web.views import Request


@require_POST
@for_members
def join(request: Request, circle: Community) -> HttpResponse:
    """Become a member of an open circle."""
    actions.join(actor=request.reader, community=circle.pk, now=clock.now())
    messages.success(request, _("Welcome. You are a member now."))
    return redirect(presenting.circle_url(circle.slug))


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def ask(request: Request, circle: Community) -> HttpResponse:
    """Ask the hosts to be let in."""
    form, status = RequestForm(request.POST if request.method == "POST" else None), 200
    url = presenting.circle_url(circle.slug)
    if request.method != "POST":
        if request.reader.has(circle.pk, Role.MEMBER) and is_in_herself(circle.pk, request.reader.account or 0):
            return redirect(url)
        if _by_invitation(request, circle):
            raise RefusedError(BY_INVITATION, code="by-invitation")
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.ask_to_join(actor=request.reader, community=circle.pk, now=clock.now(), **form.cleaned_data)
            except (InvalidError, ConflictError) as error:
                status = refuse(form, error)
            else:
                messages.success(request, _("Your request is with the hosts. You will hear from them here."))
                return redirect(url)
    facts = {
        "circle": circle,
        "url": url,
        "crumbs": rows.crumbs((), circle),
        "form": form,
        "errors": sentences(form),
        "hosts": [name for _account, _handle, name, _photo in queries.hosts(circle.pk)],
    }
    return page(request, "circles/request.html", facts, section="circles", status=status)


def _by_invitation(request: Request, circle: Community) -> bool:
    over = queries.above(request.reader, circle.place.path)
    return queries.way_in(request.reader, circle, over) == Joining.INVITATION


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def leave(request: Request, circle: Community) -> HttpResponse:
    """End one's membership, after a question in words."""
    url = presenting.circle_url(circle.slug)
    if request.method == "POST":
        actions.leave(actor=request.reader, community=circle.pk, now=clock.now())
        messages.success(request, _("You left %(circle)s. What you wrote there stays.") % {"circle": circle.name})
        return redirect("/circles")
    if not request.reader.has(circle.pk, Role.MEMBER):
        return redirect(url)
    facts = {
        "circle": circle,
        "title": _("Leave %(circle)s?") % {"circle": circle.name},
        "text": _("You also leave the circles below it. What you wrote stays, under your name."),
        "action": f"{url}/leaving",
        "yes": _("Leave"),
        "cancel": url,
        "kind": "danger",
    }
    return page(request, "circles/confirm.html", facts, section="circles")
