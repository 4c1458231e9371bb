"""Choosing a date: the meeting is planned as any other, and whoever can is invited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.meetings import actions as meetings
from kring.meetings.models import Meeting
from kring.meetings.plans import Plan
from kring.meetings.polls.actions import checks
from kring.meetings.polls.events import PollChosen
from kring.meetings.polls.models import Option, State


@transaction.atomic
def choose(*, actor: Reader, poll: int, plan: Plan, place: int, now: datetime) -> Meeting:
    """Plan the meeting of a poll of a circle, at one of its dates; from then on the poll is decided.

    Raises as `meetings.plan`; NotThereError for a poll of another place, ConflictError when it was decided before,
    InvalidError for another time than its dates.
    """
    held = checks.seen(actor, poll, lock=True)
    if held.place_id != place:
        raise NotThereError
    checks.undecided(held)
    meeting = meetings.plan(actor=actor, place=place, plan=plan, now=now)
    option = Option.objects.filter(poll=held, starts_at=meeting.starts_at).first()
    if option is None:
        raise InvalidError(
            {"starts": _("This is none of the dates of the poll. Add it there first, so that people say if they can.")}
        )
    held.state, held.chosen, held.meeting, held.version = State.CHOSEN, option, meeting, held.version + 1
    held.save(update_fields=["state", "chosen", "meeting", "version"])
    record(PollChosen(poll=held.pk, meeting=meeting.pk), actor=signed_in(actor), now=now)
    return meeting
