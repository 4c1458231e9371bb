"""One's own settings, and the photos that people chose."""

from django.urls import path

from kring.web.settings import views

urlpatterns = [
    path("settings", views.profile),
    path("settings/visibility", views.visibility),
    path("settings/preferences", views.preferences),
    path("settings/photo", views.photo),
    path("settings/photo/removal", views.remove_photo),
    path("settings/leave", views.leave),
    path("settings/language", views.language),
    path("settings/theme", views.theme),
    path("photos/<str:name>", views.show_photo),
]
