"""Meeting someone new: what there is, taking part, whom one meets, and saying whether one did."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.communities.models import Community
from kring.communities.queries import may
from kring.competences.queries import all_words
from kring.conversations.models import circle_of
from kring.finding.pairing import actions, queries
from kring.finding.pairing.models import Kind, MatchPerson
from kring.finding.pairing.queries import Meeting, Seen
from kring.finding.pairing.rules.rhythm import suggested_day
from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.web import presenting
from kring.web.circles import rows
from kring.web.circles.opening import at_circle
from kring.web.conversations.editing import subjects_of
from kring.web.fields import sentences
from kring.web.learning.views.ledger import local_today
from kring.web.meetings.views.planning import done
from kring.web.pairing import words
from kring.web.pairing.forms import PauseForm, WishForm
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@at_circle
def of_circle(request: Request, circle: Community) -> HttpResponse:
    """What there is in a circle to meet someone new."""
    if not may(request.reader, "read", circle):
        raise NotThereError
    facts = {
        "circle": circle,
        "url": f"{presenting.circle_url(circle.slug)}/pairing",
        "lines": [
            (
                one.programme,
                words.programme_url(one.programme.pk),
                words.rhythm(one.programme),
                one.people,
                one.takes_part,
            )
            for one in queries.programmes(request.reader, circle.pk)
        ],
        "is_host": may(request.reader, "host", circle) and circle.archived_at is None,
    }
    return page(request, "pairing/of_circle.html", facts, section="circles")


@require_safe
def show(request: Request, key: int) -> HttpResponse:
    """A programme: whom one meets, taking part, and for hosts its rounds in counts."""
    return _shown(request, queries.seen(request.reader, key))


def head(seen: Seen) -> dict[str, Any]:
    """What every page of a programme shows above."""
    circle = circle_of(seen.programme.place)
    return {
        "programme": seen.programme,
        "url": words.programme_url(seen.programme.pk),
        "circle": circle,
        "circle_url": f"{presenting.circle_url(circle.slug)}/pairing" if circle is not None else None,
        "rhythm": words.rhythm(seen.programme),
        "manner": words.manner(seen.programme),
        "is_host": seen.is_host,
    }


def _shown(
    request: Request, seen: Seen, *, wish: WishForm | None = None, pausing: PauseForm | None = None, status: int = 200
) -> HttpResponse:
    reader, programme = request.reader, seen.programme
    meetings = queries.meetings(reader, programme.pk) if reader.account is not None else []
    latest, out = queries.latest_number(programme.pk), queries.left_out(reader, programme.pk)
    is_open = programme.ended_at is None and (circle_of(programme.place) is None or not _is_archived(programme))
    rounds = queries.rounds(reader, programme)
    form = wish or WishForm(kind=programme.kind, initial=_wished(seen))
    facts = {
        **head(seen),
        "is_open": is_open,
        "is_member": seen.is_member,
        "enrolment": seen.enrolment,
        "is_paused": seen.enrolment is not None and _is_paused(seen),
        "now": [one for one in meetings if one.number == latest],
        "before": [one for one in meetings if one.number != latest],
        "why": words.whys(meetings[:8]),
        "suggested": _suggested(meetings),
        "left": words.LEFT[out[1]] if out is not None and out[0] == latest else None,
        "rounds": rounds,
        "left_words": words.LEFT_COUNTED,
        "can_meet": bool(rounds) or queries.can_meet(programme, today=local_today()),
        "form": form,
        "pausing": pausing or PauseForm(),
        "known": [word.label for word in all_words(language=translation.get_language() or "en")]
        if seen.is_member
        else [],
        "wrong": sentences(refused) if (refused := wish or pausing) is not None else [],
        "is_mentoring": programme.kind == Kind.MENTORING,
        "names": words.names,
        "face": rows.face,
    }
    return page(request, "pairing/programme.html", facts, section="circles", status=status)


def _suggested(meetings: Sequence[Meeting]) -> date | None:
    """A day for three to meet on, while it is to come."""
    found = suggested_day(meetings[0].day) if meetings else None
    return found if found is not None and found >= local_today() else None


def _is_archived(programme: Any) -> bool:
    circle = circle_of(programme.place)
    return circle is not None and circle.archived_at is not None


def _is_paused(seen: Seen) -> bool:
    until = seen.enrolment.paused_until if seen.enrolment else None
    return until is not None and until > local_today()


def _wished(seen: Seen) -> dict[str, Any]:
    mine = seen.enrolment
    if mine is None:
        return {"part": "learner"}
    return {
        "part": mine.part, "room": mine.room, "offers": subjects_of(mine.offers), "seeks": subjects_of(mine.seeks)
    }  # fmt: skip


@require_POST
@signed_in
def enrol(request: Request, key: int) -> HttpResponse:
    """Take part, or change as what."""
    seen = queries.seen(request.reader, key)
    form = WishForm(request.POST, kind=seen.programme.kind)

    def take_part(filled: WishForm) -> object:
        return actions.enrol(actor=request.reader, programme=key, wish=filled.wish(), now=clock.now())

    taken, status = done(form, take_part)
    if taken is None:
        return _shown(request, seen, wish=form, status=status)
    messages.success(request, _("You take part from the next round on."))
    return redirect(words.programme_url(key))


@require_POST
@signed_in
def pause(request: Request, key: int) -> HttpResponse:
    """Take no part for a while."""
    seen = queries.seen(request.reader, key)
    if seen.enrolment is None:
        raise NotThereError
    form = PauseForm(request.POST)

    def rest(filled: PauseForm) -> object:
        until = filled.cleaned_data["until"]
        return actions.pause(actor=request.reader, programme=key, until=until, today=local_today())

    paused, status = done(form, rest)
    if paused is None:
        return _shown(request, seen, pausing=form, status=status)
    messages.success(request, _("You are left in peace until then."))
    return redirect(words.programme_url(key))


@require_POST
@signed_in
def leave(request: Request, key: int) -> HttpResponse:
    """Take part no more."""
    actions.leave(actor=request.reader, programme=key, now=clock.now())
    messages.success(request, _("You take part no more. You are welcome back."))
    return redirect(words.programme_url(key))


@require_POST
@signed_in
def say(request: Request, match: int) -> HttpResponse:
    """Say whether one met."""
    said: MatchPerson = actions.say(
        actor=request.reader, match=match, met=request.POST.get("met") == "yes", now=clock.now()
    )
    messages.success(request, _("Good to hear.") if said.met else _("Thank you. You may well be matched again."))
    return redirect(words.programme_url(said.match.round.programme_id))
