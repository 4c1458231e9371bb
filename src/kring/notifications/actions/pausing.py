"""Addresses that take no letters: pausing them, and letting them take letters again."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.notifications.actions.mailing import queue_mail
from kring.notifications.actions.silencing import silence
from kring.notifications.letters.tokens import address_digest, resume_token
from kring.notifications.models import Address, AddressReport, Mail, Pause
from kring.notifications.queries.pausing import paused_address
from kring.notifications.rules import pauses


@transaction.atomic
def note_failure(*, letter: int, status: str, said: str, now: datetime, why: Pause = Pause.BOUNCED) -> bool:
    """A mail server refused a letter for good, by this enhanced status (RFC 3463, `5.1.1`). Its address is paused at
    once or when it happens too often (see `rules.pauses`). Each letter counts once. False where the letter is unknown
    or went to nobody's present address."""
    address = _address_of(letter)
    if address is None:
        return False
    if not _counted(address, letter):
        return True
    Address.objects.filter(pk=address.pk).update(failures=F("failures") + 1, said=_tidy(said))
    address.refresh_from_db()
    if why is Pause.REFUSED or pauses(status, address.failures):
        _pause(address, why, now=now)
    return True


@transaction.atomic
def note_complaint(*, letter: int, said: str, now: datetime) -> bool:
    """A reader marked a letter as unwanted, and her provider reports it: her address is paused at once. Whoever has no
    account, as a guest, gets nothing any more that she doesn't ask for. False where the letter is unknown."""
    address = _address_of(letter)
    if address is None:
        to = Mail.objects.filter(pk=letter).values_list("to", flat=True).first()
        if to:
            silence(digest=address_digest(to), now=now)
        return bool(to)
    if _counted(address, letter) or address.why != Pause.COMPLAINED:
        Address.objects.filter(pk=address.pk).update(said=_tidy(said))
        _pause(address, Pause.COMPLAINED, now=now)
    return True


@transaction.atomic
def ask_to_resume(*, actor: Reader, now: datetime) -> bool:
    """Write a letter to the actor's paused address, with the link that lets it take letters again. False where her
    address isn't paused."""
    paused = paused_address(actor)
    if paused is None:
        return False
    account = Account.objects.get(pk=paused.account_id)
    with override(account.language):
        names = {"name": account.name, "link": f"{settings.BASE_URL}/letters/address/{resume_token(paused.pk)}"}
        text = _(
            "Hello %(name)s,\n\nKring stopped writing to this address, as e-mails to it came back or were marked as "
            "unwanted. You asked to be written to again.\n\nDo it here, within a day:\n%(link)s\n\n"
            "If this was not you, you need not do anything."
        )
        queue_mail(
            to=account.email or "", subject=_("May Kring write to you again?"), text=text % names, asked=True, now=now
        )
    return True


@transaction.atomic
def resume(*, address: int) -> bool:
    """Letters go to this address again, and what was said of it is forgotten. False where it isn't paused."""
    row = Address.objects.filter(pk=address, paused_at__isnull=False)
    AddressReport.objects.filter(address__in=row).delete()
    return bool(row.update(paused_at=None, why="", said="", failures=0))


def _address_of(letter: int) -> Address | None:
    """The row of the address that a letter went to, held until the transaction ends; made when there is none. None
    where it is nobody's present address."""
    to = Mail.objects.filter(pk=letter).values_list("to", flat=True).first()
    owner = Account.objects.filter(email__iexact=to).first() if to else None
    if owner is None or not to:
        return None
    Address.objects.bulk_create([Address(account=owner, address=to.lower())], ignore_conflicts=True)
    return Address.objects.select_for_update().get(account=owner, address=to.lower())


def _counted(address: Address, letter: int) -> bool:
    """Whether this letter counts; it does only the first time."""
    if AddressReport.objects.filter(address=address, letter=letter).exists():
        return False
    AddressReport.objects.create(address=address, letter=letter)
    return True


def _pause(address: Address, why: Pause, *, now: datetime) -> None:
    Address.objects.filter(pk=address.pk).update(why=why, paused_at=address.paused_at or now)


def _tidy(said: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())[:400]
