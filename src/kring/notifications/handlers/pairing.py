"""Who hears of whom she meets. What follows of somebody's going away tells no name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kring.finding.pairing.events import HalfwayThere, LeftInPeace, PartnerGone, ProgrammeEnded, RoundMade
from kring.finding.pairing.models import LeftOut, Match, MatchPerson, Programme, Round
from kring.notifications.actions import notify
from kring.notifications.rules import Topic


def round_made(fact: RoundMade, *, event: int, now: datetime) -> None:
    """Everyone who was in the round: whom she meets, or that she meets nobody."""
    made = Round.objects.select_related("programme").get(pk=fact.round)
    for match, people in _matched(made).items():
        _about_match(Topic.MATCHED, people, match, made.programme, event=event, now=now)
    left = LeftOut.objects.filter(round=made).values_list("account_id", flat=True)
    _about_programme(Topic.UNMATCHED, left, made.programme, event=event, now=now)


def halfway_there(fact: HalfwayThere, *, event: int, now: datetime) -> None:
    """Who said nothing yet of whom she meets."""
    made = Round.objects.select_related("programme").get(pk=fact.round)
    for match, people in _matched(made, said_at=None).items():
        _about_match(Topic.REMINDED, people, match, made.programme, event=event, now=now)


def partner_gone(fact: PartnerGone, *, event: int, now: datetime) -> None:
    """The others whom she would meet."""
    match = Match.objects.select_related("round__programme").get(pk=fact.match)
    people = MatchPerson.objects.filter(match=match, gone_at=None).exclude(account=fact.person)
    keys = people.values_list("account_id", flat=True)
    _about_programme(Topic.MATCH_GONE, keys, match.round.programme, event=event, now=now)


def left_in_peace(fact: LeftInPeace, *, event: int, now: datetime) -> None:
    """Who isn't asked any more."""
    _about_programme(Topic.LEFT_IN_PEACE, [fact.person], Programme.objects.get(pk=fact.programme), event=event, now=now)


def programme_ended(fact: ProgrammeEnded, *, event: int, now: datetime) -> None:
    """Who took part."""
    _about_programme(Topic.PAIRING_OVER, fact.people, Programme.objects.get(pk=fact.programme), event=event, now=now)


def _matched(made: Round, **which: Any) -> dict[int, list[int]]:
    """The people of each match of a round who can come."""
    rows = MatchPerson.objects.filter(match__round=made, gone_at=None, **which).order_by("match_id", "account_id")
    found: dict[int, list[int]] = {}
    for match, account in rows.values_list("match_id", "account_id"):
        found.setdefault(match, []).append(account)
    return found


def _about_match(
    topic: Topic, people: Iterable[int], match: int, programme: Programme, *, event: int, now: datetime
) -> None:
    notify(
        people,
        topic=topic,
        event=event,
        actor=None,
        about="match",
        about_id=match,
        place=programme.place_id,
        now=now,
    )


def _about_programme(topic: Topic, people: Iterable[int], programme: Programme, *, event: int, now: datetime) -> None:
    notify(
        people,
        topic=topic,
        event=event,
        actor=None,
        about="programme",
        about_id=programme.pk,
        place=programme.place_id,
        now=now,
    )
