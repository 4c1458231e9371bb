"""How people want their letters, and the pages behind links in them."""

from django.urls import path

from kring.web.telling import views

urlpatterns = [
    path("settings/letters", views.letters),
    path("settings/letters/address", views.ask_again),
    path("letters/stop/<str:token>", views.stop),
    path("letters/silence/<str:token>", views.silence),
    path("letters/address/<str:token>", views.address),
]
