"""Signing in, signing up and signing out, for views that are not allauth's own."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from kring.communities.models import Invitation
from kring.communities.queries import invitation_by_token, is_open_to_strangers
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError
from kring.foundation.inviting.rules import InvitationState, invitation_state
from kring.people.organisations.queries import invitation_by_token as organisation_invitation

INVITED = "kring_invitation"
EMPLOYED = "kring_organisation_invitation"
_JOIN = "/circles/join/"
_WORK = "/organisations/join/"


def enter(request: HttpRequest, account: Account, *, to: str = "/") -> HttpResponse:
    """Sign a person in and send her on. Whoever calls this has made sure that it is she."""
    adapter = get_adapter(request)
    adapter.login(request, account)
    response: HttpResponse = adapter.post_login(
        request, account, email_verification="none", signal_kwargs=None, email=None, signup=False, redirect_url=to
    )
    return response


def depart(request: HttpRequest) -> None:
    """End the session."""
    get_adapter(request).logout(request)


def password_errors(password: str, account: Account) -> list[str]:
    """What is wrong with a password that a person chose; empty when nothing is."""
    try:
        get_adapter().clean_password(password, account)
    except ValidationError as error:
        return list(error.messages)
    return []


def may_sign_up(request: HttpRequest) -> bool:
    """Whether a visitor may open an account: she comes by an invitation, or there is a community open to everyone."""
    return invitation_of(request) is not None or _is_invited_to_work(request) or is_open_to_strangers()


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation by which a visitor comes, if it still lets her in; remembered for as long as her session.

    The page of an invitation sends people to sign up with itself as where to go on to.
    """
    token = _token(request, _JOIN, INVITED)
    if not token:
        return None
    try:
        found = invitation_by_token(token)
    except NotThereError:
        return None
    state = invitation_state(
        used=found.used, limit=found.limit, ends_at=found.ends_at, withdrawn_at=found.withdrawn_at, now=clock.now()
    )
    if state is not InvitationState.OPEN:
        return None
    request.session[INVITED] = token
    return found


def _is_invited_to_work(request: HttpRequest) -> bool:
    """Whether a visitor comes by an invitation of an organisation that still lets her in; remembered likewise."""
    token = _token(request, _WORK, EMPLOYED)
    if not token:
        return False
    try:
        found = organisation_invitation(token)
    except NotThereError:
        return False
    state = invitation_state(
        used=found.used, limit=found.limit, ends_at=found.ends_at, withdrawn_at=found.withdrawn_at, now=clock.now()
    )
    if state is not InvitationState.OPEN:
        return False
    request.session[EMPLOYED] = token
    return True


def _token(request: HttpRequest, way: str, remembered: str) -> str:
    """What stands in the link of an invitation: of where she goes on to, or as her session remembers it."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    if onward.startswith(way):
        return onward.removeprefix(way).partition("?")[0]
    return str(request.session.get(remembered, ""))
