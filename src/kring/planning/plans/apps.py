from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "kring.planning.plans"
    label = "plans"
