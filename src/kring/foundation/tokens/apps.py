from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "kring.foundation.tokens"
    label = "tokens"
