"""The schemes that this Kring knows: which versions, who reviews for them, and a place to bring one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning.dossiers.queries.rejudging import rejudgings
from kring.registers import actions, queries, sentences
from kring.registers.actions import SchemeRefusedError
from kring.registers.models import Origin
from kring.registers.queries import Known
from kring.web.fields import refuse
from kring.web.fields import sentences as wrong_with
from kring.web.operating.doors import operator_only
from kring.web.registers.forms import ReviewerForm, SchemeForm
from kring.web.rendering import page
from kring.web.views import Request

EDIT = ["GET", "HEAD", "POST"]
MOST_BYTES = 1_048_576


@operator_only
@require_http_methods(EDIT)
def schemes(request: Request) -> HttpResponse:
    """All of them, and a form to bring a version."""
    if request.method != "POST":
        return _page(request, SchemeForm())
    form, status, found = SchemeForm(request.POST, request.FILES), 422, []
    if form.is_valid():
        try:
            made = _brought(request, form)
        except SchemeRefusedError as error:
            refuse(form, error.fields)
            found = said(error)
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(request, _("It has landed. Dossiers are judged by it from now on."))
            return redirect(f"/operator/schemes/{made.scheme}")
    return _page(request, form, status=status, problems=found)


@operator_only
@require_http_methods(EDIT)
def scheme(request: Request, scheme: str) -> HttpResponse:
    """The versions of one, and who reviews for it; a POST appoints someone."""
    versions = queries.known(scheme)
    form, status = ReviewerForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            handle = form.cleaned_data["handle"].lower().removeprefix("@")
            try:
                actions.appoint_reviewer(actor=request.reader, scheme=scheme, handle=handle, now=clock.now())
            except InvalidError as error:
                refuse(form, error.fields)
            else:
                messages.success(request, _("Appointed. What is handed in for this register waits for them."))
                return redirect(f"/operator/schemes/{scheme}")
    facts = {
        "scheme": scheme,
        "title": sentences.label(versions[0].scheme.title),
        "versions": [_version(one) for one in versions],
        "reviewers": queries.reviewers(request.reader, [scheme]),
        "form": form,
        "wrong": wrong_with(form),
    }
    return page(request, "operating/scheme.html", facts, section="operator", status=status)


@operator_only
@require_POST
def dismissal(request: Request, reviewer: int) -> HttpResponse:
    """Someone reviews no longer."""
    gone = actions.dismiss_reviewer(actor=request.reader, reviewer=reviewer, now=clock.now())
    messages.success(request, _("Dismissed. They see nothing any more of what was handed in."))
    return redirect(f"/operator/schemes/{gone.scheme}")


def said(error: SchemeRefusedError) -> list[tuple[str, str]]:
    """What is wrong with a scheme: (where, sentence)."""
    report = error.report
    found = [(_where(one.file, one.line), sentences.problem(one)) for one in report.problems if not one.note]
    for result in report.results:
        if not result.passed:
            word = sentences.word(result.verdict.verdict) if result.verdict else _("it can’t be read")
            sentence = _("The example “%(name)s” comes out otherwise: %(word)s.") % {
                "name": result.example.name, "word": word
            }  # fmt: skip
            found.append((_where("examples.yaml", result.line), sentence))
    return found[:50]


def _brought(request: Request, form: SchemeForm) -> Any:
    read = {}
    for name in ("scheme", "examples"):
        upload: UploadedFile[Any] = form.cleaned_data[name]
        if (upload.size or 0) > MOST_BYTES:
            raise InvalidError({name: _("This file is too large. Choose one of at most 1 MB.")})
        read[name] = upload.read()
    return actions.upload_scheme(actor=request.reader, now=clock.now(), **read)


def _where(file: str, line: int | None) -> str:
    return _("%(file)s, line %(line)s") % {"file": file, "line": line} if line else file


def _page(
    request: Request, form: SchemeForm, *, status: int = 200, problems: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    every = queries.schemes()
    known = [
        (f"/operator/schemes/{name}", sentences.label(versions[0].scheme.title), versions[0].scheme.body,
         [one.scheme.version for one in versions], versions[0].scheme.status == "unreviewed")
        for name, versions in every.items()
    ]  # fmt: skip
    titles = {name: sentences.label(versions[0].scheme.title) for name, versions in every.items()}
    facts = {
        "schemes": sorted(known, key=lambda one: one[1].casefold()),
        "rejudgings": [(titles.get(one.scheme, one.scheme), one) for one in rejudgings()],
        "form": form,
        "wrong": wrong_with(form),
        "problems": problems,
    }
    return page(request, "operating/schemes.html", facts, section="operator", status=status)


def _version(one: Known) -> tuple[str, str, str, str, str]:
    """(version, from when, whence, source, digest)."""
    scheme = one.scheme
    until = scheme.applies.until
    span = _("from %(first)s until %(until)s") if until else _("from %(first)s")
    days = {"first": sentences.on(scheme.applies.first), "until": sentences.on(until) if until else ""}
    source = f"{sentences.label(scheme.source)} ({scheme.year})"
    return scheme.version, span % days, str(Origin(one.origin).label), source, one.digest
