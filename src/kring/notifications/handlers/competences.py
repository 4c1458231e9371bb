"""Who hears of frameworks: whoever proposed a name."""

from datetime import datetime

from kring.competences.frameworks.events import LabelDecided
from kring.competences.frameworks.models import Proposal
from kring.notifications.actions import notify
from kring.notifications.handlers.telling import actor_of
from kring.notifications.rules import Topic


def label_decided(fact: LabelDecided, *, event: int, now: datetime) -> None:
    """Who proposed it."""
    proposal = Proposal.objects.get(pk=fact.proposal)
    notify(
        [proposal.person_id],
        topic=Topic.NAME_ACCEPTED if proposal.is_accepted else Topic.NAME_REFUSED,
        event=event,
        actor=actor_of(event),
        about="item",
        about_id=proposal.item_id,
        facts={"name": proposal.text},
        now=now,
    )
