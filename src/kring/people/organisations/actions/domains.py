"""Mail domains of an organisation, and how one is proved: by a code in a letter that only its keepers read."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.people.models import Domain
from kring.people.organisations.actions import checks
from kring.people.organisations.events import DomainLetterAsked
from kring.people.organisations.queries import code_of
from kring.people.organisations.rules import domains
from kring.people.organisations.rules.domains import Proof

MOST_DOMAINS = 20
_TAKEN = _("Another organisation has verified this domain. Ask the operator if that can’t be.")
_WRONG = {
    Proof.WRONG: _("This is not the code of the last letter. Look at it again."),
    Proof.NONE_SENT: _("Ask for a letter first."),
    Proof.TOO_LATE: _("This code is a day old and works no more. Ask for another letter."),
    Proof.TOO_OFTEN: _("A wrong code was given five times. Ask for another letter."),
}


@transaction.atomic
def offer_domain(*, actor: Reader, organisation: int, name: str, now: datetime) -> Domain:
    """Say that a mail domain is the organisation's; it lets nobody in before it is verified. By an owner or HR.

    Raises InvalidError for what is no domain, for one where anyone can have an address, and for one that another
    organisation verified.
    """
    at = checks.allowed(actor, organisation, "staff")
    domain = domains.domain_of(name)
    if not domain:
        raise InvalidError({"name": _("Give what stands behind the @ of your addresses, such as example.org.")})
    if domains.is_public(domain):
        raise InvalidError({"name": _("Anyone can have an address there, so it says nothing of who works for you.")})
    if Domain.objects.filter(name=domain, verified_at__isnull=False).exclude(organisation=at).exists():
        raise InvalidError({"name": _TAKEN})
    if at.domains.exclude(name=domain).count() >= MOST_DOMAINS:
        raise ConflictError(
            _("An organisation has at most %(most)d domains.") % {"most": MOST_DOMAINS}, code="too-many"
        )
    made, _is_new = Domain.objects.get_or_create(organisation=at, name=domain, defaults={"made_at": now})
    return made


@transaction.atomic
def send_code(*, actor: Reader, domain: int, mailbox: str, now: datetime) -> Domain:
    """Have a letter with a new code sent to a well-known address at the domain; at most one in ten minutes."""
    asked = _own(actor, domain)
    if mailbox not in domains.MAILBOXES:
        raise InvalidError({"mailbox": _("Choose an address out of the list.")})
    if asked.verified_at is not None:
        raise ConflictError(_("This domain is verified already."), code="verified")
    if asked.sent_at is not None and now < asked.sent_at + domains.LETTER_EVERY:
        raise ConflictError(
            _("A letter is on its way. Wait ten minutes before you ask for another one."), code="too-soon"
        )
    asked.mailbox, asked.sent_at, asked.tries = mailbox, now, 0
    asked.save(update_fields=["mailbox", "sent_at", "tries"])
    record(DomainLetterAsked(domain=asked.pk), actor=actor.account, now=now)
    return asked


def verify_domain(*, actor: Reader, domain: int, code: str, now: datetime) -> Domain:
    """Prove a domain by the code of the last letter. Raises InvalidError with the reason; a wrong code counts.

    Raises ConflictError when another organisation was first.
    """
    with transaction.atomic():
        proved = _own(actor, domain)
        if proved.verified_at is not None:
            return proved
        found = domains.proof(given=code, code=code_of(proved), sent_at=proved.sent_at, tries=proved.tries, now=now)
        if found is Proof.WRONG:
            proved.tries += 1
            proved.save(update_fields=["tries"])
    if found is not Proof.RIGHT:
        raise InvalidError({"code": _WRONG[found]})
    return _verified(proved, now)


def verify_as_operator(*, actor: Reader, domain: int, now: datetime) -> Domain:
    """Say as the operator that a domain is an organisation's."""
    if not actor.is_operator:
        raise RefusedError(_("Only an operator can do that."), code="not-an-operator")
    found = Domain.objects.filter(pk=domain).first()
    if found is None:
        raise NotThereError
    return _verified(found, now)


@transaction.atomic
def drop_domain(*, actor: Reader, domain: int, now: datetime) -> None:
    """Let nobody in by a domain any more; whoever came in by it stays."""
    _own(actor, domain).delete()


def _verified(domain: Domain, now: datetime) -> Domain:
    """Only one organisation can have a domain; the database sees to it when two prove it at the same moment."""
    domain.verified_at = now
    try:
        with transaction.atomic():
            domain.save(update_fields=["verified_at"])
    except IntegrityError as error:
        raise ConflictError(_TAKEN, code="domain-taken") from error
    return domain


def _own(actor: Reader, key: int) -> Domain:
    found = Domain.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if found is None:
        raise NotThereError
    checks.allowed(actor, found.organisation_id, "staff")
    return found
