from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "kring.meetings.library"
    label = "library"
