"""What every room that invites people asks of an invitation, and what it says when one lets nobody in."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kring.foundation.errors import InvalidError
from kring.foundation.inviting import rules
from kring.foundation.inviting.rules import InvitationState
from kring.foundation.text import cleaning

REASONS = {
    InvitationState.WITHDRAWN: _("This invitation was withdrawn. Ask whoever sent it for another one."),
    InvitationState.ENDED: _("This invitation has ended. Ask whoever sent it for another one."),
    InvitationState.FULL: _("This invitation has been used as often as it may. Ask whoever sent it for another one."),
}


def read_addresses(addresses: Sequence[str]) -> list[str]:
    """E-mail addresses, each once, in lower case. Raises InvalidError that names the wrong ones."""
    tidy = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    wrong = [address for address in tidy if not is_address(address)]
    if wrong:
        message = ngettext_lazy("Not an e-mail address: %(which)s", "Not e-mail addresses: %(which)s", len(wrong))
        shown = ", ".join(cleaning.excerpt(address, length=80) for address in wrong[:20])
        raise InvalidError({"addresses": message % {"which": shown + (" …" if len(wrong) > 20 else "")}})
    if not 1 <= len(tidy) <= rules.MOST_MAILS_AT_ONCE:
        raise InvalidError({"addresses": _("Give 1 to 500 addresses at once.")})
    return tidy


def check_invitation(*, limit: int, ends_at: datetime, now: datetime) -> None:
    """Raise InvalidError unless an invitation lets in 1 to 10,000 people until a moment of the coming year."""
    if not 1 <= limit <= 10_000:
        raise InvalidError({"limit": _("An invitation lets in 1 to 10,000 people.")})
    if not now < ends_at <= now + rules.LONGEST_INVITATION:
        raise InvalidError({"ends_at": _("An invitation ends within a year, and not in the past.")})


def is_address(address: str) -> bool:
    """Whether a text is an e-mail address that a letter can go to."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254
