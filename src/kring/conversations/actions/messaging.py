"""A message from one person to another who allows it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.drafts import Checked
from kring.conversations.events import MessageSent
from kring.conversations.models import Message
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import markup
from kring.people.access import nearness
from kring.people.models import Profile
from kring.people.rules import Part, shown_to


@transaction.atomic
def send_message(*, actor: Reader, receiver: str, body: str, now: datetime) -> Message:
    """Write to a person. Raises RefusedError when she takes no messages from someone as near as the actor."""
    sender = signed_in(actor)
    to = Profile.objects.filter(account__handle=receiver, account__is_active=True).first()
    if to is None:
        raise NotThereError
    if to.pk == sender:
        raise ConflictError(_("You can’t write to yourself."), code="to-oneself")
    if not (takes_messages(actor, to) or Message.objects.filter(sender=to.pk, receiver=sender).exists()):
        raise RefusedError(
            _("This person takes no messages from people outside their circles."), code="takes-no-messages"
        )
    check = Checked()
    tidy = check.text("body", body, longest=10_000)
    check.done()
    sent = Message.objects.create(sender_id=sender, receiver_id=to.pk, body=tidy, html=markup.render(tidy), sent_at=now)
    record(MessageSent(message=sent.pk, receiver=to.pk), actor=sender, now=now)
    return sent


def takes_messages(reader: Reader, profile: Profile) -> bool:
    """Whether the reader may write to the person of this profile. Whom she wrote to may always answer."""
    return reader.account is not None and Part.MESSAGES in shown_to(profile.sight, nearness(reader, profile.pk))


def mark_read(*, actor: Reader, sender: int, now: datetime) -> None:
    """The actor has read what `sender` wrote to her."""
    Message.objects.filter(receiver=actor.account, sender=sender, read_at=None).update(read_at=now)
