from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kring.foundation.access"
    label = "access"
