"""Files of a framework: brought, looked at and confirmed; and taken away."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.competences.frameworks import queries
from kring.competences.frameworks.actions import bringing
from kring.competences.frameworks.models import Framework, Match, Sort, Upload
from kring.competences.frameworks.queries import exporting
from kring.competences.frameworks.rules import case, mappings, tables
from kring.competences.frameworks.sentences import sentence
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.web.competences import words
from kring.web.competences.forms import FileForm
from kring.web.competences.views.keeping import kept
from kring.web.fields import sentences
from kring.web.organisations.forms import refuse
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring(request: Request, slug: str) -> HttpResponse:
    """Bring a file; those that wait to be looked at."""
    framework = kept(request.reader, slug)
    usual = {"sort": Sort.MAPPINGS if framework.importer else Sort.ITEMS}
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm(initial=usual)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = bringing.upload(
                actor=request.reader,
                framework=framework.pk,
                sort=form.cleaned_data["sort"],
                name=file.name or "",
                content=file,
                now=clock.now(),
            )
        except InvalidError as error:
            status = refuse(form, error)
        else:
            return redirect(f"{words.framework_url(slug)}/files/{made.pk}")
    facts = {
        "framework": framework,
        "url": words.framework_url(slug),
        "form": form,
        "errors": sentences(form),
        "waiting": queries.uploads(request.reader, framework),
    }
    return page(request, "competences/files.html", facts, section="find", status=status)


@require_safe
@signed_in
def look(request: Request, slug: str, key: int) -> HttpResponse:
    """What a file would do, and what is wrong with it."""
    kept(request.reader, slug)
    return _look_page(request, _waiting(request, slug, key))


@require_POST
@signed_in
def confirm(request: Request, slug: str, key: int) -> HttpResponse:
    """Yes: the framework becomes what the file says."""
    kept(request.reader, slug)
    brought = _waiting(request, slug, key)
    try:
        written = bringing.confirm(actor=request.reader, brought=key, now=clock.now())
    except ConflictError as error:
        return _look_page(request, brought, refused=str(error.message))
    counts = written.counts
    said = [
        (counts["items added"], ngettext("One item is new.", "%(num)d items are new.", counts["items added"])),
        (counts["items retired"], ngettext("One is retired.", "%(num)d are retired.", counts["items retired"])),
        (counts["mappings"], ngettext("One is mapped.", "%(num)d are mapped.", counts["mappings"])),
    ]
    told = " ".join(text % {"num": count} for count, text in said if count)
    messages.success(request, told or _("It is as the file says."))
    return redirect(words.framework_url(slug))


@require_POST
@signed_in
def drop(request: Request, slug: str, key: int) -> HttpResponse:
    """No: forget the file."""
    kept(request.reader, slug)
    _waiting(request, slug, key)
    bringing.drop(actor=request.reader, brought=key)
    messages.success(request, _("The file is dropped. Nothing of it was done."))
    return redirect(f"{words.framework_url(slug)}/files")


@require_safe
def items_csv(request: Request, slug: str) -> HttpResponse:
    """All items as a table that can be brought in again."""
    framework = queries.framework(request.reader, slug)
    items = exporting.exported(framework)
    return _csv(framework, "items", tables.write(items, exporting.languages_of(items)))


@require_safe
def case_json(request: Request, slug: str) -> HttpResponse:
    """All items as CASE 1.1 JSON."""
    framework = queries.framework(request.reader, slug)
    rows = exporting.mappings(request.reader, framework, language=framework.language)
    same = [(uri, other, name) for uri, match, other, _name, name, _framework in rows if match == Match.EXACT]
    package = case.write(exporting.head(framework), exporting.exported(framework), same)
    response = HttpResponse(json.dumps(package, ensure_ascii=False, indent=1), content_type="application/json")
    return _as_file(response, framework, "case.json")


@require_safe
def mappings_csv(request: Request, slug: str) -> HttpResponse:
    """What items of other frameworks are to those of this one."""
    framework = queries.framework(request.reader, slug)
    rows = exporting.mappings(request.reader, framework, language=words.language())
    return _csv(framework, "mappings", mappings.write(rows))


def _waiting(request: Request, slug: str, key: int) -> Upload:
    found = bringing.waiting(request.reader, key)
    if found.framework.slug != slug:
        raise NotThereError
    return found


def _look_page(request: Request, brought: Upload, *, refused: str = "") -> HttpResponse:
    looked = bringing.look(request.reader, brought)
    problems = looked.problems
    facts = {
        "framework": brought.framework,
        "url": words.framework_url(brought.framework.slug),
        "file_url": f"{words.framework_url(brought.framework.slug)}/files/{brought.pk}",
        "name": brought.name,
        "is_mappings": brought.sort == Sort.MAPPINGS,
        "looked": looked,
        "problems": [(one.line, sentence(one)) for one in problems.told],
        "problem_count": problems.counts.total(),
        "remarks": [(one.line, sentence(one)) for one in looked.remarks.told],
        "remark_count": looked.remarks.counts.total(),
        "unknown": sorted(looked.unknown.items()),
        "errors": [("", refused)] if refused else [],
    }
    return page(request, "competences/look.html", facts, section="find", status=409 if refused else 200)


def _csv(framework: Framework, what: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows([_cell(cell) for cell in row] for row in rows)
    # The mark in front has spreadsheets read it as UTF-8.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    return _as_file(response, framework, f"{what}.csv")


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _as_file(response: HttpResponse, framework: Framework, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{framework.slug}-{name}"'
    return response
