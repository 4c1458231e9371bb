"""Saying in which registers one is, with leave and part-time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.registers import actions, queries
from kring.registers.models import Registration
from kring.registers.rules.questions import Questions, questions
from kring.registers.rules.schema import Scheme
from kring.registers.sentences import label, on
from kring.registers.sentences import number as said_number
from kring.web.fields import refuse, sentences
from kring.web.registers import words
from kring.web.registers.forms import RegistrationForm, StatusForm, told
from kring.web.registers.rows import dossier_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

EDIT = ["GET", "HEAD", "POST"]


@require_http_methods(EDIT)
@signed_in
def new(request: Request) -> HttpResponse:
    """Choose a register, then say what it asks."""
    name = request.POST.get("scheme") or request.GET.get("scheme", "")
    every = queries.schemes()
    if name not in every:
        return page(request, "registers/choose.html", {"schemes": _choices(every)}, section="learning",
                    status=422 if request.method == "POST" else 200)  # fmt: skip
    scheme = every[name][0].scheme
    asked = questions(scheme)
    if request.method != "POST":
        return _form_page(request, scheme, RegistrationForm(scheme=scheme, asked=asked), asked)
    form, status = RegistrationForm(request.POST, scheme=scheme, asked=asked), 422
    if form.is_valid():
        try:
            made = actions.register(actor=request.reader, scheme=name, details=form.details(), now=clock.now())
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(request, _("Your registration is there. This is its dossier."))
            return redirect(dossier_url(made.pk))
    return _form_page(request, scheme, form, asked, status=status)


@require_http_methods(EDIT)
@signed_in
def change(request: Request, key: int) -> HttpResponse:
    """Say a registration anew."""
    held = queries.registration(request.reader, key)
    scheme = queries.known(held.scheme)[0].scheme
    asked = questions(scheme)
    if request.method != "POST":
        form = RegistrationForm(initial=told(held, asked), scheme=scheme, asked=asked)
        return _form_page(request, scheme, form, asked, held=held)
    form, status = RegistrationForm(request.POST, scheme=scheme, asked=asked), 422
    if form.is_valid():
        try:
            actions.change(
                actor=request.reader, registration=key, version=form.cleaned_data["version"] or 0,
                details=form.details(), now=clock.now(),
            )  # fmt: skip
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(request, _("Saved. The dossier is judged anew."))
            return redirect(dossier_url(key))
    return _form_page(request, scheme, form, asked, held=held, status=status)


@require_http_methods(EDIT)
@signed_in
def removal(request: Request, key: int) -> HttpResponse:
    """Remove a registration, after being asked once more."""
    held = queries.registration(request.reader, key)
    if request.method != "POST":
        return page(request, "registers/remove.html", {"title": _title(held), "key": key}, section="learning")
    actions.remove(actor=request.reader, registration=key, now=clock.now())
    messages.success(request, _("The registration is removed. Your ledger is as it was."))
    return redirect("/learning/dossiers")


@require_POST
@signed_in
def add_status(request: Request, key: int) -> HttpResponse:
    """A time of leave, part-time work and the like."""
    held = queries.registration(request.reader, key)
    scheme = queries.known(held.scheme)[0].scheme
    asked = questions(scheme)
    form, status = StatusForm(request.POST, asked=asked), 422
    if form.is_valid():
        try:
            actions.add_status(actor=request.reader, registration=key, now=clock.now(), **form.given())
        except InvalidError as error:
            refuse(form, {{"until": "last"}.get(name, name): words for name, words in error.fields.items()})
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(request, _("Written down. The dossier is judged anew."))
            return redirect(f"/learning/registrations/{key}#statuses")
    own = RegistrationForm(initial=told(held, asked), scheme=scheme, asked=asked)
    return _form_page(request, scheme, own, asked, held=held, status_form=form, status=status)


@require_POST
@signed_in
def remove_status(request: Request, key: int, status: int) -> HttpResponse:
    """Take such a time away."""
    actions.remove_status(actor=request.reader, registration=key, status=status, now=clock.now())
    messages.success(request, _("Taken away. The dossier is judged anew."))
    return redirect(f"/learning/registrations/{key}#statuses")


def _form_page(
    request: Request,
    scheme: Scheme,
    form: RegistrationForm,
    asked: Questions,
    *,
    held: Registration | None = None,
    status_form: StatusForm | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "scheme": scheme.scheme,
        "title": label(scheme.title),
        "body": scheme.body,
        "held": held,
        "form": form,
        "wrong": sentences(form),
        "names": list(form.fields),
        "dossier": dossier_url(held.pk) if held else "",
        "statuses": _statuses(held) if held else (),
        "status_form": (status_form or StatusForm(asked=asked)) if held and asked.statuses else None,
        "status_wrong": sentences(status_form) if status_form else [],
    }
    return page(request, "registers/registration.html", facts, section="learning", status=status)


def _statuses(held: Registration) -> list[tuple[str, str, str, str]]:
    """(what, when, how much, where to remove it), the latest first."""
    rows = sorted(held.statuses.all(), key=lambda one: one.first, reverse=True)
    return [
        (words.status(one.kind), _span(one), said_number(one.value) if one.value else "",
         f"/learning/registrations/{held.pk}/statuses/{one.pk}/removal")
        for one in rows
    ]  # fmt: skip


def _span(status: Any) -> str:
    if status.until is None:
        return _("since %(day)s") % {"day": on(status.first)}
    return words.period(status.first, status.until)


def _choices(every: Any) -> list[tuple[str, str, str]]:
    """(address, title, body), by title."""
    latest = {name: versions[0].scheme for name, versions in every.items()}
    found = [(f"/learning/registrations/new?scheme={name}", label(one.title), one.body) for name, one in latest.items()]
    return sorted(found, key=lambda one: one[1].casefold())


def _title(held: Registration) -> str:
    versions = queries.schemes().get(held.scheme)
    return label(versions[0].scheme.title) if versions else held.scheme
