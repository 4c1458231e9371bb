from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "kring.planning.needs"
    label = "needs"
