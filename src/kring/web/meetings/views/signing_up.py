"""Registering for a meeting, giving up a place, bringing guests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.foundation import clock
from kring.foundation.errors import InvalidError, RefusedError
from kring.foundation.ids import LARGEST
from kring.meetings import actions, queries
from kring.meetings.actions.checks import REASONS
from kring.meetings.models import SignUp, SignUpState
from kring.web.fields import sentences
from kring.web.meetings.forms import GuestForm, PlaceForm, answers_of
from kring.web.meetings.views.opening import hosted
from kring.web.meetings.views.planning import done
from kring.web.meetings.views.reading import people_shown, shown
from kring.web.meetings.words import meeting_url
from kring.web.views import Request, signed_in


@require_POST
@signed_in
def register(request: Request, key: int) -> HttpResponse:
    """Take a place, or wait for one."""
    seen = queries.seen(request.reader, key)
    answers = answers_of(request.POST, seen.meeting.questions)
    try:
        taken = actions.register(actor=request.reader, meeting=key, answers=answers, now=clock.now())
    except InvalidError as error:
        wrong = [(field, str(text)) for field, text in error.fields.items()]
        return shown(request, seen, wrong=wrong, answers=answers, status=422)
    was_in = seen.mine is not None and seen.mine.state in {SignUpState.GOING, SignUpState.WAITING}
    messages.success(request, _("Your answers are kept.") if was_in and answers else _said(taken))
    return redirect(meeting_url(key))


@require_POST
@signed_in
def sign_off(request: Request, key: int) -> HttpResponse:
    """Give up one's place, or that of a guest (`sign_up`)."""
    asked = request.POST.get("sign_up", "")
    sign_up = int(asked) if asked.isdecimal() and len(asked) < 19 and int(asked) <= LARGEST else None
    left = actions.sign_off(actor=request.reader, meeting=key, sign_up=sign_up, now=clock.now())
    late = left.state == SignUpState.LATE
    messages.success(request, _("Signed off, later than the host asked.") if late else _("Signed off."))
    return redirect(f"{meeting_url(key)}/people" if sign_up is not None and _on_list(request) else meeting_url(key))


@require_POST
@signed_in
def guests(request: Request, key: int) -> HttpResponse:
    """Bring someone from outside."""
    seen = queries.seen(request.reader, key)
    if not seen.may_bring:
        raise RefusedError(REASONS["host"], code="may-not-host")
    form = GuestForm(request.POST)

    def bring(filled: GuestForm) -> SignUp:
        return actions.bring(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    brought, status = done(form, bring)
    if brought is None and _on_list(request):
        return people_shown(request, seen, guest=form, status=status)
    if brought is None:
        return shown(request, seen, wrong=sentences(form), guest=form, status=status)
    messages.success(request, _said(brought))
    return redirect(_from(request, key) if _on_list(request) else meeting_url(key))


@require_POST
@signed_in
def places(request: Request, key: int) -> HttpResponse:
    """A host gives someone a place."""
    seen = hosted(request, key)
    form = PlaceForm(request.POST)

    def give(filled: PlaceForm) -> SignUp:
        return actions.give_place(actor=request.reader, meeting=key, now=clock.now(), **filled.cleaned_data)

    given, status = done(form, give)
    if given is None:
        return people_shown(request, seen, place=form, status=status)
    messages.success(request, _("%(name)s has a place.") % {"name": given.account.name if given.account else ""})
    return redirect(_from(request, key))


def _on_list(request: Request) -> bool:
    """Whether the form stood with the list of people, not with the meeting."""
    return "people" in request.POST


def _from(request: Request, key: int) -> str:
    """Where a host was when she gave a place: at the list of who is there, or of who comes."""
    return f"{meeting_url(key)}/{'presence' if request.POST.get('then') == 'presence' else 'people'}"


def _said(taken: SignUp) -> str:
    if taken.account_id is None:
        return (
            _("%(name)s waits for a place.") % {"name": taken.guest}
            if _waits(taken)
            else _("%(name)s has a place.") % {"name": taken.guest}
        )
    return (
        _("All places are taken: you wait for one, and move up by yourself.")
        if _waits(taken)
        else _("You have a place.")
    )


def _waits(taken: SignUp) -> bool:
    return taken.state == SignUpState.WAITING
