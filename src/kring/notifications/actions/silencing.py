"""Addresses whose readers want nothing that they didn't ask for."""

from datetime import datetime

from kring.notifications.models import Silence


def silence(*, digest: str, now: datetime) -> None:
    """From now on only what its reader asks for goes to the address of this digest (see `tokens.address_digest`)."""
    Silence.objects.bulk_create([Silence(digest=digest, since=now)], ignore_conflicts=True)


def end_silence(*, digest: str) -> None:
    """Anyone may write to the address again."""
    Silence.objects.filter(pk=digest).delete()
