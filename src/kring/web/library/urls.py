from django.urls import path

from kring.web.library.views import coming, reading, writing

urlpatterns = [
    path("circles/<slug:slug>/library", reading.of_circle),
    path("circles/<slug:slug>/library/new", writing.new),
    path("library/<key:key>", reading.show),
    path("library/<key:key>/file", reading.download),
    path("library/<key:key>/edit", writing.edit),
    path("library/<key:key>/withdrawal", writing.withdraw),
    path("library/<key:key>/inspired", coming.of_piece),
    path("library/<key:key>/inspired/removal", coming.not_of_piece),
    path("meetings/<key:key>/library/new", writing.new_at_meeting),
    path("meetings/<key:key>/inspired", coming.of_meeting),
    path("meetings/<key:key>/inspired/removal", coming.not_of_meeting),
]
