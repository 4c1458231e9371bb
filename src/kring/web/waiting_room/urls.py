"""What waits for a person."""

from django.urls import path

from kring.web.waiting_room import views

urlpatterns = [
    path("waiting", views.waiting_room),
    path("waiting/read", views.read),
]
