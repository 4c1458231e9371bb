"""The tree of departments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.people.models import Department, Organisation
from kring.people.organisations import actions, queries
from kring.web.fields import sentences
from kring.web.organisations.forms import DepartmentForm, options, refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("belong")
def departments(request: Request, organisation: Organisation) -> HttpResponse:
    """The tree, with who manages what; HR makes another one."""
    reader = request.reader
    tree = queries.tree(reader, organisation)
    sent = request.POST if request.method == "POST" else None
    form, status = DepartmentForm(sent, departments=options(tree)), 422 if sent is not None else 200
    if sent is not None and not queries.may(reader, "staff", organisation):
        raise RefusedError(_("Only an owner or HR of this organisation can do that."), code="not-staff")
    if form.is_bound and form.is_valid():
        try:
            actions.make_department(actor=reader, organisation=organisation.pk, now=clock.now(), **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            return redirect(f"{organisation_url(organisation.slug)}/departments")
    heads: dict[int, list[str]] = {}
    for one in queries.offices(reader, organisation):
        if one.role == Role.MANAGER and one.department:
            heads.setdefault(one.department, []).append(one.name)
    facts = frame(
        reader,
        organisation,
        "departments",
        departments=[(one.id, one.name, one.depth, ", ".join(heads.get(one.id, []))) for one in tree],
        may_change=queries.may(reader, "staff", organisation),
        form=form,
        errors=sentences(form),
    )
    return page(request, "organisations/departments.html", facts, section="organisations", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def department(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Another name or another place in the tree."""
    found = queries.department(request.reader, organisation, key)
    parent = found.place.parent_id if found.place.parent_id != organisation.pk else None
    sent = request.POST if request.method == "POST" else None
    # All are offered, so that one who chooses what lies below reads why that can't be.
    tree = queries.tree(request.reader, organisation)
    form = DepartmentForm(sent, initial={"name": found.name, "parent": parent}, departments=options(tree))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _change(request, organisation, found, parent, form)
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{organisation_url(organisation.slug)}/departments")
    return _page(request, organisation, found, form, status=status)


@require_POST
@for_those_who("staff")
def close(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Close a department; with `move_up` also one with people or departments in it."""
    found = queries.department(request.reader, organisation, key)
    try:
        actions.close_department(
            actor=request.reader,
            organisation=organisation.pk,
            department=key,
            move_up=bool(request.POST.get("move_up")),
            now=clock.now(),
        )
    except ConflictError as error:
        tree = queries.tree(request.reader, organisation)
        form = DepartmentForm({"name": found.name, "parent": ""}, departments=options(tree))
        form.is_valid()
        return _page(request, organisation, found, form, status=refuse(form, error))
    messages.success(request, _("%(department)s is closed.") % {"department": found.name})
    return redirect(f"{organisation_url(organisation.slug)}/departments")


def _change(
    request: Request, organisation: Organisation, found: Department, parent: int | None, form: DepartmentForm
) -> None:
    told, now = form.cleaned_data, clock.now()
    if told["parent"] != parent:
        actions.move_department(
            actor=request.reader, organisation=organisation.pk, department=found.pk, parent=told["parent"], now=now
        )
    if told["name"] != found.name:
        actions.rename_department(
            actor=request.reader, organisation=organisation.pk, department=found.pk, name=told["name"], now=now
        )


def _page(
    request: Request, organisation: Organisation, found: Department, form: DepartmentForm, *, status: int
) -> HttpResponse:
    facts = frame(
        request.reader, organisation, "departments", key=found.pk, name=found.name, form=form, errors=sentences(form)
    )
    return page(request, "organisations/department.html", facts, section="organisations", status=status)
