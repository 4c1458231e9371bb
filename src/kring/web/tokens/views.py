"""Make tokens, see how they are used, and withdraw them."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.tokens import actions, queries
from kring.foundation.tokens.queries import TokenRow
from kring.foundation.tokens.rules import Scope
from kring.web.fields import refuse
from kring.web.rendering import page
from kring.web.tokens.forms import SCOPES, TokenForm
from kring.web.views import Request, signed_in

EDIT = ["GET", "HEAD", "POST"]


class Shown(NamedTuple):
    """A token in the list."""

    name: str
    prefix: str
    allows: list[str]
    ends_at: datetime
    is_over: bool
    last_used_at: datetime | None
    withdrawal: str


@signed_in
@require_http_methods(EDIT)
def tokens(request: Request) -> HttpResponse:
    """The list, and a form for one more. The answer to it shows the new token, this once."""
    if request.method != "POST":
        return _page(request, TokenForm(initial={"scopes": [Scope.READ.value]}))
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        _made, secret = actions.make_token(actor=request.reader, now=clock.now(), **form.cleaned_data)
    except InvalidError as error:
        refuse(form, error.fields)
        return _page(request, form, status=422)
    except ConflictError as error:
        form.add_error(None, str(error.message))
        return _page(request, form, status=409)
    return _page(request, TokenForm(initial={"scopes": [Scope.READ.value]}), status=201, secret=secret)


@signed_in
@require_http_methods(EDIT)
def withdrawal(request: Request, token: int) -> HttpResponse:
    """Withdraw a token, after being asked once more."""
    shown = queries.own_token(request.reader, token)
    if request.method != "POST":
        return page(request, "tokens/withdrawal.html", {"name": shown.name, "action": _withdrawal(shown)})
    actions.withdraw_token(actor=request.reader, token=token)
    messages.success(request, _("The token is withdrawn. Nothing gets in with it any more."))
    return redirect("/settings/tokens")


def _page(request: Request, form: TokenForm, *, status: int = 200, secret: str = "") -> HttpResponse:
    now = clock.now()
    rows = [_shown(row, now) for row in queries.own_tokens(request.reader)]
    facts: dict[str, Any] = {"form": form, "tokens": rows, "secret": secret}
    response = page(request, "tokens/tokens.html", facts, status=status)
    if secret:
        response.headers["Cache-Control"] = "no-store"
    return response


def _shown(row: TokenRow, now: datetime) -> Shown:
    return Shown(
        name=row.name,
        prefix=f"{row.prefix}…",
        allows=[str(SCOPES[Scope(scope)]) for scope in row.scopes],
        ends_at=row.ends_at,
        is_over=row.ends_at <= now,
        last_used_at=row.last_used_at,
        withdrawal=_withdrawal(row),
    )


def _withdrawal(row: TokenRow) -> str:
    return f"/settings/tokens/{row.id}/withdrawal"
