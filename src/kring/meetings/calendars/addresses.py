"""Signed words of one sign-up: the address to which a calendar answers, and the link of a guest."""

import base64
import hmac
import re
from collections.abc import Iterable
from email.utils import parseaddr
from typing import Final

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from kring.foundation.installation import Installation

_GUEST: Final = signing.Signer(salt="kring.calendars.guest", sep=".")
# A mail server may change the case of an address, so there is one case; 100 bits are beyond guessing.
_MARK: Final = re.compile(r"\+rsvp[.=]([1-9][0-9]{0,18})[.=]([a-z2-7]{20})@")


def reply_address(sign_up: int) -> str:
    """Where the calendar of who signed up answers to; empty where this installation takes no mail."""
    name, at, host = parseaddr(settings.RETURN_PATH)[1].rpartition("@")
    return f"{name}+rsvp.{sign_up}.{_signature(sign_up)}@{host}" if at else ""


def sending_address() -> str:
    """The address from which this installation sends."""
    return parseaddr(Installation.read(settings.DATA).mail_from or settings.DEFAULT_FROM_EMAIL)[1]


def sign_up_addressed(addresses: Iterable[str]) -> int | None:
    """Whose answer came to these addresses; None where none is signed by this installation, or several are."""
    found = {
        int(number)
        for address in addresses
        for number, signature in _MARK.findall(address.lower())
        if hmac.compare_digest(signature, _signature(int(number)))
    }
    return found.pop() if len(found) == 1 else None


def guest_token(sign_up: int) -> str:
    """For the link by which a guest gives up her place. It doesn't end."""
    return _GUEST.sign(str(sign_up))


def read_guest_token(token: str) -> int | None:
    """The sign-up of such a link; None for one that wasn't made here."""
    try:
        return int(_GUEST.unsign(token))
    except signing.BadSignature:
        return None


def _signature(sign_up: int) -> str:
    digest = salted_hmac("kring.calendars.reply", str(sign_up), algorithm="sha256").digest()
    return base64.b32encode(digest)[:20].decode().lower()
