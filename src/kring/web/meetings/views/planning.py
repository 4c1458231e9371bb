"""Planning a meeting, changing and cancelling it, who has a part in it, and its notes."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities.models import Community
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings import actions
from kring.meetings.models import Meeting
from kring.meetings.polls import actions as polls
from kring.meetings.polls.models import Poll
from kring.meetings.polls.queries import bare as find_poll
from kring.meetings.polls.queries import starts_of
from kring.web import presenting
from kring.web.circles.opening import for_hosts
from kring.web.fields import refuse, sentences
from kring.web.learning.views.ledger import local_today
from kring.web.meanwhile import meanwhile
from kring.web.meetings.forms import (
    CancelForm,
    MeetingForm,
    NotesForm,
    PartForm,
    PlanForm,
    as_planned,
    first_of_plan,
    zone_of_reader,
)
from kring.web.meetings.views.opening import head, hosted
from kring.web.meetings.words import meeting_url
from kring.web.polls.forms import as_chosen
from kring.web.rendering import page
from kring.web.views import Request, signed_in

Filled = TypeVar("Filled", bound=forms.Form)
Done = TypeVar("Done")
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@for_hosts
def new(request: Request, circle: Community) -> HttpResponse:
    """Plan a meeting of a circle, or a series; with `poll`, at one of the dates of a date poll (`option`)."""
    poll, begin = _of_poll(request, circle)
    form = PlanForm(request.POST, initial=begin) if request.method == "POST" else PlanForm(initial=begin)

    def make(filled: PlanForm) -> Meeting:
        if poll is not None:
            return polls.choose(
                actor=request.reader, poll=poll.pk, place=circle.pk, plan=filled.planned(), now=clock.now()
            )
        return actions.plan(actor=request.reader, place=circle.pk, plan=filled.planned(), now=clock.now())

    made, status = done(form, make)
    if made is not None:
        said = _("The series is planned.") if made.series_id else _("The meeting is planned.")
        messages.success(request, _("The meeting is planned, and who can is invited.") if poll is not None else said)
        return redirect(meeting_url(made.pk))
    facts = {
        "form": form,
        "wrong": sentences(form),
        "circle": circle,
        "poll": poll,
        "url": f"{presenting.circle_url(circle.slug)}/meetings",
        "draft": f"meeting-{circle.slug}" if poll is None else f"meeting-of-poll-{poll.pk}",
    }
    return page(request, "meetings/new.html", facts, status=status)


def _of_poll(request: Request, circle: Community) -> tuple[Poll | None, dict[str, Any]]:
    """The poll of which a meeting is to come, if any, and how the form starts. Raises NotThereError."""
    begin = first_of_plan(zone_of_reader(), local_today(), kind=request.GET.get("kind", ""))
    given = request.POST if request.method == "POST" else request.GET
    if not given.get("poll"):
        return None, begin
    poll = find_poll(request.reader, whole(given["poll"]))
    if poll.place_id != circle.pk:
        raise NotThereError
    return poll, begin | as_chosen(poll, starts_of(poll, whole(given.get("option", ""))))


def whole(text: str) -> int:
    """A key that was given as text; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


@require_http_methods(GET_OR_POST)
@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Change a meeting, by itself or with all that follow."""
    seen = hosted(request, key)
    now_is = as_planned(seen.meeting)
    form = MeetingForm(request.POST, initial=now_is) if request.method == "POST" else MeetingForm(initial=now_is)

    def change(filled: MeetingForm) -> list[Meeting]:
        told = filled.cleaned_data
        return actions.change(
            actor=request.reader,
            meeting=key,
            plan=filled.plan(),
            version=told["version"] or 0,
            following=told["following"],
            now=clock.now(),
        )

    changed, status = done(form, change)
    if changed is not None:
        count = len(changed)
        messages.success(request, ngettext("Changed.", "%(num)d meetings are changed.", count) % {"num": count})
        return redirect(meeting_url(key))
    theirs = meanwhile(form, now_is, status)
    facts = {**head(seen), "form": form, "wrong": sentences(form), "theirs": theirs, "draft": f"meeting-{key}"}
    return page(request, "meetings/edit.html", facts, status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def cancel(request: Request, key: int) -> HttpResponse:
    """Cancel a meeting, by itself or with all that follow."""
    seen = hosted(request, key)
    form = CancelForm(request.POST if request.method == "POST" else None)

    def call_off(filled: CancelForm) -> list[Meeting]:
        return actions.call_off(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    cancelled, status = done(form, call_off)
    if cancelled is not None:
        messages.success(request, _("Cancelled. Everyone who registered is told."))
        return redirect(meeting_url(key))
    return page(request, "meetings/cancel.html", {**head(seen), "form": form, "wrong": sentences(form)}, status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def parts(request: Request, key: int) -> HttpResponse:
    """Who speaks, facilitates or brings a case."""
    seen = hosted(request, key)
    form = PartForm(request.POST if request.method == "POST" else None)

    def give(filled: PartForm) -> object:
        told = filled.cleaned_data
        return actions.give_part(
            actor=request.reader, meeting=key, now=clock.now(), **(told | {"handle": told["handle"].lstrip("@")})
        )

    given, status = done(form, give)
    if given is not None:
        return redirect(f"{meeting_url(key)}/parts")
    facts = {**head(seen), "form": form, "wrong": sentences(form), "parts": seen.parts}
    return page(request, "meetings/parts.html", facts, status=status)


@require_POST
@signed_in
def remove_part(request: Request, key: int, part: int) -> HttpResponse:
    """Take a part away again."""
    actions.take_part_away(actor=request.reader, meeting=key, part=part, now=clock.now())
    return redirect(f"{meeting_url(key)}/parts")


@require_http_methods(GET_OR_POST)
@signed_in
def notes(request: Request, key: int) -> HttpResponse:
    """Write down what came of it."""
    seen = hosted(request, key)
    now_is = {"notes": seen.meeting.notes, "version": seen.meeting.version}
    form = NotesForm(request.POST, initial=now_is) if request.method == "POST" else NotesForm(initial=now_is)

    def write(filled: NotesForm) -> Meeting:
        return actions.write_notes(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    written, status = done(form, write)
    if written is not None:
        return redirect(meeting_url(key))
    theirs = meanwhile(form, now_is, status)
    facts = {**head(seen), "form": form, "wrong": sentences(form), "theirs": theirs, "draft": f"notes-{key}"}
    return page(request, "meetings/notes.html", facts, status=status)


def done(form: Filled, act: Callable[[Filled], Done]) -> tuple[Done | None, int]:
    """What an action made of a filled form; or None, and the status with which the form is shown again."""
    if not form.is_bound:
        return None, 200
    if form.is_valid():
        try:
            return act(form), 302
        except InvalidError as error:
            refuse(form, error.fields)
        except RefusedError as error:
            form.add_error(None, str(error.message))
            return None, 403
        except ConflictError as error:
            form.add_error(None, str(error.message))
            return None, 409
    return None, 422
