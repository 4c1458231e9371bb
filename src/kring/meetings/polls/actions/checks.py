"""What several actions ask before they write."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.meetings.polls.access import POLL
from kring.meetings.polls.models import Poll, State
from kring.meetings.polls.rules import Closed, closed

REASONS: Final = {
    "mark": _("Only members of this circle can say when they can. Join it first."),
    "propose": _("Only hosts of this circle, and members who lead a meeting there, can propose dates."),
    "change": _("Only hosts of this circle, or whoever proposed the dates, can do this."),
}
CLOSED: Final = {
    Closed.CHOSEN: _("A date was chosen already: see the meeting that came of this poll."),
    Closed.WITHDRAWN: _("This poll was withdrawn."),
    Closed.TOO_LATE: _("This poll is closed: the day until which one could answer is over."),
}


def seen(actor: Reader, key: int, *, lock: bool = False) -> Poll:
    """A poll that the actor may read, with its place. With `lock` its row is held until the transaction ends."""
    rows: QuerySet[Poll] = Poll.objects.select_related("place__community").filter(POLL.filter(actor, "read"))
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    poll = rows.filter(pk=key).first()
    if poll is None:
        raise NotThereError
    return poll


def allowed(actor: Reader, action: str, poll: Poll) -> int:
    """The actor's account, if she may; else RefusedError with the reason."""
    account = signed_in(actor)
    if not POLL.allows(actor, action, poll):
        raise RefusedError(REASONS[action], code=f"may-not-{action}")
    return account


def why_closed(poll: Poll, *, now: datetime) -> Closed | None:
    """Why nobody can answer any more; None while one can."""
    return closed(
        is_chosen=poll.state == State.CHOSEN,
        is_withdrawn=poll.state == State.WITHDRAWN,
        answer_until=poll.answer_until,
        now=now,
    )


def undecided(poll: Poll) -> None:
    """Raise ConflictError when a date was chosen or the poll withdrawn."""
    if poll.state != State.OPEN:
        why = Closed.CHOSEN if poll.state == State.CHOSEN else Closed.WITHDRAWN
        raise ConflictError(CLOSED[why], code=why.value)
