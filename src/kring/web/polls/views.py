"""Proposing dates, saying when one can, and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.communities.models import Community
from kring.conversations.models import circle_of
from kring.foundation import clock
from kring.foundation.errors import ConflictError, RefusedError
from kring.meetings.polls import actions, queries
from kring.meetings.polls.actions.checks import CLOSED, REASONS, undecided
from kring.meetings.polls.actions.proposing import Outcome
from kring.meetings.polls.models import Value
from kring.meetings.polls.proposals import MOST_OPTIONS
from kring.meetings.polls.queries import Seen
from kring.web import presenting
from kring.web.circles.opening import at_circle
from kring.web.fields import sentences
from kring.web.meanwhile import meanwhile
from kring.web.meetings.forms import zone_of_reader
from kring.web.meetings.views.planning import GET_OR_POST, done
from kring.web.meetings.words import meeting_url
from kring.web.polls.forms import PollForm, as_polled, first_of_poll, marks_of, rows_of
from kring.web.polls.words import date, facts_of, poll_url, total
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(GET_OR_POST)
@at_circle
def new(request: Request, circle: Community) -> HttpResponse:
    """Propose dates to the members of a circle."""
    if not queries.may_propose(request.reader, circle.place):
        raise RefusedError(REASONS["propose"], code="may-not-propose")
    begin = first_of_poll(zone_of_reader())
    form = _filled(request, initial=begin)

    def make(filled: PollForm) -> Outcome:
        return actions.propose(actor=request.reader, place=circle.pk, proposal=filled.proposal(), now=clock.now())

    made, status = done(form, make)
    if made is not None:
        messages.success(request, _("The dates are proposed: everyone in the circle is asked."))
        return _kept(request, made)
    facts = {
        **_form_facts(form),
        "circle": circle,
        "url": f"{presenting.circle_url(circle.slug)}/polls/new",
        "back": f"{presenting.circle_url(circle.slug)}/meetings",
        "draft": f"poll-{circle.slug}",
    }
    return page(request, "polls/new.html", facts, status=status)


@require_safe
def show(request: Request, key: int) -> HttpResponse:
    """The dates, what was said of each, and what one says oneself."""
    return _shown(request, queries.seen(request.reader, key, now=clock.now()))


@require_POST
@signed_in
def mark(request: Request, key: int) -> HttpResponse:
    """Say of all dates at once whether one can."""
    seen = queries.seen(request.reader, key, now=clock.now())
    asked = marks_of(request.POST, [row.id for row in seen.options if not row.is_past])
    if not asked and seen.may_mark and seen.why_closed is None:
        wrong = _("Say of at least one date whether you can.")
        return _shown(request, seen, wrong=[("", wrong)], asked=asked, status=422)
    try:
        actions.mark(actor=request.reader, poll=key, marks=asked, now=clock.now())
    except ConflictError as error:
        again = queries.seen(request.reader, key, now=clock.now())
        return _shown(request, again, wrong=[("", str(error.message))], asked=asked, status=409)
    messages.success(request, _("Kept. You can change it as long as no date is chosen."))
    if _of_gone_dates(request, seen):
        messages.warning(request, _("A date was taken away while you answered. Look at the others once more."))
    return redirect(poll_url(key))


@require_http_methods(GET_OR_POST)
@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Change what it says, add dates and take dates away."""
    seen = _changeable(request, key)
    gone = {row.id: f"{date(row, seen.poll).when} ({total(row.tally)})" for row in seen.options}
    now_is = as_polled(seen.poll)
    form = _filled(request, initial=now_is, gone=gone)

    def change(filled: PollForm) -> Outcome:
        told = filled.cleaned_data
        return actions.change(
            actor=request.reader,
            poll=key,
            proposal=filled.proposal(),
            gone=filled.taken_away(),
            anyway=told["anyway"],
            version=told["version"] or 0,
            now=clock.now(),
        )

    changed, status = done(form, change)
    if changed is not None:
        messages.success(request, _("Changed."))
        return _kept(request, changed)
    theirs = meanwhile(form, now_is, status)
    facts = {**_head(seen), **_form_facts(form), "theirs": theirs, "draft": f"poll-{key}"}
    return page(request, "polls/edit.html", facts, status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def withdraw(request: Request, key: int) -> HttpResponse:
    """Ask no longer."""
    seen = _changeable(request, key)
    if request.method == "POST":
        actions.withdraw(actor=request.reader, poll=key, now=clock.now())
        messages.success(request, _("Withdrawn. Everyone who answered is told."))
        return redirect(poll_url(key))
    return page(request, "polls/withdraw.html", _head(seen))


def _shown(
    request: Request, seen: Seen, *, wrong: "list[tuple[str, str]] | None" = None,
    asked: "dict[int, str] | None" = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a poll, with what was refused there."""
    poll, given = seen.poll, asked or {}
    facts = {
        **_head(seen),
        "wrong": wrong or [],
        "seen": seen,
        "about": presenting.safe(poll.html),
        "facts": facts_of(poll, answers=seen.answers),
        "dates": [date(row, poll)._replace(mine=given.get(row.id, row.mine)) for row in seen.options],
        "values": [(value.value, value.label) for value in Value],
        "closed": CLOSED[seen.why_closed] if seen.why_closed else None,
        "may_answer": seen.may_mark and seen.why_closed is None and any(not row.is_past for row in seen.options),
        "meeting_url": meeting_url(poll.meeting_id) if poll.meeting_id else None,
    }
    return page(request, "polls/poll.html", facts, status=status)


def _head(seen: Seen) -> dict[str, Any]:
    circle = circle_of(seen.poll.place)
    return {
        "poll": seen.poll,
        "url": poll_url(seen.poll.pk),
        "circle": circle,
        "circle_url": presenting.circle_url(circle.slug) if circle is not None else None,
    }


def _changeable(request: Request, key: int) -> Seen:
    """A poll that the reader may change still. Raises NotThereError, RefusedError, ConflictError."""
    seen = queries.seen(request.reader, key, now=clock.now())
    if not seen.may_change:
        raise RefusedError(REASONS["change"], code="may-not-change")
    undecided(seen.poll)
    return seen


def _filled(request: Request, *, initial: dict[str, Any], gone: dict[int, str] | None = None) -> PollForm:
    """The form as it came. Whoever asks for more rows gets them, with what she wrote; nothing is judged yet."""
    if request.method != "POST":
        return PollForm(initial=initial, gone=gone)
    rows = rows_of(request.POST)
    if "more" in request.POST:
        return PollForm(initial=request.POST.dict(), rows=rows, gone=gone)
    return PollForm(request.POST, rows=rows, gone=gone)


def _kept(request: Request, made: Outcome) -> HttpResponse:
    if made.merged:
        said = ngettext(
            "One date was there already: it stands there once.",
            "%(num)d dates were there already: each stands there once.",
            made.merged,
        )
        messages.info(request, said % {"num": made.merged})
    return redirect(poll_url(made.poll.pk))


def _form_facts(form: PollForm) -> dict[str, Any]:
    return {"form": form, "wrong": sentences(form), "may_have_more": len(form.rows) < MOST_OPTIONS}


def _of_gone_dates(request: Request, seen: Seen) -> bool:
    """Whether an answer came to a date that is there no more."""
    there = {f"option_{row.id}" for row in seen.options}
    return any(name.startswith("option_") and name not in there for name in request.POST)
