"""The operator's door: for everybody else there is nothing behind it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse

from kring.web.views import Request, View

Given = ParamSpec("Given")


def operator_only(view: "View[Given]") -> "Callable[Concatenate[HttpRequest, Given], HttpResponse]":
    """A view for operators; others get 404, signed in or not."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        asked = cast("Request", request)
        if not asked.reader.is_operator:
            raise Http404
        return view(asked, *args, **kwargs)

    return checked
