from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "kring.people.blocks"
    label = "blocks"
