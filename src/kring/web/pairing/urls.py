"""Addresses of programmes in which people meet, and of whom one keeps away."""

from django.urls import path

from kring.web.pairing.views import hosting, keeping_away, taking_part

urlpatterns = [
    path("circles/<slug:slug>/pairing", taking_part.of_circle),
    path("circles/<slug:slug>/pairing/new", hosting.new),
    path("circles/<slug:slug>/pairing/apart", hosting.apart),
    path("circles/<slug:slug>/pairing/apart/<key:conflict>/removal", hosting.let_together),
    path("pairing/<key:key>", taking_part.show),
    path("pairing/<key:key>/enrolment", taking_part.enrol),
    path("pairing/<key:key>/enrolment/pause", taking_part.pause),
    path("pairing/<key:key>/enrolment/removal", taking_part.leave),
    path("pairing/<key:key>/edit", hosting.edit),
    path("pairing/<key:key>/rounds", hosting.ask_round),
    path("pairing/<key:key>/end", hosting.end),
    path("pairing/matches/<key:match>", taking_part.say),
    path("people/<slug:handle>/away", keeping_away.keep),
    path("people/<slug:handle>/away/removal", keeping_away.let_near),
    path("settings/away", keeping_away.mine),
]
