from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "kring.communities.agreements"
    label = "agreements"
