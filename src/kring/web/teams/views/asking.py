"""Asking someone for a team, and answering."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.finding.teams import actions, queries
from kring.foundation import clock
from kring.foundation.errors import ConflictError
from kring.foundation.text import cleaning
from kring.web.teams.views.stating import own, shown
from kring.web.teams.words import team_url
from kring.web.views import Request, signed_in


@require_POST
@signed_in
def ask(request: Request, key: int) -> HttpResponse:
    """Ask someone."""
    seen = own(request, key)
    try:
        actions.ask(
            actor=request.reader, task=key, handle=cleaning.handle(request.POST.get("handle", "")), now=clock.now()
        )  # fmt: skip
    except ConflictError as error:
        return shown(request, seen, wrong=str(error.message), status=409)
    messages.success(request, _("Asked. You hear of the answer."))
    return redirect(team_url(key))


@require_POST
@signed_in
def answer(request: Request, key: int) -> HttpResponse:
    """Say yes or no."""
    seen, joins = queries.seen(request.reader, key), request.POST.get("joins") == "yes"
    try:
        actions.answer(actor=request.reader, task=key, joins=joins, now=clock.now())
    except ConflictError as error:
        return shown(request, seen, wrong=str(error.message), status=409)
    told = _("You are in the team. You can step out at any time.") if joins else _("You are not in the team.")
    messages.success(request, told)
    return redirect(team_url(key))
