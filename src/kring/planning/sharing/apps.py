from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kring.planning.sharing"
    label = "sharing"
