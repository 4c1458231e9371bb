"""Addresses of agreements, and of one's own memberships."""

from django.urls import path

from kring.web.agreements.views import drafting, own, pages, seats, signing

_ONE = "agreements/<key:key>"

urlpatterns = [
    path("memberships", own.memberships),
    path("organisations/<slug:slug>/agreements", pages.of_organisation),
    path("organisations/<slug:slug>/agreements/new", drafting.by_organisation),
    path("circles/<slug:slug>/agreements", pages.of_circle),
    path("circles/<slug:slug>/agreements/new", drafting.by_circle),
    path(_ONE, pages.agreement),
    path(f"{_ONE}/print", pages.printed),
    path(f"{_ONE}/change", drafting.change),
    path(f"{_ONE}/discarding", drafting.discard),
    path(f"{_ONE}/signature", signing.sign),
    path(f"{_ONE}/refusal", signing.decline),
    path(f"{_ONE}/notice", signing.notice),
    path(f"{_ONE}/seats", seats.seats),
    path(f"{_ONE}/seats/<key:seat>/removal", seats.take_away),
    path(f"{_ONE}/seat", seats.take),
    path(f"{_ONE}/seat/return", seats.give_back),
]
