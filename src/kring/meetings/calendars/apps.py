from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "kring.meetings.calendars"
    label = "calendars"
