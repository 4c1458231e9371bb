"""Coming in and going out. What isn't here under `account/` is allauth's."""

from django.urls import include, path

from kring.web.account import views

urlpatterns = [
    path("sign-in", views.sign_in),
    path("sign-up", views.sign_up),
    path("sign-out", views.sign_out),
    path("demo", views.demo),
    path("about", views.about),
    path("privacy", views.privacy),
    path("account/", views.account),
    path("account/claim/<str:token>", views.claim),
    path("account/", include("allauth.urls")),
]
