"""The round of a meeting: its method, and the clock that everyone in it sees."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError
from kring.meetings.actions.checks import standing
from kring.meetings.consultations.actions import checks
from kring.meetings.consultations.models import Agreement, Round
from kring.meetings.consultations.queries.rounds import clock_of, there_now
from kring.meetings.consultations.rules import clock
from kring.meetings.consultations.rules.clock import Clock, Move, State
from kring.meetings.consultations.rules.methods import MOST_MINUTES, Method, scaled
from kring.meetings.consultations.shelf import shelf
from kring.meetings.models import Meeting
from kring.meetings.rules import presence


@transaction.atomic
def choose_method(
    *, actor: Reader, meeting: int, method: str, minutes: int | None = None, version: int = 0, now: datetime
) -> Round:
    """Choose the method of a round that hasn't begun, and how many minutes there are for it; as many as it takes by
    itself where none are said. It is kept as it is now. `version` is that of the choice before, 0 for none.

    Raises InvalidError, ConflictError when someone else chose meanwhile or it has begun.
    """
    held = _led(actor, meeting, lock=True)
    row = Round.objects.select_for_update(no_key=True).filter(meeting=held).first()
    checks.unchanged(row.version if row is not None else 0, version)
    if row is not None and row.state != State.READY:
        raise ConflictError(_("The round has begun: its method stands."), code="begun")
    chosen, time = _checked(method, minutes)
    row = row or Round(meeting=held, version=0)
    row.method, row.plan, row.chosen_by_id = chosen.key, chosen.model_dump(mode="json"), checks.agreed(actor, held)
    _take(row, clock.ready(scaled([step.minutes for step in chosen.steps], time)))
    row.save()
    return row


@transaction.atomic
def press(*, actor: Reader, meeting: int, move: str, minutes: int = 0, version: int, now: datetime) -> Round:
    """Start, pause, go on, go a step on or back, add minutes (1 to 60) to the present step, or end.

    Of two who press at once the second is told what is now. Raises ConflictError for that, for what can't be done now,
    and for a start before everyone who is there agreed to confidentiality.
    """
    held = _led(actor, meeting)
    row = Round.objects.select_for_update(no_key=True).filter(meeting=held).first()
    if row is None:
        raise ConflictError(_("Choose a method first."), code="no-method")
    checks.unchanged(row.version, version)
    after = clock.moved(clock_of(row), Move(move), now=now, minutes=minutes) if move in list(Move) else None
    if after is None:
        raise ConflictError(_("This can’t be done now."), code="not-now")
    if move == Move.START:
        _may_start(held, now)
        row.started_at = now
    if after.state is State.ENDED:
        row.ended_at = now
    _take(row, after)
    row.save()
    return row


def _led(actor: Reader, meeting: int, *, lock: bool = False) -> Meeting:
    held = checks.sat_in(actor, meeting, lock=lock)
    standing(held)
    checks.leading(actor, held)
    checks.agreed(actor, held)
    return held


def _checked(key: str, minutes: int | None) -> tuple[Method, int]:
    """The method with this key, and how many minutes there are for it."""
    chosen = shelf(settings.METHODS).methods.get(key)
    if chosen is None:
        raise InvalidError({"method": _("Choose one of these.")})
    time = chosen.minutes if minutes is None else minutes
    least = len(chosen.steps)
    if not least <= time <= MOST_MINUTES:
        said = _("Give a number from %(least)d to %(most)d.") % {"least": least, "most": MOST_MINUTES}
        raise InvalidError({"minutes": said})
    return chosen, time


def _may_start(held: Meeting, now: datetime) -> None:
    if not presence.is_open(starts=held.starts_at, ends=held.ends_at, at=now):
        raise ConflictError(_("A round is held during the meeting."), code="not-during")
    agreed = set(Agreement.objects.filter(meeting=held).values_list("account_id", flat=True))
    missing = [one.name for one in there_now(held) if one.pk not in agreed]
    if missing:
        raise ConflictError(
            _("Not everyone who is there agreed to confidentiality: %(names)s.") % {"names": ", ".join(missing)},
            code="not-all-agreed",
        )


def _take(row: Round, after: Clock) -> None:
    row.state, row.step, row.since = after.state.value, after.step, after.since
    row.given, row.used, row.added = list(after.given), list(after.used), list(after.added)
    row.version += 1
