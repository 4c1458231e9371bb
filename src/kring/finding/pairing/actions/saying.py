"""Saying whether one met, and being reminded to."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kring.finding.pairing.access import MATCH_PERSON
from kring.finding.pairing.events import AllMet, HalfwayThere
from kring.finding.pairing.models import Match, MatchPerson, Round
from kring.finding.pairing.plans import ZONE
from kring.finding.pairing.rules.rhythm import midway
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import NotThereError
from kring.foundation.events.actions import record


@transaction.atomic
def say(*, actor: Reader, match: int, met: bool, now: datetime) -> MatchPerson:
    """The actor says whether they met; she may say it anew. When all say that they did, that is an event, once."""
    account = signed_in(actor)
    # Held, so that of two who say it at once one sees that both did.
    held = Match.objects.select_for_update(no_key=True).filter(pk=match).first()
    rows = MatchPerson.objects.filter(MATCH_PERSON.filter(actor, "read"), match=held)
    mine = rows.first() if held is not None else None
    if mine is None:
        raise NotThereError
    before = mine.met
    mine.met, mine.said_at = met, now
    mine.save(update_fields=["met", "said_at"])
    everyone = MatchPerson.objects.filter(match=match, gone_at=None).values_list("met", flat=True)
    if met and not before and len(everyone) > 1 and all(everyone):
        record(AllMet(match=match), actor=account, now=now)
    return mine


def remind(*, now: datetime) -> int:
    """Record for each latest round that is half over that it is so, once; how many these were."""
    today = now.astimezone(ZONE).date()
    rows = Round.objects.filter(reminded_at=None, programme__ended_at=None).select_related("programme")
    sent = 0
    for one in rows.order_by("pk"):
        if midway(one.day, weeks=one.programme.weeks) <= today:
            sent += _remind(one.pk, now=now)
    return sent


@transaction.atomic
def _remind(key: int, *, now: datetime) -> int:
    changed = Round.objects.filter(pk=key, reminded_at=None).update(reminded_at=now)
    if changed and not Round.objects.filter(programme__rounds=key, number__gt=F("programme__rounds__number")).exists():
        record(HalfwayThere(round=key), actor=None, now=now)
    return changed
