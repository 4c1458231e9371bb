"""Coming in, going out, playing a part in the demonstration, claiming an account, and what Kring is."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.accounts.queries import own_account
from kring.foundation.errors import ConflictError, InvalidError
from kring.people import actions, queries
from kring.people.models import Claim
from kring.people.rules import ClaimState, claim_state
from kring.web.account import cookies
from kring.web.account.entering import depart, enter, password_errors
from kring.web.account.forms import ClaimForm
from kring.web.presenting import person_row
from kring.web.rendering import page
from kring.web.views import safe_next


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """A short address for signing in."""
    return redirect(_with_next(request, "/account/login/"))


@require_safe
def sign_up(request: HttpRequest) -> HttpResponse:
    """A short address for signing up."""
    return redirect(_with_next(request, "/account/signup/"))


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """There is no page above those of the account: on to the one about signing in."""
    return redirect("/account/2fa/" if request.user.is_authenticated else "/account/login/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    depart(request)
    return redirect("/")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Choose a part in the demonstration, or take it: one click. Not there outside of a demonstration."""
    if not settings.DEMO:
        raise Http404
    personas = queries.personas()
    if request.method == "POST":
        chosen = next((one for one in personas if one.handle == request.POST.get("handle")), None)
        if chosen is None:
            raise Http404
        response = enter(request, own_account(chosen.account), to=safe_next(request))
        # Whoever plays a part goes on reading in her own language and colours.
        cookies.forget(response)
        return response
    people = [person_row(one.account, one.handle, one.name, one.photo, one.headline) for one in personas]
    facts = {"personas": [(one.handle, row) for one, row in zip(personas, people, strict=True)]}
    return page(request, "account/demo.html", facts)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Kring is for."""
    return page(request, "account/about.html", {"version": settings.VERSION})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What Kring keeps of people, and who sees it."""
    return page(request, "account/privacy.html", {})


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """An imported person makes her account her own, by the link that she got by mail."""
    offered = queries.claim_by_token(token)
    state = claim_state(used_at=offered.used_at, ends_at=offered.ends_at, now=clock.now())
    if state is not ClaimState.OPEN:
        raise ConflictError(actions.CLAIM_OVER[state], code=f"claim-{state}")
    form = ClaimForm(request.POST if request.method == "POST" else None, initial={"name": offered.account.name})
    if not form.is_bound or not _is_good(form, offered):
        return _claim_page(request, offered, form)
    try:
        claimed = actions.claim_account(
            claim=offered.pk, language=translation.get_language() or "en", now=clock.now(), **form.cleaned_data
        )
    except InvalidError as error:
        for field, message in error.fields.items():
            form.add_error(field, str(message))
        return _claim_page(request, offered, form)
    return enter(request, claimed, to="/settings")


def _is_good(form: ClaimForm, offered: Claim) -> bool:
    """Whether the form can be taken, its password among it."""
    if form.is_valid():
        for message in password_errors(form.cleaned_data["password"], offered.account):
            form.add_error("password", message)
    return form.is_valid()


def _claim_page(request: HttpRequest, offered: Claim, form: ClaimForm) -> HttpResponse:
    facts = {"form": form, "claim": offered, "title": _("Make this account your own")}
    return page(request, "account/claim.html", facts, status=422 if form.errors else 200)


def _with_next(request: HttpRequest, address: str) -> str:
    onward = safe_next(request, default="")
    return f"{address}?{urlencode({'next': onward})}" if onward else address
