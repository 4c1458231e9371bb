"""Who calls, whether she may use this operation at all, and how much she may still ask.

Each operation names one of the needs at the end. A caller is known by a token or by the session cookie of a browser;
who is neither is nobody, and reads what is public.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _

from kring.api import actions, problems, queries, rules
from kring.api.problems import ProblemError
from kring.foundation import clock
from kring.foundation.access.readers import ANYONE, Reader, reader_of
from kring.foundation.accounts.models import Account
from kring.foundation.tokens import actions as tokens
from kring.foundation.tokens.queries import bearer
from kring.foundation.tokens.rules import Scope

# What is no more than a stranger's is limited more: many may sit behind one address, but most of them are programs.
_STRANGERS_SHARE: Final = 5
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


class Call(HttpRequest):
    """A request as operations get it."""

    auth: Reader
    quota: rules.Quota


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a call speaks for, by what name her units are counted, and what she may use."""

    counted_as: str
    scopes: tuple[str, ...]
    reader: Reader = ANYONE


class Needs:
    """What an operation asks of its caller: a scope, an account (or not), and its price in units."""

    def __init__(self, scope: Scope, *, units: int, anonymous: bool = False) -> None:
        self.scope, self.units, self.anonymous = scope, units, anonymous

    def __call__(self, request: Call) -> Reader:
        """The reader who calls. Raises ProblemError: 401, 403, 413, 415 or 429."""
        now = clock.now()
        caller = _caller(request, now=now)
        request.quota = _spend(caller, units=self.units, now=now)
        if caller.reader.account is None and not self.anonymous:
            raise ProblemError(problems.NOT_SIGNED_IN)
        if self.scope not in caller.scopes:
            raise _lacks(self.scope)
        _readable_body(request)
        return caller.reader


def _caller(request: HttpRequest, *, now: datetime) -> Caller:
    given = request.META.get("HTTP_AUTHORIZATION", "")
    if given:
        return _by_token(request, given, now=now)
    account = request.user
    if not isinstance(account, Account):
        return Caller(_address(request), (Scope.READ,))
    if request.method not in _SAFE:
        _same_site(request)
    reader = reader_of(account.pk, is_operator=account.is_operator)
    return Caller(f"account:{account.pk}", tuple(Scope), reader)


def _by_token(request: HttpRequest, given: str, *, now: datetime) -> Caller:
    scheme, _space, secret = given.partition(" ")
    found = bearer(secret.strip(), now=now) if scheme.lower() == "bearer" else None
    if found is None:
        # Guessing is counted too.
        _spend(Caller(_address(request), ()), units=rules.READING, now=now)
        raise ProblemError(problems.NOT_SIGNED_IN, code="bad-token", headers=_CHALLENGE)
    tokens.mark_used(token=found.token, last_used_at=found.last_used_at, now=now)
    return Caller(f"token:{found.token}", tuple(found.scopes), found.reader)


_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="Kring", error="invalid_token"'}


def _lacks(scope: Scope) -> ProblemError:
    return ProblemError(
        problems.REFUSED,
        code="insufficient-scope",
        detail=_("This token is not for that: make one with the scope that this needs."),
        headers={"WWW-Authenticate": f'Bearer realm="Kring", error="insufficient_scope", scope="{scope}"'},
    )


def _address(request: HttpRequest) -> str:
    seen = request.META.get("REMOTE_ADDR") or ""
    if settings.BEHIND_PROXY:
        # The last one was written by our own proxy; what stands before it may be anyone's invention.
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2]
    return f"address:{rules.caller_s_network(seen)}"


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class _FromOurPages(CsrfViewMiddleware):
    """Django's check of where a form came from, that gives its reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _same_site(request: HttpRequest) -> None:
    """A session cookie goes along with whatever another site sends: a write by it must carry our own token."""
    if _FromOurPages(_nothing).process_view(request, _nothing, (), {}) is not None:
        raise ProblemError(
            problems.REFUSED, code="csrf", detail=_("Send the X-CSRFToken header along, or use a token.")
        )


def _spend(caller: Caller, *, units: int, now: datetime) -> rules.Quota:
    limit = settings.API_UNITS_A_MINUTE
    if caller.reader.account is None:
        limit = max(1, limit // _STRANGERS_SHARE)
    cost = rules.price(min(units, limit), limit=limit)
    until = actions.spend(caller=caller.counted_as, cost=cost, now=now)
    if until is not None:
        return rules.quota(until, limit=limit, now=now)
    until = queries.spent_until(caller=caller.counted_as, now=now)
    left = rules.quota(until, limit=limit, now=now)
    raise ProblemError(
        problems.TOO_MANY,
        headers={"Retry-After": str(rules.retry_after(until, cost=cost, now=now)), **quota_headers(left)},
    )


def quota_headers(left: rules.Quota) -> dict[str, str]:
    """What a caller has left, as headers."""
    return {
        "RateLimit-Limit": str(left.limit),
        "RateLimit-Remaining": str(left.remaining),
        "RateLimit-Reset": str(left.reset),
    }


def _readable_body(request: HttpRequest) -> None:
    """Refuse, before it is read, a body that is too large or no JSON."""
    if request.method in _SAFE:
        return
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > rules.LARGEST_BODY:
        raise ProblemError(problems.TOO_LARGE)
    if length != "0" and request.content_type != "application/json":
        raise ProblemError(problems.NOT_JSON)


READ: Final = Needs(Scope.READ, units=rules.READING, anonymous=True)
READ_OWN: Final = Needs(Scope.READ, units=rules.READING)
FIND: Final = Needs(Scope.READ, units=rules.FINDING, anonymous=True)
WRITE: Final = Needs(Scope.WRITE, units=rules.WRITING)
READ_MESSAGES: Final = Needs(Scope.MESSAGES, units=rules.READING)
WRITE_MESSAGES: Final = Needs(Scope.MESSAGES, units=rules.WRITING)
