"""Giving people the files that others brought: to be kept, never shown in place."""

from pathlib import Path

from django.http import FileResponse

# Nothing that a file says may run, or reach out, wherever a browser should show it.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def as_download(content: Path, *, name: str, content_type: str) -> FileResponse:
    """A file as an attachment that no browser runs. For whoever may see it; the caller has asked."""
    response = FileResponse(content.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
