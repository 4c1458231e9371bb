"""Mail domains: how one is written, which are nobody's employer, and the code that proves one. Pure."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# Only whoever runs a domain reads these (RFC 2142, and what certificate authorities ask).
MAILBOXES: Final = ("postmaster", "admin", "hostmaster", "info")
CODE_LASTS: Final = timedelta(hours=24)
LETTER_EVERY: Final = timedelta(minutes=10)
MOST_TRIES: Final = 5
# Whoever likes has an address there. What belongs to one with a country's ending is caught by its first word.
PUBLIC_PROVIDERS: Final = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "outlook.nl", "hotmail.com", "hotmail.nl", "live.com", "live.nl",
        "msn.com", "yahoo.com", "yahoo.nl", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com",
        "gmx.net", "gmx.de", "web.de", "t-online.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru", "proton.me",
        "protonmail.com", "pm.me", "tutanota.com", "tuta.io", "fastmail.com", "hey.com", "zoho.com", "duck.com",
        "ziggo.nl", "kpnmail.nl", "kpnplanet.nl", "planet.nl", "hetnet.nl", "home.nl", "xs4all.nl", "casema.nl",
        "chello.nl", "upcmail.nl", "quicknet.nl", "telfort.nl", "tele2.nl", "zonnet.nl", "caiway.nl", "caiway.net",
        "online.nl", "versatel.nl", "solcon.nl", "freedom.nl", "onsbrabantnet.nl", "telenet.be", "skynet.be",
        "proximus.be", "scarlet.be", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "btinternet.com",
        "comcast.net", "verizon.net", "qq.com", "163.com", "126.com", "naver.com", "mailinator.com", "yopmail.com",
        "guerrillamail.com", "simplelogin.com", "privaterelay.appleid.com",
    }
)  # fmt: skip
_ANYWHERE: Final = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|gmx|yandex|aol)\.[a-z]{2,3}(?:\.[a-z]{2})?"
)
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])")


class Proof(StrEnum):
    """Whether a code proves a domain, and if not, why not."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE_SENT = "none-sent"
    TOO_LATE = "too-late"
    TOO_OFTEN = "too-often"


def domain_of(said: str) -> str:
    """The mail domain that someone means, by itself or with an address before it; empty for what is none.

    >>> domain_of(" Info@Noorderlicht.Example. "), domain_of("bücher.example"), domain_of("no domain")
    ('noorderlicht.example', 'xn--bcher-kva.example', '')
    """
    name = said.strip().rpartition("@")[2].strip().rstrip(".").lower()
    try:
        written = name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return written if len(written) <= 253 and _DOMAIN.fullmatch(written) else ""


def is_public(domain: str) -> bool:
    """Whether anyone can have an address at a domain, or at one above it, so that it says nothing of who works where.

    >>> is_public("gmail.com"), is_public("mail.yahoo.co.uk"), is_public("noorderlicht.example")
    (True, True, False)
    """
    labels = domain.split(".")
    above = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    return any(one in PUBLIC_PROVIDERS or _ANYWHERE.fullmatch(one) for one in above)


def proof(*, given: str, code: str, sent_at: datetime | None, tries: int, now: datetime) -> Proof:
    """What a code that was typed proves, `tries` being how often one was typed for this letter before."""
    if sent_at is None:
        return Proof.NONE_SENT
    if tries >= MOST_TRIES:
        return Proof.TOO_OFTEN
    if now >= sent_at + CODE_LASTS:
        return Proof.TOO_LATE
    return Proof.RIGHT if re.sub(r"\s", "", given) == code else Proof.WRONG
