"""Registering for a meeting, giving up a place, and moving up. Whoever does so holds the meeting's row."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.conversations.drafts import Checked
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.meetings.access import MEETING
from kring.meetings.actions import checks
from kring.meetings.consultations.queries.groups import group_at
from kring.meetings.events import MovedUp, SignedOff, SignedUp
from kring.meetings.models import Attendance, Meeting, SignUp, SignUpState
from kring.meetings.rules import capacity
from kring.meetings.rules.capacity import Closed

LONGEST_ANSWER: Final = 500
MOST_GUESTS: Final = 20
MOST_GUESTS_OF_HOST: Final = 200

_CLOSED: Final = {
    Closed.CANCELLED: _("This meeting was cancelled."),
    Closed.OVER: _("This meeting is over."),
    Closed.TOO_LATE: _("Registration for this meeting is closed."),
    Closed.STAYED_AWAY: _("You had a place at meetings here and stayed away too often. Ask the host for a place."),
}


@transaction.atomic
def register(*, actor: Reader, meeting: int, answers: Sequence[str] = (), now: datetime) -> SignUp:
    """Take a place, or wait for one when all are taken; done twice it stays as it was, with the answers given last.

    Raises NotThereError, RefusedError (no member, stayed away too often), ConflictError (closed), InvalidError.
    """
    held = checks.seen(actor, meeting, lock=True)
    account = signed_in(actor)
    if not held.open_to_all:
        checks.allowed(actor, "register", held)
    checks.standing(held)
    _still_open(held, now)
    given = _answers(held, answers)
    sign_up = SignUp.objects.filter(meeting=held, account=account).first()
    if sign_up is not None and sign_up.state in {SignUpState.GOING, SignUpState.WAITING}:
        if answers and sign_up.answers != given:
            sign_up.answers = given
            sign_up.save(update_fields=["answers"])
        return sign_up
    _reliable(held, account, now)
    sign_up = sign_up or SignUp(meeting=held, account_id=account)
    sign_up.answers = given
    return _sign_up(held, sign_up, actor=account, now=now)


@transaction.atomic
def sign_off(*, actor: Reader, meeting: int, sign_up: int | None = None, now: datetime) -> SignUp:
    """Give up one's own place, or that of a guest whom one brought; a host that of anyone. Who waited longest moves up.

    Raises ConflictError when the meeting is over.
    """
    held = checks.seen(actor, meeting, lock=True)
    account = signed_in(actor)
    return _leave(held, _of(held, actor, account, sign_up), actor=account, now=now)


@transaction.atomic
def give_up(*, sign_up: int, now: datetime) -> SignUp:
    """A guest gives up her place herself: whoever calls this has read her signed link. Who waited longest moves up.

    Raises NotThereError for who is no guest, ConflictError as `sign_off`.
    """
    key = SignUp.objects.filter(pk=sign_up, account=None).values_list("meeting_id", flat=True).first()
    if key is None:
        raise NotThereError
    rows = Meeting.objects.select_related("place__community").select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=key)
    return _leave(held, SignUp.objects.get(pk=sign_up), actor=None, now=now)


def _leave(held: Meeting, row: SignUp, *, actor: int | None, now: datetime) -> SignUp:
    checks.standing(held)
    if now >= held.ends_at:
        raise ConflictError(_CLOSED[Closed.OVER], code="over")
    if row.state not in {SignUpState.GOING, SignUpState.WAITING}:
        return row
    had_place = row.state == SignUpState.GOING
    if had_place and Attendance.objects.filter(sign_up=row).exists():
        raise ConflictError(_("Someone who is there can't be signed off. Say until when instead."), code="is-there")
    is_late = had_place and capacity.is_late(
        starts=held.starts_at, hours_before=held.cancel_hours, now=now, moved_up=row.moved_up_at
    )
    row.state = SignUpState.LATE if is_late else SignUpState.OFF
    row.save(update_fields=["state"])
    held.taken, held.waiting = held.taken - int(had_place), held.waiting - int(not had_place)
    held.save(update_fields=["taken", "waiting"])
    record(SignedOff(meeting=held.pk, sign_up=row.pk), actor=actor, now=now)
    move_up(held, now=now)
    return row


@transaction.atomic
def bring(*, actor: Reader, meeting: int, name: str, email: str, now: datetime) -> SignUp:
    """Bring a guest from outside: takes a place, or waits for one. A host may, until the list is closed, and any member
    where the meeting is open to all.

    Raises as `register`; ConflictError for too many guests, RefusedError in a group for peer consultation: there each
    agrees to confidentiality first, and a guest can't.
    """
    held = checks.seen(actor, meeting, lock=True)
    account = signed_in(actor)
    hosts = MEETING.allows(actor, "host", held)
    if not held.open_to_all:
        checks.allowed(actor, "host", held)
    checks.standing(held)
    if group_at(held.place_id) is not None:
        raise RefusedError(_("To peer consultation nobody brings guests: each agrees to confidentiality first."))
    if not hosts:
        _still_open(held, now)
    guest, address = _guest(name, email)
    known = SignUp.objects.filter(meeting=held, guest_email=address).first()
    if known is not None and known.state in {SignUpState.GOING, SignUpState.WAITING}:
        return known
    most = MOST_GUESTS_OF_HOST if hosts else MOST_GUESTS
    if SignUp.objects.filter(meeting=held, brought_by=account).count() >= most and known is None:
        raise ConflictError(_("You bring enough guests."), code="too-many-guests")
    if now >= held.ends_at:
        _has_room(held)
    sign_up = known or SignUp(meeting=held, guest_email=address)
    sign_up.guest, sign_up.brought_by_id = guest, account
    return _sign_up(held, sign_up, actor=account, now=now)


@transaction.atomic
def give_place(*, actor: Reader, meeting: int, handle: str, now: datetime) -> SignUp:
    """A host gives someone who may see the meeting a place: after registration closed too, and after the meeting for
    who was there unannounced. Never more than there are.

    Raises InvalidError by "handle" for who can't see it, ConflictError when all places are taken or its list is closed.
    """
    held = checks.hosted(actor, meeting)
    checks.standing(held)
    account = checks.someone(held, handle)
    sign_up = SignUp.objects.filter(meeting=held, account=account).first() or SignUp(meeting=held, account=account)
    if sign_up.state == SignUpState.GOING:
        return sign_up
    _has_room(held)
    if sign_up.state == SignUpState.WAITING:
        held.waiting -= 1
        held.save(update_fields=["waiting"])
    return _sign_up(held, sign_up, actor=signed_in(actor), now=now)


def _has_room(held: Meeting) -> None:
    if not capacity.has_room(places=held.places, taken=held.taken):
        raise ConflictError(_("All places are taken. Make more places first."), code="full")


def move_up(held: Meeting, *, now: datetime) -> int:
    """Give whoever waited longest the places that are free; how many moved up. `held` is locked by the caller."""
    count = capacity.movable(places=held.places, taken=held.taken, waiting=held.waiting)
    if not count or now >= held.ends_at:
        return 0
    rows = list(SignUp.objects.filter(meeting=held, state=SignUpState.WAITING).order_by("asked_at", "pk")[:count])
    SignUp.objects.filter(pk__in=[row.pk for row in rows]).update(state=SignUpState.GOING, moved_up_at=now)
    held.taken, held.waiting = held.taken + len(rows), held.waiting - len(rows)
    held.save(update_fields=["taken", "waiting"])
    for row in rows:
        record(MovedUp(meeting=held.pk, sign_up=row.pk), actor=None, now=now)
    return len(rows)


def _sign_up(held: Meeting, sign_up: SignUp, *, actor: int, now: datetime) -> SignUp:
    waits = not capacity.has_room(places=held.places, taken=held.taken)
    sign_up.state = SignUpState.WAITING if waits else SignUpState.GOING
    sign_up.asked_at, sign_up.moved_up_at = now, None
    sign_up.save()
    held.taken, held.waiting = held.taken + int(not waits), held.waiting + int(waits)
    held.save(update_fields=["taken", "waiting"])
    record(SignedUp(meeting=held.pk, sign_up=sign_up.pk, waits=waits), actor=actor, now=now)
    return sign_up


def _still_open(held: Meeting, now: datetime) -> None:
    why = capacity.closed(
        cancelled=False, starts=held.starts_at, ends=held.ends_at, hours_before=held.register_hours, now=now
    )
    if why is not None:
        raise ConflictError(_CLOSED[why], code=why.value)


def _reliable(held: Meeting, account: int, now: datetime) -> None:
    """Raise RefusedError for who stayed away too often within a year from the meetings of this circle."""
    if held.most_no_shows is None:
        return
    missed = SignUp.objects.filter(
        Q(stayed_away=True) | Q(state=SignUpState.LATE),
        account=account,
        meeting__place=held.place_id,
        meeting__starts_at__gt=now - timedelta(days=capacity.NO_SHOW_DAYS),
    )
    each = missed.values_list("meeting__starts_at", "meeting__cancel_hours", "moved_up_at")
    counted = [
        starts
        for starts, hours, moved_up in each
        if capacity.had_time(starts=starts, hours_before=hours, moved_up=moved_up)
    ]
    if len(counted) >= held.most_no_shows:
        raise RefusedError(_CLOSED[Closed.STAYED_AWAY], code=Closed.STAYED_AWAY.value)


def _answers(held: Meeting, answers: Sequence[str]) -> list[str]:
    check = Checked()
    given = [*answers, *[""] * len(held.questions)][: len(held.questions)]
    tidy = [
        check.line(f"answer_{number}", text, longest=LONGEST_ANSWER, needed=False) for number, text in enumerate(given)
    ]
    check.done()
    return tidy


def _guest(name: str, email: str) -> tuple[str, str]:
    check = Checked()
    guest = check.line("name", name, longest=120)
    address = check.line("email", email, longest=254).lower()
    try:
        validate_email(address)
    except ValidationError:
        check.wrong.setdefault("email", _("This is no e-mail address."))
    check.done()
    return guest, address


def _of(held: Meeting, actor: Reader, account: int, key: int | None) -> SignUp:
    """One's own sign_up, or the one with this key if one may give it up."""
    rows = SignUp.objects.filter(meeting=held)
    row = rows.filter(account=account).first() if key is None else rows.filter(pk=key).first()
    if row is None:
        raise NotThereError
    if account not in {row.account_id, row.brought_by_id}:
        checks.allowed(actor, "host", held)
    return row
