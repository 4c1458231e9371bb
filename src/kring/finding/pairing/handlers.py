"""What happens to programmes when people go away, and to ledgers when they met."""

from datetime import datetime

from kring.communities.events import MemberLeft
from kring.finding.pairing import actions
from kring.finding.pairing.events import AllMet
from kring.finding.pairing.models import MatchPerson
from kring.foundation.access.models import Role, Standing
from kring.learning.actions.meeting_others import propose_talk
from kring.people.events import PersonLeft


def member_left(fact: MemberLeft, *, event: int, now: datetime) -> None:
    """Whoever left a circle is in no round of it any more, unless she is back already."""
    if not Standing.objects.filter(
        account=fact.member, place=fact.community, role__in=(Role.MEMBER, Role.HOST)
    ).exists():
        actions.take_out(account=fact.member, places=[fact.community], now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """Whoever left Kring is in no round any more."""
    actions.take_out(account=fact.person, places=None, now=now)


def all_met(fact: AllMet, *, event: int, now: datetime) -> None:
    """Meeting someone is learning from each other: propose a line to each."""
    for account in MatchPerson.objects.filter(match=fact.match, met=True).values_list("account_id", flat=True):
        propose_talk(person=account, match=fact.match, event=event, now=now)
