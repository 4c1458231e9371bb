from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "kring.meetings.consultations"
    label = "consultations"
