from django.urls import path

from kring.web.asking import views

urlpatterns = [
    path("ask", views.ask),
    path("ask/suggestions", views.suggestions),
    path("ask/people", views.people),
    path("circles/<slug:slug>/ask", views.ask_in_circle),
]
