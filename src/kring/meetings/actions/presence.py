"""Checking in, correcting the list, and closing it once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.meetings.access import MEETING
from kring.meetings.actions import checks
from kring.meetings.actions.signing_up import register
from kring.meetings.events import PresenceClosed
from kring.meetings.models import (
    Attendance,
    AttendanceChange,
    CodeTry,
    How,
    Meeting,
    Mode,
    PresenceList,
    SignUp,
    SignUpState,
    State,
)
from kring.meetings.queries.lists import content_of
from kring.meetings.queries.meeting import with_part
from kring.meetings.rules import presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a host says of one person: from when she was there, or that she wasn't (`came` is None)."""

    sign_up: int
    came: datetime | None
    left: datetime | None = None


def check_in(*, actor: Reader, meeting: int, code: str, now: datetime) -> Attendance:
    """Say with the code of the room that one is there; whoever hadn't registered takes a place, if there is one.

    Done twice it stays as it was. Raises InvalidError for another code, RefusedError after ten in ten minutes,
    ConflictError when the meeting isn't now, or is full.
    """
    asked = checks.seen(actor, meeting)
    _now(asked, now)
    _count_try(asked, signed_in(actor), now)
    if not presence.accepts(bytes(asked.secret), code, now):
        raise InvalidError({"code": _("This isn't the code that is shown now.")})
    return _came(actor, meeting, How.CODE, now)


@transaction.atomic
def join_online(*, actor: Reader, meeting: int, now: datetime) -> str:
    """The link of an online meeting, for who has a place: during the meeting she is there from now on. Who hosts it or
    has a part in it needs none.

    Raises NotThereError for others, and without a link.
    """
    asked = checks.seen(actor, meeting)
    account = signed_in(actor)
    checks.standing(asked)
    is_going = SignUp.objects.filter(meeting=asked, account=account, state=SignUpState.GOING).exists()
    may = is_going or MEETING.allows(actor, "host", asked) or account in with_part(asked)
    if asked.mode == Mode.ONSITE or not asked.link or not may:
        raise NotThereError
    if is_going and presence.is_open(starts=asked.starts_at, ends=asked.ends_at, at=now):
        _came(actor, meeting, How.ONLINE, now)
    return asked.link


@transaction.atomic
def check_out(*, actor: Reader, meeting: int, now: datetime) -> Attendance:
    """Say that one leaves now. Raises NotThereError for who isn't there."""
    held = checks.seen(actor, meeting, lock=True)
    checks.standing(held)
    row = Attendance.objects.filter(sign_up__meeting=held, sign_up__account=signed_in(actor)).first()
    if row is None:
        raise NotThereError
    row.left_at = max(now, row.came_at)
    row.save(update_fields=["left_at"])
    return row


@transaction.atomic
def correct(*, actor: Reader, meeting: int, marks: Sequence[Mark], now: datetime) -> int:
    """A host says who was there, from when and until when; how many changed. Each change is logged.

    Raises InvalidError, by "sign_up_<key>", for times outside the meeting's day; ConflictError when the list is closed.
    """
    held = checks.hosted(actor, meeting)
    checks.standing(held)
    by = signed_in(actor)
    sign_ups = {
        sign_up.pk: sign_up
        for sign_up in SignUp.objects.select_related("attendance").filter(
            meeting=held, pk__in=[mark.sign_up for mark in marks], state=SignUpState.GOING
        )
    }
    wrong = {f"sign_up_{mark.sign_up}": text for mark in marks for text in _wrong(held, mark, sign_ups)}
    if wrong:
        raise InvalidError(wrong)
    return sum(_mark(sign_ups[mark.sign_up], mark, by=by, now=now) for mark in marks)


