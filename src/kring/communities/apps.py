from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "kring.communities"
