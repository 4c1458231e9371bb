"""Every address, by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kring.web.urls")),
    path("api/", include("kring.api.urls")),
]

handler400 = "kring.web.errors.bad_request"
handler403 = "kring.web.errors.forbidden"
handler404 = "kring.web.errors.not_found"
handler500 = "kring.web.errors.broken"
