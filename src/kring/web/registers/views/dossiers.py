"""One's registrations with their verdicts, and one dossier."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.learning.dossiers.actions.judging import close_again, keep_cards
from kring.learning.dossiers.queries.closing import Counts
from kring.learning.dossiers.queries.dossier import cards
from kring.learning.dossiers.queries.dossier import dossier as dossier_at
from kring.learning.dossiers.queries.opening import openings
from kring.registers import sentences
from kring.registers.queries import reviewed_schemes
from kring.registers.rules.schema import Scheme
from kring.registers.sentences.verdicts import amount
from kring.web.meetings.words import meeting_url, span
from kring.web.registers import desk, rows, words
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@signed_in
def index(request: Request) -> HttpResponse:
    """All registrations at a glance."""
    now = clock.now()
    found = cards(request.reader, now=now)
    keep_cards(actor=request.reader, cards=found, now=now)
    today = timezone.localdate(now)
    return page(
        request,
        "registers/dossiers.html",
        {
            "cards": [rows.card(one, today=today) for one in found],
            "reviews": [(f"/review/schemes/{name}", desk.title_of(name)) for name in reviewed_schemes(request.reader)],
        },
        section="learning",
    )


@require_safe
@signed_in
def dossier(request: Request, key: int) -> HttpResponse:
    """One dossier in one period."""
    now = clock.now()
    found = dossier_at(request.reader, key, now=now, wanted=wanted_day(request))
    today = timezone.localdate(now)
    open_now = [one for one in openings(request.reader, key) if one.withdrawn_at is None and one.ends_at > now]
    first = found.made.period[0] if found.made.period else None
    facts = {
        "dossier": rows.page(found, today=today),
        "meetings": [_coming(one, found.made.known.scheme) for one in found.meetings],
        "key": key,
        "url": rows.dossier_url(key),
        "first": first.isoformat() if first else "",
        "earlier": rows.dossier_url(key, found.earlier) if found.earlier else None,
        "later": rows.dossier_url(key, found.later) if found.later else None,
        "open_to": [one.name for one in open_now],
        "closed": [(sentences.word(one.verdict), one.taken_at, one.number) for one in found.snapshots],
    }  # fmt: skip
    return page(request, "registers/dossier.html", facts, section="learning")


def _coming(one: Counts, scheme: Scheme) -> tuple[str, str, str, str]:
    """A meeting to come: its address, its title, when it is, and how much of it would count."""
    when = span(one.meeting.starts_at, one.meeting.ends_at, one.meeting.zone)
    return meeting_url(one.meeting.id), one.meeting.title, when, amount(one.counted, "points", scheme)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def closure(request: Request, key: int) -> HttpResponse:
    """Judge a closed period anew, after she corrected something in it."""
    wanted = wanted_day(request)
    found = dossier_at(request.reader, key, now=clock.now(), wanted=wanted)
    if found.made.snapshot is None or wanted is None:
        raise NotThereError
    first = found.made.snapshot.first
    back = rows.dossier_url(key, first)
    if request.method != "POST":
        facts = {
            "action": f"/learning/dossiers/{key}/closure?for={first.isoformat()}", "back": back,
            "period": words.period(first, found.made.snapshot.until),
        }  # fmt: skip
        return page(request, "registers/close.html", facts, section="learning")
    close_again(actor=request.reader, registration=key, first=first, now=clock.now())
    messages.success(request, _("Judged anew, by the rules that held then. The earlier verdict stays readable."))
    return redirect(back)


def wanted_day(request: Request) -> date | None:
    """The day in `for`; none for what is no day."""
    try:
        return date.fromisoformat(request.GET.get("for", ""))
    except ValueError:
        return None
