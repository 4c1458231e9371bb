"""What calendar programs answer to invitations (RFC 5546)."""

from datetime import datetime
from email.message import Message
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kring.meetings.calendars.actions import Refused, address_of, take_answer
from kring.meetings.calendars.addresses import sign_up_addressed
from kring.notifications.actions import queue_mail
from kring.notifications.inbound.taking import Incoming, text_of
from kring.notifications.letters.wording import one_line

_HEADERS: Final = {"Auto-Submitted": "auto-replied"}


@transaction.atomic
def calendar_answer(incoming: Incoming, part: Message, *, now: datetime) -> bool:
    """An answer to an invitation of ours is done as it says; what can't be done, she is told with the reason. One that
    didn't come to an address that we signed isn't for us."""
    sign_up = sign_up_addressed(incoming.addressed)
    if sign_up is None:
        return False
    refused = take_answer(sign_up=sign_up, text=text_of(part), now=now)
    if refused is not None:
        _tell(refused, now=now)
    return True


def _tell(refused: Refused, *, now: datetime) -> None:
    sign_up = refused.sign_up
    name, language = sign_up.guest, sign_up.meeting.language
    if sign_up.account is not None:
        name, language = sign_up.account.name, sign_up.account.language
    with override(language):
        names = {
            "name": one_line(name),
            "what": one_line(sign_up.meeting.title),
            "reason": str(refused.because),
            "link": f"{settings.BASE_URL}/meetings/{sign_up.meeting_id}",
        }
        text = _(
            "Hello %(name)s,\n\nYour calendar answered for “%(what)s”, and that could not be done:\n%(reason)s\n\n"
            "See how it stands here:\n%(link)s"
        )
        subject = _("Your answer for “%(what)s” could not be taken") % names
        queue_mail(to=address_of(sign_up), subject=subject, text=text % names, headers=_HEADERS, asked=True, now=now)
