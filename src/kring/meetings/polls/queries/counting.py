"""Whose word counts, and who is to be told what."""

from django.db.models import Exists, OuterRef, QuerySet

from kring.foundation.access.models import Standing
from kring.meetings.polls.access import MEMBERS, POLL
from kring.meetings.polls.models import Mark, Poll, Value


def counted(poll: Poll) -> "QuerySet[Mark]":
    """What members of the circle said. Whoever left it counts no more."""
    there = Standing.objects.filter(place=poll.place_id, role__in=MEMBERS, account=OuterRef("account"))
    return Mark.objects.filter(Exists(there), option__poll=poll)


def answered(poll: Poll) -> list[int]:
    """The members who said anything."""
    return list(counted(poll).order_by("account").values_list("account", flat=True).distinct())


def silent(poll: Poll) -> list[int]:
    """The members who said nothing yet."""
    known = POLL.audience("mark", poll).exclude(pk__in=answered(poll))
    return list(known.order_by("pk").values_list("pk", flat=True))


def invited(meeting: int) -> list[int]:
    """The members who could at the date of which a meeting came, gladly or if need be; none where no poll was."""
    poll = Poll.objects.filter(meeting=meeting).first()
    if poll is None:
        return []
    can = counted(poll).filter(option=poll.chosen_id).exclude(value=Value.NO)
    return list(can.order_by("account").values_list("account", flat=True))
