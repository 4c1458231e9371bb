"""How every page of a circle begins: with the circle at the address; a former address leads on."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from kring.communities import queries
from kring.communities.models import Community
from kring.foundation.errors import NotThereError, RefusedError
from kring.web.errors import to_sign_in
from kring.web.views import Request

Given = ParamSpec("Given")
CircleView = Callable[Concatenate[Request, Community, Given], HttpResponse]
# Addresses give `slug` by name, which a type with a place for it can't say.
Opened = Callable[..., HttpResponse]


class MovedFor(HttpResponseRedirect):
    """What was at this address has another one for good; a form sent to it is sent again there."""

    status_code = 308


def at_circle(view: "CircleView[Given]") -> Opened:
    """A view of the circle at `slug`, as far as the reader may know of it (else 404). A former address leads on."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        asked: Request = request  # type: ignore[assignment]
        try:
            circle = queries.community(asked.reader, slug)
        except NotThereError:
            address = queries.moved_to(asked.reader, slug)
            if address is None:
                raise
            return _led_on(request, slug, address)
        return view(asked, circle, *args, **kwargs)

    return opened


def for_members(view: "CircleView[Given]") -> Opened:
    """As `at_circle`, for people with an account; others are asked to sign in and come back."""

    @wraps(view)
    def checked(request: Request, circle: Community, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if request.reader.account is None:
            return to_sign_in(request)
        return view(request, circle, *args, **kwargs)

    return at_circle(checked)


def for_hosts(view: "CircleView[Given]") -> Opened:
    """As `at_circle`, for the hosts of the circle; others are refused with the reason."""

    @wraps(view)
    def checked(request: Request, circle: Community, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not queries.may(request.reader, "host", circle):
            raise RefusedError(_("Only a host of this circle can do that."), code="not-a-host")
        return view(request, circle, *args, **kwargs)

    return at_circle(checked)


def for_founders(view: "CircleView[Given]") -> Opened:
    """As `at_circle`, for those who may start a circle within it; others are refused with the reason."""

    @wraps(view)
    def checked(request: Request, circle: Community, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not queries.may_found(request.reader, circle):
            raise RefusedError(_("Only a host of this circle can do that."), code="not-a-host")
        return view(request, circle, *args, **kwargs)

    return at_circle(checked)


def _led_on(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    target = request.get_full_path().replace(f"/circles/{slug}", f"/circles/{address}", 1)
    moved = MovedFor(target)
    if request.method in ("GET", "HEAD"):
        moved.status_code = 301
    return moved
