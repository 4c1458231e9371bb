"""Circles that nobody looks after any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.communities.actions import give_host
from kring.communities.queries import without_host
from kring.foundation import clock
from kring.foundation.errors import InvalidError, NotThereError
from kring.web.fields import refuse, sentences
from kring.web.operating.doors import operator_only
from kring.web.operating.forms import HostForm
from kring.web.rendering import page
from kring.web.views import Request

_MOST = 100


@operator_only
@require_safe
def circles(request: Request) -> HttpResponse:
    """The circles without a host."""
    found = [
        (one.pk, one.name, one.members, one.archived_at is not None) for one in without_host(request.reader)[:_MOST]
    ]
    return page(request, "operating/circles.html", {"circles": found}, section="operator")


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def host(request: Request, circle: int) -> HttpResponse:
    """Appoint a host of such a circle."""
    found = without_host(request.reader).filter(pk=circle).first()
    if found is None:
        raise NotThereError
    form = HostForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        handle = form.cleaned_data["handle"].strip().lower().removeprefix("@")
        try:
            give_host(actor=request.reader, community=circle, handle=handle, now=clock.now())
        except InvalidError as error:
            refuse(form, error.fields)
        else:
            messages.success(request, _("%(circle)s has a host again.") % {"circle": found.name})
            return redirect("/operator/circles")
    facts = {"circle": found.name, "form": form, "wrong": sentences(form)}
    return page(request, "operating/circle_host.html", facts, section="operator", status=422 if form.errors else 200)