@transaction.atomic
def close(*, actor: Reader, meeting: int, now: datetime) -> PresenceList:
    """Close the list, once: from then on nobody can change it, and everyone who was there is told what it gives.

    Raises ConflictError when it is closed already, or the meeting hasn't begun.
    """
    held = checks.hosted(actor, meeting)
    checks.standing(held)
    if now < held.starts_at:
        raise ConflictError(_("This meeting hasn't begun."), code="not-begun")
    account = signed_in(actor)
    closer = Account.objects.get(pk=account)
    text, digest = presence.sealed(content_of(held, closed_by=closer, now=now))
    made = PresenceList.objects.create(meeting=held, content=text, sha256=digest, closed_by=closer, closed_at=now)
    SignUp.objects.filter(meeting=held, state=SignUpState.GOING, attendance=None).update(stayed_away=True)
    held.state, held.changed_at, held.version = State.CLOSED, now, held.version + 1
    held.save(update_fields=["state", "changed_at", "version"])
    record(PresenceClosed(meeting=held.pk), actor=account, now=now)
    return made


@transaction.atomic
def _came(actor: Reader, meeting: int, how: How, now: datetime) -> Attendance:
    held = checks.seen(actor, meeting, lock=True)
    checks.standing(held)
    sign_up = SignUp.objects.filter(meeting=held, account=signed_in(actor), state=SignUpState.GOING).first()
    sign_up = sign_up or register(actor=actor, meeting=meeting, now=now)
    if sign_up.state != SignUpState.GOING:
        raise ConflictError(_("All places are taken. Ask the host."), code="full")
    row, is_new = Attendance.objects.get_or_create(sign_up=sign_up, defaults={"came_at": now, "how": how})
    if not is_new and row.left_at is not None:
        # Who comes back was there all along, as far as a list can say.
        row.left_at = None
        row.save(update_fields=["left_at"])
    return row


def _now(meeting: Meeting, now: datetime) -> None:
    checks.standing(meeting)
    if not presence.is_open(starts=meeting.starts_at, ends=meeting.ends_at, at=now):
        raise ConflictError(_("One can check in from half an hour before the start until half an hour after the end."))


@transaction.atomic
def _count_try(meeting: Meeting, account: int, now: datetime) -> None:
    """Count a try, in a transaction of its own: it stays counted when the code is wrong."""
    row, _is_new = CodeTry.objects.get_or_create(meeting=meeting, account_id=account, defaults={"since": now})
    row = CodeTry.objects.select_for_update().get(pk=row.pk)
    if now - row.since > presence.TRIES_WITHIN:
        row.since, row.tries = now, 0
    if row.tries >= presence.MOST_TRIES:
        raise RefusedError(_("Too many codes. Wait ten minutes, or ask the host."), code="too-many-tries")
    row.tries += 1
    row.save(update_fields=["since", "tries"])


def _wrong(meeting: Meeting, mark: Mark, sign_ups: "dict[int, SignUp]") -> Iterator[Any]:
    if mark.sign_up not in sign_ups:
        yield _("This person has no place.")
    elif mark.came is not None:
        times = [mark.came, *([mark.left] if mark.left is not None else [])]
        if not all(meeting.starts_at - presence.MARGIN <= at <= meeting.ends_at + presence.MARGIN for at in times):
            yield _("These times lie outside the meeting.")
        elif mark.left is not None and mark.left < mark.came:
            yield _("She can't have left before she came.")


def _mark(sign_up: SignUp, mark: Mark, *, by: int, now: datetime) -> bool:
    """Write what a host says of one person, and that she did; whether anything changed."""
    row = getattr(sign_up, "attendance", None)
    before = _as_json(row.came_at, row.left_at) if row is not None else None
    after = _as_json(mark.came, mark.left) if mark.came is not None else None
    if before == after:
        return False
    if mark.came is None:
        Attendance.objects.filter(sign_up=sign_up).delete()
    else:
        how = row.how if row is not None else How.HOST
        Attendance.objects.update_or_create(
            sign_up=sign_up, defaults={"came_at": mark.came, "left_at": mark.left, "how": how}
        )
    AttendanceChange.objects.create(sign_up=sign_up, by_id=by, at=now, before=before, after=after)
    return True


def _as_json(came: datetime, left: datetime | None) -> dict[str, str | None]:
    return {"came": came.isoformat(), "left": left.isoformat() if left is not None else None}
