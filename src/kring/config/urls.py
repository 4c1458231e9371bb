"""Every address, by room."""

from django.urls import URLPattern, URLResolver, include, path

from kring.api import feeds

urlpatterns: list[URLPattern | URLResolver] = [
    # First, as each address before it costs every call a look.
    path("api/", include("kring.api.urls")),
    path("calendar/<str:secret>.ics", feeds.feed),
    path("", include("kring.web.urls")),
]

handler400 = "kring.web.errors.bad_request"
handler403 = "kring.web.errors.forbidden"
handler404 = "kring.web.errors.not_found"
handler500 = "kring.web.errors.broken"
