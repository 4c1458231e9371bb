from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "kring.competences.frameworks"
    label = "frameworks"
