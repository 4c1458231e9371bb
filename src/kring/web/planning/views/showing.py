"""What my employer sees: what she shows, who looked, and taking it back."""

from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.people.organisations import queries as organisations
from kring.planning.sharing import actions, queries
from kring.planning.sharing.rules import is_shown
from kring.web import presenting
from kring.web.fields import sentences
from kring.web.organisations.forms import refuse
from kring.web.planning import items
from kring.web.planning.forms import ShowForm
from kring.web.rendering import page
from kring.web.views import Request, signed_in

MINE = "/work/shown"


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """All that the reader shows or showed, and what an employer always sees."""
    now = clock.now()
    found = queries.own_shares(request.reader, after=request.GET.get("after", ""))
    facts = {
        "employers": [(one.name, f"/organisations/{one.slug}") for one in organisations.mine(request.reader)],
        "shares": [_line(one, now) for one in found.rows],
        "older": presenting.older_url(MINE, found.older),
    }
    return page(request, "planning/mine.html", facts, section="organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """Show something, after reading what is seen of it. Who works nowhere is told so where this leads."""
    reader, now = request.reader, clock.now()
    employers = [(str(one.id), one.name) for one in organisations.mine(reader)]
    if not employers:
        return redirect(MINE)
    sent = request.POST if request.method == "POST" else None
    wanted = (sent or request.GET).get("item", "")[:60]
    form = ShowForm(
        sent,
        items=_choices(request, wanted),
        employers=employers,
        initial={"item": wanted, "organisation": employers[0][0], "last_day": _in_a_month()},
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = items.show(reader, now=now, **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Shown. You see here who looks, and can withdraw it at any time."))
            return redirect(f"{MINE}/{made.pk}")
    facts = {"form": form, "errors": sentences(form), "back": MINE}
    return page(request, "planning/show.html", facts, section="organisations", status=status)


@require_safe
@signed_in
def looks(request: Request, key: int) -> HttpResponse:
    """One thing that is shown: until when, and who looked."""
    found = queries.own_share(request.reader, key)
    scheme = items.words_of_scheme(found.registration.scheme) if found.registration else ""
    facts = {
        "title": queries.title_of(found) or scheme,
        "organisation": found.organisation.name,
        "with_evidence": found.with_evidence,
        "is_dossier": bool(scheme),
        "last_day": found.last_day,
        "withdrawn_at": found.withdrawn_at,
        "is_shown": is_shown(ends_at=found.ends_at, withdrawn_at=found.withdrawn_at, now=clock.now()),
        "looks": queries.looks(request.reader, key),
        "withdrawal": f"{MINE}/{key}/withdrawal",
    }
    return page(request, "planning/looks.html", facts, section="organisations")


@require_POST
@signed_in
def withdraw(request: Request, key: int) -> HttpResponse:
    """Show it no longer."""
    actions.withdraw(actor=request.reader, share=key, now=clock.now())
    messages.success(request, _("Withdrawn. Nobody at your employer can open it any more."))
    return redirect(MINE)


def _choices(request: Request, wanted: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be chosen, by sort; with what the address names, though it be older."""
    lines, dossiers = items.items(request.reader, now=clock.now())
    known = {one.name for one in (*lines, *dossiers)}
    asked = items.named(request.reader, wanted) if wanted and wanted not in known else None
    groups = [
        (_("What you chose"), [asked] if asked else []),
        (_("Of your ledger"), lines),
        (_("The verdict of a dossier"), dossiers),
    ]
    return [(head, [(one.name, one.words) for one in found]) for head, found in groups if found]


def _in_a_month() -> date:
    return timezone.localdate(clock.now()) + relativedelta(months=1)


def _line(one: queries.OwnRow, now: datetime) -> dict[str, Any]:
    shown = is_shown(ends_at=one.ends_at, withdrawn_at=one.withdrawn_at, now=now)
    state = _("shown") if shown else _("withdrawn") if one.withdrawn_at else _("over")
    return {
        "url": f"{MINE}/{one.id}",
        "title": one.title or items.words_of_scheme(one.scheme),
        "organisation": one.organisation,
        "last_day": one.last_day,
        "state": state,
        "is_shown": shown,
        "looks": one.looks,
        "last_look": one.last_look,
        "withdrawal": f"{MINE}/{one.id}/withdrawal",
    }
