"""Making a framework, and saying what it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.competences.frameworks import queries
from kring.competences.frameworks.actions import bringing
from kring.competences.frameworks.models import Framework
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.web.competences import words
from kring.web.competences.forms import FrameworkForm, NewFrameworkForm
from kring.web.fields import sentences
from kring.web.organisations.forms import refuse
from kring.web.rendering import page
from kring.web.views import Request, signed_in


def kept(reader: Reader, slug: str) -> Framework:
    """The framework at an address, for who keeps it: NotThereError for who can't see it, RefusedError for others."""
    found = queries.framework(reader, slug)
    if not queries.keeps(reader, found):
        raise RefusedError(_("Only who keeps this framework can do that."), code="keeps-not")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """A new framework: of a circle one hosts, of an organisation one is owner or HR of, or of everyone."""
    reader = request.reader
    places = words.places(reader)
    if not places and not reader.is_operator:
        raise RefusedError(_("Only hosts, owners and HR keep frameworks of their place."), code="keeps-none")
    form = NewFrameworkForm(
        request.POST if request.method == "POST" else None,
        places=places,
        for_everyone=reader.is_operator,
        initial={"language": words.language()},
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = bringing.make_framework(actor=reader, now=clock.now(), **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("It is there. Bring a file with what belongs to it."))
            return redirect(f"{words.framework_url(made.slug)}/files")
    facts = {"form": form, "errors": sentences(form)}
    return page(request, "competences/new.html", facts, section="find", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: Request, slug: str) -> HttpResponse:
    """What a framework is called, its version, and where it comes from."""
    framework = kept(request.reader, slug)
    start = {name: getattr(framework, name) for name in ("title", "version", "language", "source")}
    form = FrameworkForm(request.POST if request.method == "POST" else None, initial=start)
    if framework.importer:
        for said_by_files in ("version", "language"):
            del form.fields[said_by_files]
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        told = start | form.cleaned_data
        try:
            bringing.describe(actor=request.reader, framework=framework.pk, now=clock.now(), **told)
        except InvalidError as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(words.framework_url(slug))
    facts = {"framework": framework, "url": words.framework_url(slug), "form": form, "errors": sentences(form)}
    return page(request, "competences/settings.html", facts, section="find", status=status)
