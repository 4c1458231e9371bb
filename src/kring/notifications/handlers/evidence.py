"""Who hears that she was endorsed, or asked to endorse: not of whom she keeps away."""

from datetime import datetime

from kring.finding.evidence.events import EndorsementAsked, EndorsementGiven
from kring.finding.evidence.models import Ask, AskState, Endorsement, EndorsementState
from kring.notifications.actions import notify
from kring.notifications.rules import Topic
from kring.people.blocks.queries import is_kept_away


def endorsement_given(fact: EndorsementGiven, *, event: int, now: datetime) -> None:
    """Whoever was endorsed; she decides on it."""
    said = Endorsement.objects.filter(pk=fact.endorsement, state=EndorsementState.OFFERED).first()
    if said is not None:
        _tell(said.of_id, said.by_id, Topic.ENDORSED, "endorsement", said.pk, event=event, now=now)


def endorsement_asked(fact: EndorsementAsked, *, event: int, now: datetime) -> None:
    """Whoever was asked."""
    asked = Ask.objects.filter(pk=fact.ask, state=AskState.OPEN).first()
    if asked is not None:
        _tell(asked.to_id, asked.by_id, Topic.ENDORSEMENT_ASKED, "endorsement-ask", asked.pk, event=event, now=now)


def _tell(person: int, actor: int, topic: Topic, about: str, key: int, *, event: int, now: datetime) -> None:
    if not is_kept_away(person, actor):
        notify([person], topic=topic, event=event, actor=actor, about=about, about_id=key, now=now)
