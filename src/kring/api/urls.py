"""Addresses of the API. Whatever else is asked under /api/ is not there, and says so in JSON."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from kring.api import docs
from kring.api.doors import door, nowhere
from kring.api.service import service


def _through_doors(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = door(pattern.callback)
    return patterns


_patterns, _app, _namespace = service.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", docs.page, name="api-docs"),
    path("v1/openapi.json", door(docs.document), name="api-document"),
    path("v1/", include((_through_doors(_patterns), _app), namespace=_namespace)),
    re_path("", door(nowhere)),
]
