"""What several actions ask before they write."""

from typing import Final, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kring.conversations.models import circle_of
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings.access import MEETING
from kring.meetings.models import Meeting, State

REASONS: Final = {
    "register": _("Only members of this circle can register. Join it first."),
    "vote": _("Only members of this circle can vote. Join it first."),
    "plan": _("Only hosts of this circle can plan meetings."),
    "host": _("Only hosts of this circle, or whoever leads the meeting, can do this."),
}


class Versioned(Protocol):
    """What counts its changes."""

    version: int


def seen(actor: Reader, key: int, *, lock: bool = False) -> Meeting:
    """A meeting that the actor may read, with its place. With `lock` its row is held until the transaction ends."""
    rows: QuerySet[Meeting] = Meeting.objects.select_related("place__community").filter(MEETING.filter(actor, "read"))
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    meeting = rows.filter(pk=key).first()
    if meeting is None:
        raise NotThereError
    return meeting


def allowed(actor: Reader, action: str, meeting: Meeting) -> int:
    """The actor's account, if she may; else RefusedError with the reason."""
    account = signed_in(actor)
    if not MEETING.allows(actor, action, meeting):
        raise RefusedError(REASONS[action], code=f"may-not-{action}")
    return account


def hosted(actor: Reader, key: int, *, lock: bool = True) -> Meeting:
    """A meeting that the actor hosts, held until the transaction ends. Raises NotThereError, RefusedError."""
    meeting = seen(actor, key, lock=lock)
    allowed(actor, "host", meeting)
    return meeting


def standing(meeting: Meeting) -> None:
    """Raise ConflictError when a meeting was cancelled or its list is closed, or its circle archived."""
    if meeting.state == State.CANCELLED:
        raise ConflictError(_("This meeting was cancelled."), code="cancelled")
    if meeting.state == State.CLOSED:
        raise ConflictError(_("The presence list of this meeting is closed: nothing can be changed."), code="closed")
    writable(meeting.place)


def unchanged(held: Versioned, version: int) -> None:
    """Raise ConflictError when someone changed a thing since the version that the actor saw."""
    if held.version != version:
        raise ConflictError(
            _("This was changed while you were writing. Your text is kept below; compare the two."),
            code="changed-meanwhile",
        )


def someone(meeting: Meeting, handle: str, *, field: str = "handle") -> Account:
    """Who has this name in Kring (`@name`), or else alone bears this name, and may see a meeting. Raises InvalidError
    by the field."""
    people, name = MEETING.audience("read", meeting), handle.strip()
    account = people.filter(handle=name.removeprefix("@").lower()).first()
    named = [account] if account is not None else list(people.filter(name__iexact=name)[:2])
    if len(named) > 1:
        raise InvalidError({field: _("More than one person is called so. Give her name in Kring, as in @name.")})
    if not named:
        raise InvalidError({field: _("There is nobody with this name who can see this meeting.")})
    return named[0]


def writable(place: Place) -> None:
    """Raise ConflictError when the circle there is archived."""
    circle = circle_of(place)
    if circle is not None and circle.archived_at is not None:
        raise ConflictError(_("This circle is archived: it can be read, but nothing can be added."), code="archived")
