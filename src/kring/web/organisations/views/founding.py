"""Founding an organisation, saying what it is, and its own community."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities.actions import found_among_colleagues, give_host
from kring.communities.queries import without_host
from kring.foundation import clock
from kring.foundation.accounts.queries import own_account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text import cleaning
from kring.people.models import Organisation
from kring.people.organisations import actions
from kring.web import presenting
from kring.web.fields import sentences
from kring.web.organisations.forms import HandleForm, OrganisationForm, described, handle_at, refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_READS_AND_WRITES = ["GET", "HEAD", "POST"]


@require_http_methods(_READS_AND_WRITES)
@signed_in
def start(request: Request) -> HttpResponse:
    """Found an organisation; an operator also for someone else."""
    for_someone = request.reader.is_operator
    if request.method == "POST":
        form, status = OrganisationForm(request.POST, for_someone=for_someone), 422
    else:
        zone = own_account(request.reader.account or 0).time_zone
        form, status = OrganisationForm(initial={"time_zone": zone}, for_someone=for_someone), 200
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        owner = cleaning.handle(told.get("owner", ""))
        try:
            made = actions.found(
                actor=request.reader, description=form.description(), slug=told["slug"], owner=owner, now=clock.now()
            )
        except (InvalidError, ConflictError) as error:
            if isinstance(error, InvalidError) and "handle" in error.fields:
                error = InvalidError({"owner": error.fields["handle"]})
            status = refuse(form, error)
        else:
            messages.success(request, _("%(organisation)s is there.") % {"organisation": made.name})
            return redirect("/operator/organisations" if owner else organisation_url(made.slug))
    facts = {"form": form, "errors": sentences(form)}
    return page(request, "organisations/new.html", facts, section="organisations", status=status)


@require_http_methods(_READS_AND_WRITES)
@for_those_who("keep")
def settings(request: Request, organisation: Organisation) -> HttpResponse:
    """What an organisation says of itself, its address, its zone and who may see that it exists."""
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=described(organisation))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            changed = actions.describe(
                actor=request.reader,
                organisation=organisation.pk,
                description=form.description(),
                slug=form.cleaned_data["slug"] or None,
                now=clock.now(),
            )
        except InvalidError as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{organisation_url(changed.slug)}/settings")
    facts = frame(request.reader, organisation, "settings", form=form, errors=sentences(form))
    return page(request, "organisations/settings.html", facts, section="organisations", status=status)


@require_POST
@for_those_who("staff")
def community(request: Request, organisation: Organisation) -> HttpResponse:
    """Found the community of all colleagues."""
    made = found_among_colleagues(
        actor=request.reader, organisation=organisation.pk, language=get_language() or "en", now=clock.now()
    )
    messages.success(request, _("Your community is there, and every colleague is in it."))
    return redirect(presenting.circle_url(made.slug))


@require_http_methods(_READS_AND_WRITES)
@for_those_who("keep")
def host(request: Request, organisation: Organisation, circle: int) -> HttpResponse:
    """Appoint a host of a circle that nobody looks after any more."""
    left = without_host(request.reader).filter(pk=circle, place__path__contains=[organisation.pk]).first()
    if left is None:
        raise NotThereError
    form = HandleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            handle = handle_at(request.reader, organisation, form.cleaned_data["handle"])
            give_host(actor=request.reader, community=circle, handle=handle, now=clock.now())
        except (InvalidError, ConflictError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(circle)s has a host again.") % {"circle": left.name})
            return redirect(organisation_url(organisation.slug))
    facts = frame(request.reader, organisation, "", circle=left.name, form=form, errors=sentences(form))
    return page(request, "organisations/host.html", facts, section="organisations", status=422 if form.errors else 200)
