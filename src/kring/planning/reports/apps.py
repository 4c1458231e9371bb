from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "kring.planning.reports"
    label = "reports"
