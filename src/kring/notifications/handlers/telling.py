"""What several handlers tell with."""

from collections.abc import Iterable
from datetime import datetime

from kring.foundation.events.models import Event
from kring.notifications.actions import notify
from kring.notifications.rules import Topic


def about(topic: Topic, people: Iterable[int], about: str, key: int, *, event: int, now: datetime) -> None:
    """Tell people of a thing that stands in no circle."""
    notify(people, topic=topic, event=event, actor=actor_of(event), about=about, about_id=key, now=now)


def about_community(topic: Topic, people: Iterable[int], community: int, *, event: int, now: datetime) -> None:
    """Tell people of something that happened in a community."""
    notify(
        people,
        topic=topic,
        event=event,
        actor=actor_of(event),
        about="community",
        about_id=community,
        place=community,
        now=now,
    )


def actor_of(event: int) -> int | None:
    """Who did what an event says; None where nobody did."""
    return Event.objects.values_list("actor_id", flat=True).get(pk=event)
