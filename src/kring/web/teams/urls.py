"""Addresses of teams."""

from django.urls import path

from kring.web.teams.views import asking, listing, stating

_OF = "organisations/<slug:slug>/teams"

urlpatterns = [
    path(_OF, listing.teams),
    path(f"{_OF}/new", stating.new),
    path(f"{_OF}/offer", listing.offer),
    path(f"{_OF}/offer/withdrawal", listing.withdraw),
    path("teams/<key:key>", stating.show),
    path("teams/<key:key>/edit", stating.edit),
    path("teams/<key:key>/choices", stating.choose),
    path("teams/<key:key>/closing", stating.close),
    path("teams/<key:key>/invitations", asking.ask),
    path("teams/<key:key>/answer", asking.answer),
]
