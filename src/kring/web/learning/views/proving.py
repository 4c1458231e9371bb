"""Evidence: added to a line, opened by its owner, taken back."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.learning import actions, queries
from kring.learning.models import Evidence
from kring.web import files
from kring.web.errors import to_sign_in
from kring.web.fields import refuse
from kring.web.learning import rows
from kring.web.learning.forms import FileForm, LinkForm
from kring.web.learning.views.ledger import entry_page
from kring.web.views import Request, signed_in


@require_POST
@signed_in
def add_file(request: Request, key: int) -> HttpResponse:
    """A file as evidence of a line."""
    queries.line(request.reader, key)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        status = _added(form, lambda: actions.add_file(
            actor=request.reader, line=key, upload=upload, name=upload.name or "", now=clock.now()
        ))  # fmt: skip
    else:
        status = 422
    return _answer(request, key, status, file_form=form)


@require_POST
@signed_in
def add_link(request: Request, key: int) -> HttpResponse:
    """An address as evidence of a line."""
    queries.line(request.reader, key)
    form = LinkForm(request.POST)
    if form.is_valid():
        link = form.cleaned_data["link"]
        status = _added(form, lambda: actions.add_link(actor=request.reader, line=key, link=link, now=clock.now()))
    else:
        status = 422
    return _answer(request, key, status, link_form=form)


@require_safe
def download(request: Request, key: int) -> HttpResponseBase:
    """One's own file, to be kept and never shown in place."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    return as_download(queries.evidence_by_key(request.reader, key))


def as_download(evidence: Evidence) -> FileResponse:
    """A file of evidence. For whoever may see it; the caller has asked."""
    content = queries.content_path(evidence)
    return files.as_download(content, name=evidence.name, content_type=evidence.content_type)


@require_POST
@signed_in
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take evidence back."""
    taken = actions.withdraw_evidence(actor=request.reader, evidence=key, now=clock.now())
    messages.success(request, _("“%(name)s” is taken back. Nobody can open it any more.") % {"name": taken.name})
    return redirect(rows.entry_url(taken.entry_id))


def _added(form: Any, add: Any) -> int:
    """Try to add; the status of the answer."""
    try:
        add()
    except InvalidError as error:
        refuse(form, error.fields)
        return 422
    except ConflictError as error:
        form.add_error(None, str(error.message))
        return 409
    return 302


def _answer(request: Request, key: int, status: int, **forms: Any) -> HttpResponse:
    if status != 302:
        return entry_page(request, key, status=status, **forms)
    messages.success(request, _("Your evidence is kept. Only you can open it, and whom you open a dossier to."))
    return redirect(rows.entry_url(key))
