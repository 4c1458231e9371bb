"""What someone sees to whom a dossier was opened by a link. Each look is written down."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.learning.dossiers.actions.opening import look, look_at_evidence
from kring.learning.dossiers.queries.dossier import opened_dossier
from kring.registers import sentences
from kring.web.learning.views.proving import as_download
from kring.web.registers import desk, rows
from kring.web.rendering import page
from kring.web.views import Request


def _kept_close(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The link is a secret: no page that is left from here hears of it, no search engine and no cache keeps it."""

    @wraps(view)
    def answered(request: Request, secret: str, **given: int) -> HttpResponseBase:
        response = view(request, secret, **given)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answered


@require_safe
@_kept_close
def dossier(request: Request, secret: str) -> HttpResponse:
    """The dossier, as it stands now."""
    now = clock.now()
    opened = look(secret=secret, now=now)
    found = opened_dossier(opened, now=now)
    holder = opened.registration.account
    facts = {
        "dossier": rows.page(found, today=timezone.localdate(now), own=False, evidence=f"/dossiers/{secret}/evidence/"),
        "holder": holder.name,
        "for_whom": opened.name,
        "until": desk.last_day(opened.ends_at),
        "register": sentences.label(found.made.known.scheme.title),
    }
    return page(request, "registers/auditor.html", facts)


@require_safe
@_kept_close
def evidence(request: Request, secret: str, key: int) -> HttpResponseBase:
    """A file out of the dossier."""
    return as_download(look_at_evidence(secret=secret, evidence=key, now=clock.now()))
