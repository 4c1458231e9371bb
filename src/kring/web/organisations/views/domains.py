"""The mail domains by which people show that they work there."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.people.models import Organisation
from kring.people.organisations import actions, queries
from kring.people.organisations.rules.domains import MAILBOXES
from kring.web.fields import sentences
from kring.web.organisations.forms import CodeForm, DomainForm, LetterForm, refuse
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def domains(request: Request, organisation: Organisation) -> HttpResponse:
    """Every domain with where it stands; a POST adds one."""
    form = DomainForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            name = form.cleaned_data["name"]
            actions.offer_domain(actor=request.reader, organisation=organisation.pk, name=name, now=clock.now())
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            return _back(organisation)
    return _page(request, organisation, form, status=status)


@require_POST
@for_those_who("staff")
def letter(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Have the code mailed."""
    _of_this(request, organisation, key)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, DomainForm(), other=form, status=422)
    try:
        sent = actions.send_code(actor=request.reader, domain=key, now=clock.now(), **form.cleaned_data)
    except ConflictError as error:
        return _page(request, organisation, DomainForm(), other=form, status=refuse(form, error))
    messages.success(
        request, _("A letter with the code is on its way to %(address)s.") % {"address": f"{sent.mailbox}@{sent.name}"}
    )
    return _back(organisation)


@require_POST
@for_those_who("staff")
def proof(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Prove a domain by the code."""
    _of_this(request, organisation, key)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, DomainForm(), other=form, status=422)
    try:
        done = actions.verify_domain(actor=request.reader, domain=key, now=clock.now(), **form.cleaned_data)
    except (InvalidError, ConflictError) as error:
        return _page(request, organisation, DomainForm(), other=form, status=refuse(form, error))
    messages.success(
        request,
        _("%(domain)s is yours. Whoever has a verified address there can say that they work here.")
        % {"domain": done.name},
    )
    return _back(organisation)


@require_POST
@for_those_who("staff")
def drop(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """Let nobody in by a domain any more."""
    _of_this(request, organisation, key)
    actions.drop_domain(actor=request.reader, domain=key, now=clock.now())
    messages.success(request, _("Nobody comes in by this domain any more. Who did stays."))
    return _back(organisation)


def _of_this(request: Request, organisation: Organisation, key: int) -> None:
    if key not in {one.pk for one in queries.domains(request.reader, organisation)}:
        raise NotThereError


def _back(organisation: Organisation) -> HttpResponse:
    return redirect(f"{organisation_url(organisation.slug)}/domains")


def _page(
    request: Request, organisation: Organisation, form: DomainForm, *, other: Form | None = None, status: int
) -> HttpResponse:
    facts = frame(
        request.reader,
        organisation,
        "domains",
        domains=queries.domains(request.reader, organisation),
        mailboxes=[(name, name) for name in MAILBOXES],
        form=form,
        errors=[*sentences(form), *(("", said) for _field, said in (sentences(other) if other else ()))],
    )
    return page(request, "organisations/domains.html", facts, section="organisations", status=status)
