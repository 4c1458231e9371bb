"""Letters to guests from outside: one for each thing that changes for them, with the meeting for their calendar and a
link by which they give up their place. In the language of the meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kring.meetings.calendars.actions import Message, message_for, note_told
from kring.meetings.calendars.addresses import guest_token
from kring.meetings.calendars.queries.events import COMING, Entry, entry_of
from kring.meetings.calendars.rules.telling import Method
from kring.meetings.calendars.writing import Someone
from kring.meetings.models import Meeting, SignUp, SignUpState, State
from kring.notifications.actions.mailing import queue_mail
from kring.notifications.letters.meetings import parts_of, when_and_where
from kring.notifications.letters.wording import one_line, silence_url, templates

_SAID: Final = {
    "invited": gettext_lazy("%(who)s brings you to “%(what)s”: you have a place"),
    "waits": gettext_lazy("%(who)s brings you to “%(what)s”: you wait for a place"),
    "place": gettext_lazy("You have a place at “%(what)s”"),
    "moved": gettext_lazy("“%(what)s” was changed: look when and where it is"),
    "cancelled": gettext_lazy("“%(what)s” is cancelled"),
    "off": gettext_lazy("You no longer have a place at “%(what)s”"),
    "soon": gettext_lazy("“%(what)s” is soon"),
}
# After these there is no place to give up.
_ENDED: Final = frozenset({"cancelled", "off"})


def write_to_all(meeting: Meeting, *, now: datetime) -> None:
    """Write to all guests of a meeting that changed or was cancelled."""
    guests = SignUp.objects.filter(meeting=meeting, account=None, state__in=COMING).order_by("pk")
    for key in guests.values_list("pk", flat=True):
        write(key, now=now)


def write(sign_up: int, *, now: datetime) -> None:
    """Write to one guest what her calendar doesn't know yet; nothing where it knows. Takes part in the caller's
    transaction."""
    found = message_for(sign_up=sign_up, now=now)
    if found is None:
        return
    guest = found.sign_up
    with override(guest.meeting.language):
        parts = parts_of(found, Someone(guest.guest, guest.guest_email))
        _send(guest, found.entry, _what(found), parts=parts, now=now)
    note_told(message=found)


def remind_all(meeting: Meeting, *, now: datetime) -> None:
    """Remind the guests who have a place. Takes part in the caller's transaction."""
    guests = SignUp.objects.select_related("meeting", "brought_by").filter(meeting=meeting, account=None)
    with override(meeting.language):
        for guest in guests.filter(state=SignUpState.GOING).order_by("pk"):
            _send(guest, entry_of(guest), "soon", now=now)


def _send(guest: SignUp, entry: Entry, what: str, *, now: datetime, parts: Sequence[Mapping[str, str]] = ()) -> None:
    facts = _facts(guest, entry, what)
    queue_mail(
        to=guest.guest_email,
        subject=facts["subject"],
        text=templates().get_template("guest.txt").render(facts),
        html=templates().get_template("guest.html").render(facts),
        headers={"Auto-Submitted": "auto-generated"},
        parts=parts,
        now=now,
    )


def _facts(guest: SignUp, entry: Entry, what: str) -> dict[str, str]:
    who = guest.brought_by.name if guest.brought_by else ""
    subject = _SAID[what] % {"who": one_line(who), "what": one_line(entry.title)}
    link = f"{settings.BASE_URL}/meetings/guests/{guest_token(guest.pk)}"
    return {
        "language": guest.meeting.language,
        "installation": settings.INSTALLATION_NAME or "Kring",
        "subject": subject,
        "hello": _("Hello %(name)s,") % {"name": one_line(guest.guest)},
        "when": when_and_where(entry),
        "because": one_line(entry.because),
        "join": entry.link,
        "link": "" if what in _ENDED else link,
        "stop_url": silence_url(guest.guest_email),
        "unexpected": _("Did you not expect this? Then someone gave your address; you need not do anything."),
    }


def _what(found: Message) -> str:
    """Which of the sentences it is."""
    if found.method is Method.CANCEL:
        return "cancelled" if found.entry.state == State.CANCELLED else "off"
    if found.is_first:
        return "waits" if found.sign_up.state == SignUpState.WAITING else "invited"
    return "moved" if found.has_changed else "place"
