from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "kring.finding.teams"
    label = "teams"
