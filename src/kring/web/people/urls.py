"""A person's own page, and what a host can do for her there."""

from django.urls import path

from kring.web.people import views

urlpatterns = [
    path("people/<slug:handle>", views.person),
    path("people/<slug:handle>/claim", views.invite_to_claim),
]
