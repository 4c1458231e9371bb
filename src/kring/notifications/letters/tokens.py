"""Signed words: the number of a letter, which only its reader and her mail server saw, and links that work without
signing in, for one purpose each."""

import base64
import hmac
import re
from typing import Final

from django.core import signing
from django.utils.crypto import salted_hmac

_STOP: Final = signing.Signer(salt="kring.letters.stop", sep=".")
_SILENCE: Final = signing.Signer(salt="kring.letters.silence", sep=".")
_RESUME: Final = signing.TimestampSigner(salt="kring.letters.resume", sep=".")
# How long a link that resumes an address works, in seconds.
RESUME_WITHIN: Final = 24 * 3600
# A mail server may change the case of an address, so there is one case; 100 bits are beyond guessing.
_MARK: Final = re.compile(r"(?<![a-z0-9])([1-9][0-9]{0,18})[.=]([a-z2-7]{20})(?![a-z0-9])")


def letter_mark(letter: int) -> str:
    """The number of a letter with its signature, as it stands in its Message-ID and return address."""
    return f"{letter}.{_signature(letter)}"


def letters_marked(text: str) -> list[int]:
    """The letters whose signed numbers stand in a text, each once; what isn't signed by this installation is none."""
    found = (
        int(number)
        for number, signature in _MARK.findall(text.lower())
        if hmac.compare_digest(signature, _signature(int(number)))
    )
    return list(dict.fromkeys(found))


def _signature(letter: int) -> str:
    digest = salted_hmac("kring.letters.mark", str(letter), algorithm="sha256").digest()
    return base64.b32encode(digest)[:20].decode().lower()


def stop_token(account: int, scope: str) -> str:
    """For a link by which one person stops letters of one scope (see `actions.choose_rhythm`). It doesn't end."""
    return _STOP.sign(f"{account}-{scope}")


def read_stop_token(token: str) -> tuple[int, str] | None:
    """The account and the scope of such a link; None for one that wasn't made here."""
    try:
        account, _, scope = _STOP.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    return int(account), scope


def resume_token(address: int) -> str:
    """For a link that proves that an address takes letters: the key of its row, good for a day."""
    return _RESUME.sign(str(address))


def read_resume_token(token: str) -> int | None:
    """The key of the address; None for a link that wasn't made here or is too old."""
    try:
        return int(_RESUME.unsign(token, max_age=RESUME_WITHIN))
    except signing.BadSignature:
        return None


def address_digest(address: str) -> str:
    """What stands for an address where the address itself needn't be kept: 160 bits, this installation's own."""
    return salted_hmac("kring.letters.address", address.strip().lower(), algorithm="sha256").hexdigest()[:40]


def silence_token(address: str) -> str:
    """For a link by which whoever reads an address stops letters to it that she didn't ask for. It doesn't end, and
    doesn't tell the address."""
    return _SILENCE.sign(address_digest(address))


def read_silence_token(token: str) -> str | None:
    """The digest of the address; None for a link that wasn't made here."""
    try:
        return _SILENCE.unsign(token)
    except signing.BadSignature:
        return None
