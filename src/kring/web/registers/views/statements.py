"""Statements: made, and taken along as a PDF or as an archive of JSON and evidence."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.learning.dossiers.actions.statements import make_statement
from kring.learning.dossiers.queries.statements import statement
from kring.learning.dossiers.queries.statements import statements as made_before
from kring.registers.queries import registration
from kring.web.errors import to_sign_in
from kring.web.registers.desk import title_of
from kring.web.registers.documents import archive, pdf
from kring.web.registers.rows import dossier_url
from kring.web.registers.views.dossiers import wanted_day
from kring.web.registers.words import period
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def statements(request: Request, key: int) -> HttpResponse:
    """The statements of a registration; a POST makes one of the dossier as it stands now."""
    wanted = wanted_day(request)
    here = f"/learning/dossiers/{key}/statements" + (f"?for={wanted.isoformat()}" if wanted else "")
    if request.method != "POST":
        held = registration(request.reader, key)
        facts = {
            "title": title_of(held.scheme),
            "back": dossier_url(key, wanted),
            "action": here,
            "statements": [
                (f"/learning/statements/{one.pk}", period(one.first, one.until), one.made_at, one.sha256)
                for one in made_before(request.reader, key)
            ],
        }
        return page(request, "registers/statements.html", facts, section="learning")
    language = translation.get_language() or "en"
    make_statement(actor=request.reader, registration=key, wanted=wanted, language=language, now=clock.now())
    messages.success(request, _("The statement is made. Take it along as a PDF, or with all evidence."))
    return redirect(here)


@require_safe
@signed_in
def as_pdf(request: Request, key: int) -> HttpResponse:
    """The statement on paper."""
    found = statement(request.reader, key)
    response = HttpResponse(pdf.of(found), content_type="application/pdf")
    return _attached(response, f"dossier-{found.registration.scheme}-{found.first.isoformat()}.pdf")


@require_safe
def as_archive(request: Request, key: int) -> HttpResponseBase:
    """The statement for machines, with the evidence and the SHA-256 of every file."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    found = statement(request.reader, key)
    name = f"dossier-{found.registration.scheme}-{found.first.isoformat()}.zip"
    response = FileResponse(archive.of(found), as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _attached(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
