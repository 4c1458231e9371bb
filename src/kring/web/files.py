"""Giving people files: those that others brought, kept and never shown in place; and tables that are made for them."""

from collections.abc import Iterable
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from kring.foundation.tables.writing import Sheet, as_separated, as_workbook

# Nothing that a file says may run, or reach out, wherever a browser should show it.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_download(content: Path, *, name: str, content_type: str) -> FileResponse:
    """A file as an attachment that no browser runs. For whoever may see it; the caller has asked."""
    response = FileResponse(content.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    _guard(response)
    return response


def as_spreadsheet(sheets: Iterable[Sheet], *, name: str) -> FileResponse:
    """Tables as one XLSX file to keep; `name` is the file's, without its ending."""
    response = FileResponse(as_workbook(sheets), as_attachment=True, filename=f"{name}.xlsx", content_type=_XLSX)
    _guard(response)
    return response


def as_csv(sheet: Sheet, *, name: str) -> HttpResponse:
    """A table as a CSV file to keep; `name` is the file's, without its ending."""
    response = HttpResponse("".join(as_separated(sheet)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.csv") or ""
    )
    _guard(response)
    return response


def _guard(response: HttpResponseBase) -> None:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-store"
