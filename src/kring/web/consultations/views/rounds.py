"""The round of a meeting: agreed to, chosen, and run with a clock that every browser shows."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.meetings.consultations import actions, queries
from kring.meetings.consultations.models import Round
from kring.meetings.consultations.queries import Sitting
from kring.meetings.consultations.words import CONFIDENTIALITY, PRESENT_TEXT
from kring.meetings.models import State
from kring.web.consultations.forms import MethodForm
from kring.web.consultations.words import card, stage
from kring.web.fields import sentences
from kring.web.meetings.views.opening import circle_head
from kring.web.meetings.views.planning import GET_OR_POST, done
from kring.web.meetings.words import meeting_url
from kring.web.rendering import page, part
from kring.web.views import Request, signed_in


@require_safe
@signed_in
def show(request: Request, key: int) -> HttpResponse:
    """The round, once she agreed to its confidentiality; before, what she agrees to."""
    found = queries.sitting(request.reader, key)
    return page(request, "consultations/round.html", {**round_head(found), **_round(request, found)})


@require_safe
@signed_in
def state(request: Request, key: int) -> HttpResponse:
    """What changes while a round goes on, as a piece of its page; nothing (304) where nothing changed. Browsers ask
    this every two seconds, and learn from each answer what time it is here."""
    pulse, now = queries.pulse(request.reader, key), clock.now()
    version = pulse.round.version if pulse.round is not None else 0
    tag = f'"{version}-{pulse.agreed}-{pulse.meeting.version}-{get_language()}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        shown = stage(
            pulse.round,
            key=key,
            agreed=pulse.agreed,
            may_lead=queries.may_lead(request.reader, pulse.meeting),
            is_closed=pulse.meeting.state != State.PLANNED,
            now=now,
        )
        answer = part(request, "consultations/_stage.html", {"stage": shown, "csrf": get_token(request)})
    answer["ETag"] = tag
    answer["X-Kring-Now"] = str(int(now.timestamp() * 1000))
    return answer


@require_POST
@signed_in
def agree(request: Request, key: int) -> HttpResponse:
    """Agree to keep to oneself what is said."""
    actions.agree(actor=request.reader, meeting=key, now=clock.now())
    return redirect(f"{meeting_url(key)}/round")


@require_http_methods(GET_OR_POST)
@signed_in
def method(request: Request, key: int) -> HttpResponse:
    """Choose the method."""
    found = queries.sitting(request.reader, key)
    queries.leads(found)
    lasts = int((found.meeting.ends_at - found.meeting.starts_at).total_seconds()) // 60
    begin = {
        "minutes": sum(found.round.given) // 60 if found.round else lasts,
        "method": found.round.method if found.round else "",
        "version": found.round.version if found.round else 0,
    }
    form = MethodForm(request.POST, initial=begin) if request.method == "POST" else MethodForm(initial=begin)

    def choose(filled: MethodForm) -> Round:
        return actions.choose_method(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    chosen, status = done(form, choose)
    if chosen is not None:
        return redirect(f"{meeting_url(key)}/round")
    facts = {
        **round_head(found),
        "form": form,
        "wrong": sentences(form),
        "methods": [card(one) for one in queries.methods().values()],
    }
    return page(request, "consultations/choose.html", facts, status=status)


@require_POST
@signed_in
def move(request: Request, key: int) -> HttpResponse:
    """Press a button of the clock (`move`), as one saw it (`version`)."""
    try:
        actions.press(
            actor=request.reader,
            meeting=key,
            move=request.POST.get("move", ""),
            minutes=_whole(request.POST.get("minutes", "")),
            version=_whole(request.POST.get("version", "")),
            now=clock.now(),
        )
    except (ConflictError, InvalidError) as error:
        messages.warning(request, str(error.message))
    return redirect(f"{meeting_url(key)}/round")


def round_head(found: Sitting) -> dict[str, Any]:
    """What every page of a round shows above."""
    return {**circle_head(found.meeting), "round_url": f"{meeting_url(found.meeting.pk)}/round"}


def _round(request: Request, found: Sitting) -> dict[str, Any]:
    meeting, now = found.meeting, clock.now()
    shown = stage(
        found.round,
        key=meeting.pk,
        agreed=len(found.agreements),
        may_lead=found.may_lead,
        is_closed=meeting.state != State.PLANNED,
        now=now,
    )
    return {
        "found": found,
        "stage": shown,
        "csrf": get_token(request),
        "now_ms": int(now.timestamp() * 1000),
        "confidentiality": CONFIDENTIALITY[PRESENT_TEXT],
        "may_choose": found.agreed and found.may_lead and meeting.state == State.PLANNED and shown.state in _BEFORE,
        "is_closed": meeting.state == State.CLOSED,
        "has_begun": now >= meeting.starts_at,
        "point": queries.own_point(request.reader, meeting) if found.agreed else None,
    }


_BEFORE = ("none", "ready")


def _whole(text: str) -> int:
    """A small number, or one that nothing takes."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1
