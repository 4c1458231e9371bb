"""Who does what for an organisation; by its owners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.text import cleaning
from kring.people.models import Organisation
from kring.people.organisations import actions, queries
from kring.web import presenting
from kring.web.fields import sentences
from kring.web.organisations.forms import RoleForm, handle_at, options, refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.organisations.views.pages import office_words
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("keep")
def roles(request: Request, organisation: Organisation) -> HttpResponse:
    """Everyone with a role; a POST gives one."""
    form = _form(request, organisation)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            handle = handle_at(request.reader, organisation, told["handle"])
            account = queries.colleagues_named(request.reader, organisation, handle)
            actions.appoint(
                actor=request.reader,
                organisation=organisation.pk,
                account=account,
                role=told["role"],
                department=told["department"],
                now=clock.now(),
            )
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{organisation_url(organisation.slug)}/roles")
    return _page(request, organisation, form, status=status)


@require_POST
@for_those_who("keep")
def dismiss(request: Request, organisation: Organisation) -> HttpResponse:
    """Take a role away."""
    form = RoleForm(request.POST, departments=options(queries.tree(request.reader, organisation)), none="")
    if not form.is_valid():
        return _page(request, organisation, form, status=422)
    told = form.cleaned_data
    try:
        actions.dismiss(
            actor=request.reader,
            organisation=organisation.pk,
            account=queries.colleagues_named(request.reader, organisation, cleaning.handle(told["handle"])),
            role=told["role"],
            department=told["department"],
            now=clock.now(),
        )
    except ConflictError as error:
        return _page(request, organisation, form, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return redirect(f"{organisation_url(organisation.slug)}/roles")


def _form(request: Request, organisation: Organisation) -> RoleForm:
    sent = request.POST if request.method == "POST" else None
    departments = options(queries.tree(request.reader, organisation))
    return RoleForm(sent, departments=departments, none=_("The whole organisation"))


def _page(request: Request, organisation: Organisation, form: RoleForm, *, status: int) -> HttpResponse:
    found = queries.offices(request.reader, organisation)
    facts = frame(
        request.reader,
        organisation,
        "roles",
        offices=[
            (
                presenting.person_url(one.handle),
                one.name,
                office_words(one.role, one.department_name),
                {"handle": one.handle, "role": int(one.role), "department": one.department or ""},
            )
            for one in found
        ],
        form=form,
        errors=sentences(form),
    )
    return page(request, "organisations/roles.html", facts, section="organisations", status=status)
