"""Taking the answer of a calendar program as what its owner says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import reader_of
from kring.foundation.addresses import mail_host
from kring.foundation.errors import KringError, NotThereError
from kring.meetings.actions import give_up, register, sign_off
from kring.meetings.calendars.actions.telling import held_copy
from kring.meetings.calendars.models import CalendarCopy
from kring.meetings.calendars.queries.events import COMING
from kring.meetings.calendars.rules import replies as rules
from kring.meetings.calendars.rules.replies import Answer, Kind
from kring.meetings.models import SignUp

# She is told why she stays on the list; that a meeting is over or was cancelled she knows.
_WORTH_TELLING: Final = frozenset({"is-there"})
_NO_OTHER_TIME: Final = _("The time of a meeting can't be changed by an answer. Ask whoever leads it.")
_ASK_WHO_BROUGHT: Final = _("You gave up your place. Ask whoever brought you for another.")


@dataclass(frozen=True, slots=True)
class Refused:
    """What couldn't be done as she answered, and why."""

    sign_up: SignUp
    because: Any


@transaction.atomic
def take_answer(*, sign_up: int, text: str, now: datetime) -> Refused | None:
    """Do as the owner of a calendar answered in `text`, a calendar; returns what was refused, to be told her in the
    same transaction.

    Whose answer it is was checked by its signed address; whatever it says may be made up. Declined: she signs off.
    Accepted: she registers, or stays. Tentative changes nothing, nor does an answer to another event, to an earlier
    version or that came before.
    """
    found = SignUp.objects.select_related("account", "meeting", "brought_by").filter(pk=sign_up).first()
    if found is None:
        return None
    reply = rules.read(text, address=address_of(found))
    if reply is None or reply.uid != uid_of(found):
        return None
    copy = held_copy(found.pk)
    if not copy.method or not rules.counts(reply, told=copy.sequence, last=copy.answered_at, now=now):
        return None
    found.refresh_from_db(fields=["state"])
    copy.answered_at = reply.at
    if reply.answer is Answer.DECLINED or (reply.answer and found.state in COMING):
        # Who accepts after all is told again, as her program declined for her.
        copy.answer = reply.answer
    copy.save(update_fields=["answered_at", "answer"])
    if reply.kind is Kind.COUNTER:
        return Refused(found, _NO_OTHER_TIME)
    return _done(found, copy, reply.answer, now=now)


def address_of(sign_up: SignUp) -> str:
    """Where whoever signed up gets her mail."""
    return sign_up.guest_email if sign_up.account is None else sign_up.account.email or ""


def uid_of(sign_up: SignUp) -> str:
    """By which name calendars know its meeting."""
    return f"{sign_up.meeting.uid}@{mail_host()}"


def _done(found: SignUp, copy: CalendarCopy, answer: Answer | None, *, now: datetime) -> Refused | None:
    comes = found.state in COMING
    try:
        with transaction.atomic():
            if answer is Answer.DECLINED and comes:
                _leave(found, now=now)
            elif answer is Answer.ACCEPTED and not comes:
                return _come(found, now=now)
    except NotThereError:
        return None
    except KringError as error:
        if answer is Answer.DECLINED:
            # She comes still, so her calendar is told of what follows.
            CalendarCopy.objects.filter(pk=copy.pk).update(answer="")
            return Refused(found, error.message) if error.code in _WORTH_TELLING else None
        return Refused(found, error.message)
    return None


def _leave(found: SignUp, *, now: datetime) -> None:
    if found.account_id is None:
        give_up(sign_up=found.pk, now=now)
    else:
        sign_off(actor=reader_of(found.account_id), meeting=found.meeting_id, now=now)


def _come(found: SignUp, *, now: datetime) -> Refused | None:
    if found.account_id is None:
        return Refused(found, _ASK_WHO_BROUGHT)
    register(actor=reader_of(found.account_id), meeting=found.meeting_id, answers=found.answers, now=now)
    return None
