"""Messages between two people."""

from django.urls import path

from kring.web.messages import views

urlpatterns = [
    path("messages", views.correspondents),
    path("people/<slug:handle>/messages", views.thread),
]
