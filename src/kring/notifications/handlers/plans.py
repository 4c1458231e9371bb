"""What plans tell: to someone that a development is offered to her."""

from datetime import datetime

from kring.notifications.actions import notify
from kring.notifications.rules import Topic
from kring.planning.plans.events import DevelopmentOffered
from kring.planning.plans.models import Answer, Offer


def development_offered(fact: DevelopmentOffered, *, event: int, now: datetime) -> None:
    """Whom it is about; she alone, as long as it waits for her answer."""
    if not Offer.objects.filter(pk=fact.offer, answer=Answer.OPEN).exists():
        return
    notify(
        [fact.person], topic=Topic.DEVELOPMENT_OFFERED, event=event, actor=None, about="offer", about_id=fact.offer,
        now=now,
    )  # fmt: skip
