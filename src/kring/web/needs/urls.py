"""Addresses of needs, of how they stand, and of one's own side of them."""

from django.urls import path

from kring.web.needs.views import bringing, needing, own, profiles, standing

_ONE = "organisations/<slug:slug>"

urlpatterns = [
    path("work/needs", own.mine),
    path("work/needs/consents", own.consent),
    path("work/needs/profiles/<key:key>", own.profile),
    path(f"{_ONE}/needs", needing.needs),
    path(f"{_ONE}/needs/new", needing.new),
    path(f"{_ONE}/needs/needs.csv", needing.table),
    path(f"{_ONE}/needs/lists", bringing.bring),
    path(f"{_ONE}/needs/lists/example.csv", bringing.example),
    path(f"{_ONE}/needs/lists/<key:key>", bringing.look),
    path(f"{_ONE}/needs/lists/<key:key>/confirmation", bringing.confirm),
    path(f"{_ONE}/needs/lists/<key:key>/removal", bringing.drop),
    path(f"{_ONE}/needs/profiles", profiles.profiles),
    path(f"{_ONE}/needs/profiles/new", profiles.new),
    path(f"{_ONE}/needs/profiles/<key:key>", profiles.one),
    path(f"{_ONE}/needs/profiles/<key:key>/retirement", profiles.retire),
    path(f"{_ONE}/needs/<key:key>", needing.one),
    path(f"{_ONE}/needs/<key:key>/end", needing.end),
    path(f"{_ONE}/gaps", standing.gaps),
    path(f"{_ONE}/gaps/gaps.csv", standing.table),
    path(f"{_ONE}/gaps/leadership", standing.leadership),
    path(f"{_ONE}/gaps/<key:key>", standing.one),
]
