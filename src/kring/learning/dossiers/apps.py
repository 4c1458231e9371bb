from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "kring.learning.dossiers"
    label = "dossiers"
