from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "kring.finding.evidence"
    label = "evidence"
