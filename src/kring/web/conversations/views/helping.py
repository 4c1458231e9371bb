"""Asking people to look at a question that stands, and saying that one can't."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kring.conversations import queries
from kring.conversations.models import Kind
from kring.conversations.queries import Reading
from kring.finding import actions
from kring.finding.queries import Found, asked_for
from kring.foundation import clock
from kring.foundation.errors import RefusedError
from kring.foundation.text.markup import plain_text
from kring.web import presenting
from kring.web.finding.looking import people_for
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_SHOWN = 8


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask_people(request: Request, key: int) -> HttpResponse:
    """Choose people out of those who did it, and ask them to look at one's question."""
    reading = queries.conversation(request.reader, key)
    if reading.row.kind != Kind.QUESTION or not queries.may(request.reader, "accept", reading.row):
        raise RefusedError(_("Only whoever asked can ask people for help with it."), code="not-the-asker")
    found = _found(request, reading)
    if request.method == "POST":
        return _asked(request, key, found)
    asked = asked_for(request.reader, key)
    before = {one.account for one in asked}
    cards = [
        presenting.person_card(one, ask_url="" if one.room == 0 else one.handle)
        for one in found
        if one.account not in before
    ]
    facts = {
        "row": reading.row,
        "people": cards[:_SHOWN],
        "room": max(0, actions.MOST_ASKED - len(asked)),
        "back": presenting.conversation_url(key),
    }
    return page(request, "conversations/requests.html", facts)


@require_POST
@signed_in
def decline(request: Request, key: int) -> HttpResponse:
    """Say that one can't help with a question."""
    actions.decline_help(actor=request.reader, conversation=key, now=clock.now())
    messages.info(request, _("Thank you for saying so: the asker can turn to someone else."))
    return redirect("/")


def _found(request: Request, reading: Reading) -> list[Found]:
    """Who did what the question is about."""
    body = plain_text(reading.opening.html)
    return people_for(request.reader, reading.row.title, body=body, now=clock.now(), limit=3 * _SHOWN)


def _asked(request: Request, key: int, found: list[Found]) -> HttpResponse:
    chosen = set(request.POST.getlist("people"))
    wanted = {one.account: [piece.post for piece in one.evidence] for one in found if one.handle in chosen}
    helped = actions.ask_for_help(actor=request.reader, conversation=key, people=wanted, now=clock.now())
    if helped:
        count = len(helped)
        told = ngettext("%(num)d person was asked to look at it.", "%(num)d people were asked to look at it.", count)
        messages.success(request, told % {"num": count})
    else:
        messages.info(request, _("Nobody was asked: tick someone who can read in this circle."))
    return redirect(presenting.conversation_url(key))
