"""What views of every area use."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.utils.http import url_has_allowed_host_and_scheme

from kring.foundation.ids import LARGEST
from kring.web.errors import to_sign_in
from kring.web.middleware import Request

Given = ParamSpec("Given")
View = Callable[Concatenate[Request, Given], HttpResponse]


class KeyConverter:
    """A key in an address: a whole number that a database key can be; anything else is no address (404)."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        """Raises ValueError, which Django takes for no match."""
        number = int(value)
        if number > LARGEST:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(KeyConverter, "key")


def signed_in(view: "View[Given]") -> "Callable[Concatenate[HttpRequest, Given], HttpResponse]":
    """A view for people with an account; others are asked to sign in and come back."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return checked


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where a form wants to go on to, if that is here."""
    wanted = request.POST.get("next") or request.GET.get("next") or default
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=False)
    return wanted if here and wanted.startswith("/") else default


__all__ = ["KeyConverter", "Request", "View", "safe_next", "signed_in"]
