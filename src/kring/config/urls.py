"""Every address, by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kring.web.urls")),
    path("api/", include("kring.api.urls")),
]
