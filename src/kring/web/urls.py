"""Addresses of pages, a folder an area."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kring.web.account.urls")),
    path("", include("kring.web.people.urls")),
    path("", include("kring.web.settings.urls")),
    path("", include("kring.web.telling.urls")),
    path("", include("kring.web.tokens.urls")),
    path("", include("kring.web.messages.urls")),
    path("", include("kring.web.waiting_room.urls")),
    path("", include("kring.web.circles.urls")),
    path("", include("kring.web.planning.urls")),
    path("", include("kring.web.plans.urls")),
    path("", include("kring.web.needs.urls")),
    path("", include("kring.web.organisations.urls")),
    path("", include("kring.web.agreements.urls")),
    path("", include("kring.web.asking.urls")),
    path("", include("kring.web.conversations.urls")),
    path("", include("kring.web.meetings.urls")),
    path("", include("kring.web.polls.urls")),
    path("", include("kring.web.consultations.urls")),
    path("", include("kring.web.library.urls")),
    path("", include("kring.web.finding.urls")),
    path("", include("kring.web.pairing.urls")),
    path("", include("kring.web.teams.urls")),
    path("", include("kring.web.competences.urls")),
    path("", include("kring.web.learning.urls")),
    path("", include("kring.web.evidence.urls")),
    path("", include("kring.web.today.urls")),
    path("", include("kring.web.registers.urls")),
    path("", include("kring.web.operating.urls")),
]
