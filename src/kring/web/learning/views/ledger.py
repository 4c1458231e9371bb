"""My learning: the year, what waits, and the lines; and one line by itself."""

import re
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from kring.competences.queries import words
from kring.foundation import clock
from kring.learning import queries
from kring.learning.rules.entries import MINUTES_A_DAY
from kring.people.organisations import queries as organisations
from kring.web import presenting
from kring.web.learning import rows
from kring.web.learning.forms import FileForm, LinkForm
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_YEAR = re.compile(r"(19|20)\d\d")
FEW_DRAFTS = 3


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """My learning. Six queries beside those of the frame."""
    today = local_today()
    said = request.GET.get("year", "")
    year = int(said) if _YEAR.fullmatch(said) and int(said) <= today.year else today.year
    after = request.GET.get("after", "")
    listed = queries.lines(request.reader, after=after)
    found, aims = queries.year_of(request.reader, year), queries.aims_of(request.reader, today=today)
    waiting = queries.open_drafts(request.reader, size=FEW_DRAFTS)
    facts = {
        "year": year,
        "this_year": today.year,
        "found": found,
        "aims": aims,
        "days": rows.decimal(aims.days_of(found.minutes)),
        "days_number": float(aims.days_of(found.minutes)),
        "hours": rows.hours,
        "times": found.times,
        "chart": rows.chart(found, aims),
        "drafts": [rows.waiting(draft) for draft in waiting.rows],
        "more_drafts": bool(waiting.older),
        "lines": [rows.shown(row) for row in listed.rows],
        "older_url": presenting.older_url("/learning", listed.older, year=str(year) if year != today.year else ""),
        "first": not after,
    }
    return page(request, "learning/mine.html", facts, section="learning")


@require_safe
@signed_in
def entry(request: Request, key: int) -> HttpResponse:
    """One line: what it says now, its evidence, what it said before, and what looks wrong."""
    return entry_page(request, key)


def entry_page(
    request: Request, key: int, *, file_form: Any = None, link_form: Any = None, status: int = 200
) -> HttpResponse:
    """The page of a line, with the forms for evidence as they were filled in."""
    found = queries.line(request.reader, key)
    zone = local_zone()
    labels = words(found.now.competences, language=translation.get_language() or "en")
    subjects = ", ".join(labels[known].label for known in found.now.competences if known in labels)
    facts = {
        "line": found,
        "url": rows.entry_url(found.key),
        "employed": bool(organisations.mine(request.reader)),
        "facts": rows.facts_of(found, zone, subjects),
        "attester": found.attester,
        "evidence": [rows.proof(one) for one in queries.evidence_of(request.reader, found.key)],
        "history": rows.history(found, zone, request.user.name),
        "overlaps": [] if found.now.struck else [
            rows.shown(row) for row in queries.overlapping(request.reader, found.now)
        ],
        "full_day": not found.now.struck and queries.minutes_on(request.reader, found.now.day) > MINUTES_A_DAY,
        "file_form": file_form or FileForm(),
        "link_form": link_form or LinkForm(),
    }  # fmt: skip
    return page(request, "learning/entry.html", facts, section="learning", status=status)


def local_zone() -> ZoneInfo:
    """The zone in which the reader lives by the clock."""
    return ZoneInfo(timezone.get_current_timezone_name())


def local_today() -> date:
    """Which day it is for the reader."""
    return timezone.localdate(clock.now())
