from django.apps import AppConfig
from django.db.models import BigAutoField, BigIntegerField

from kring.foundation.fields import AnyOf


class AccessConfig(AppConfig):
    name = "kring.foundation.access"
    label = "access"

    def ready(self) -> None:
        for field in (BigAutoField, BigIntegerField):
            field.register_lookup(AnyOf)
