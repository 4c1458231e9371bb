"""Notifications from before letters: each is told its circle."""

from importlib import import_module

from django.db import connection

from kring.notifications.models import Notification
from kring.notifications.rules import Topic
from tests.domain.notifications.test_letters import tell
from tests.people import World


def test_notifications_from_before_are_told_their_circle(world: World) -> None:
    tell(world, "mees", Topic.ANSWERED, 1, conversation=world.question)
    tell(world, "mees", Topic.ANNOUNCED, 2, place="verborgen")
    tell(world, "mees", Topic.REPLIED, 3, conversation=world.secret)
    Notification.objects.update(place=None)
    Notification.objects.filter(event=3).update(about="message", about_id=1)
    step = import_module("kring.notifications.migrations.0005_places_of_notifications")
    with connection.schema_editor(atomic=False) as editor:
        step.fill(None, editor)
    found = dict(Notification.objects.values_list("event", "place"))
    assert found == {1: world.key("vakgroep"), 2: world.key("verborgen"), 3: None}
