"""The product's addresses, and an empty view."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kring.config.urls import handler400, handler403, handler404, handler500
from kring.config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, behind the same middleware."""
    return HttpResponse("")


urlpatterns = [path("bench/empty", empty), *product]
