"""One's own tokens for programs."""

from django.urls import path

from kring.web.tokens import views

urlpatterns = [
    path("settings/tokens", views.tokens),
    path("settings/tokens/<key:token>/withdrawal", views.withdrawal),
]
