from django.apps import AppConfig


class PairingConfig(AppConfig):
    name = "kring.finding.pairing"
    label = "pairing"
