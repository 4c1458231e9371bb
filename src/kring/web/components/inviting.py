"""Invitations on pages, whatever they are into: whether one lets people in still, and an account for who has none
yet."""

from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import ngettext

from kring.foundation.inviting.checks import REASONS
from kring.foundation.inviting.rules import InvitationState, invitation_state
from kring.web.views import Request


class Lasting(Protocol):
    """An invitation, as far as it is over some day."""

    used: int
    limit: int
    ends_at: datetime
    withdrawn_at: datetime | None


def over(invitation: Lasting, now: datetime) -> str:
    """Why an invitation lets nobody in any more; empty while it does."""
    state = invitation_state(
        used=invitation.used,
        limit=invitation.limit,
        ends_at=invitation.ends_at,
        withdrawn_at=invitation.withdrawn_at,
        now=now,
    )
    return "" if state is InvitationState.OPEN else str(REASONS[state])


def says_yes(request: Request, token: str, *, under: str) -> bool:
    """Whether someone says yes now, or did before she had an account; `under` is what the session calls it."""
    return request.method == "POST" or bool(request.reader.account and request.session.get(under) == token)


def to_account(request: Request, token: str, address: str, *, under: str) -> HttpResponse | None:
    """For who said yes: first to an account, from which `address` leads on; None for who has one. The session remembers
    the yes, so that nobody says it twice."""
    if request.reader.account is None:
        request.session[under] = token
        door = "login" if request.POST.get("answer") == "sign-in" else "signup"
        return redirect(f"/account/{door}/?{urlencode({'next': address})}")
    request.session.pop(under, None)
    return None


def tell_sent(request: Request, *, sent: int, given: int) -> None:
    """Say how many letters are on their way, and how many addresses had one already."""
    if sent:
        words = ngettext("One e-mail is on its way.", "%(num)d e-mails are on their way.", sent)
        messages.success(request, words % {"num": sent})
    if given > sent:
        words = ngettext(
            "One address had an open invitation already and got no second e-mail.",
            "%(num)d addresses had an open invitation already and got no second e-mail.",
            given - sent,
        )
        messages.info(request, words % {"num": given - sent})
