"""Opening a dossier to someone by a link, seeing who looked, and withdrawing it."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.learning.dossiers.actions import opening as actions
from kring.learning.dossiers.queries import opening as queries
from kring.learning.dossiers.queries.dossier import Dossier
from kring.learning.dossiers.queries.dossier import dossier as dossier_at
from kring.registers.sentences import label
from kring.web.fields import refuse, sentences
from kring.web.planning.items import dossier_item
from kring.web.registers import desk, rows, words
from kring.web.registers.forms import OpeningForm
from kring.web.registers.views.dossiers import wanted_day
from kring.web.rendering import page
from kring.web.views import Request, signed_in

EDIT = ["GET", "HEAD", "POST"]
# How long a link is proposed to work.
USUAL: Final = timedelta(days=30)


@require_http_methods(EDIT)
@signed_in
def openings(request: Request, key: int) -> HttpResponse:
    """The links to a dossier, and a form for one more. The answer to it shows the new link, this once."""
    found = dossier_at(request.reader, key, now=clock.now(), wanted=wanted_day(request))
    if request.method != "POST":
        proposed = timezone.localdate(clock.now()) + USUAL
        return _page(request, found, OpeningForm(initial={"ends_on": proposed.isoformat()}))
    form, status = OpeningForm(request.POST), 422
    if form.is_valid():
        if found.made.period is None:
            raise NotThereError
        first, until = found.made.period
        try:
            _made, secret = actions.open_to(
                actor=request.reader, registration=key, name=form.cleaned_data["name"], first=first, until=until,
                ends_at=_end_of(form.cleaned_data["ends_on"]), now=clock.now(),
            )  # fmt: skip
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            link = request.build_absolute_uri(f"/dossiers/{secret}")
            return _page(request, found, OpeningForm(), status=201, link=link)
    return _page(request, found, form, status=status)


@require_safe
@signed_in
def looks(request: Request, key: int) -> HttpResponse:
    """When someone looked, and at what."""
    found = queries.opening(request.reader, key)
    facts = {
        "name": found.name,
        "back": f"/learning/dossiers/{found.registration_id}/openings",
        "looks": [(what or _("the dossier"), at) for what, at in queries.looks(request.reader, key)],
    }
    return page(request, "registers/looks.html", facts, section="learning")


@require_http_methods(EDIT)
@signed_in
def withdrawal(request: Request, key: int) -> HttpResponse:
    """Withdraw a link, after being asked once more."""
    found = queries.opening(request.reader, key)
    back = f"/learning/dossiers/{found.registration_id}/openings?for={found.first.isoformat()}"
    if request.method != "POST":
        facts = {"name": found.name, "action": f"/learning/openings/{key}/withdrawal", "back": back}
        return page(request, "registers/withdraw.html", facts, section="learning")
    actions.close_again(actor=request.reader, opening=key, now=clock.now())
    messages.success(request, _("Withdrawn. The link opens nothing any more."))
    return redirect(back)


def _page(request: Request, found: Dossier, form: OpeningForm, *, status: int = 200, link: str = "") -> HttpResponse:
    now, key = clock.now(), found.registration.pk
    scheme = found.made.known.scheme
    wanted = found.made.period[0] if found.made.period else None
    facts = {
        "scheme": label(scheme.title),
        "body": scheme.body,
        "period": words.period(*found.made.period) if found.made.period else "",
        "action": f"/learning/dossiers/{key}/openings" + (f"?for={wanted.isoformat()}" if wanted else ""),
        "back": rows.dossier_url(key, wanted),
        "openings": [desk.opening(one, now=now) for one in queries.openings(request.reader, key)],
        "form": form,
        "wrong": sentences(form),
        "link": link,
        "shown": dossier_item(key, wanted or timezone.localdate(now)),
    }
    response = page(request, "registers/openings.html", facts, section="learning", status=status)
    if link:
        response.headers["Cache-Control"] = "no-store"
    return response


def _end_of(day: date) -> datetime:
    """The moment at which a day ends for the reader."""
    after = day + timedelta(days=1)
    return datetime.combine(after, time.min, timezone.get_current_timezone())
