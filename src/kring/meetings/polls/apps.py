from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "kring.meetings.polls"
    label = "polls"
