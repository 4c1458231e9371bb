"""Domains, invitations and lists: how people come to be known as working somewhere."""

from datetime import date, datetime
from typing import NamedTuple

from django.core import signing
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.queries import verified_emails
from kring.foundation.errors import NotThereError
from kring.people.models import Domain, Employment, Organisation, OrganisationInvitation, StaffList
from kring.people.organisations.access import ORGANISATION

_SALT = "kring.people.organisation-invitation"
_CODE_SALT = "kring.people.domain-code"


class InvitationRow(NamedTuple):
    """An open invitation, as HR sees it."""

    id: int
    email: str
    name: str
    note: str
    role: int | None
    department: str
    used: int
    limit: int
    ends_at: datetime
    by: str


_INVITATION = (
    "pk", "email", "name", "note", "role", "department__name", "used", "limit", "ends_at", "made_by__name",
)  # fmt: skip


def domains(reader: Reader, row: Organisation) -> list[Domain]:
    """The mail domains of an organisation, by name; for its owners and HR."""
    return list(row.domains.order_by("name")) if ORGANISATION.allows(reader, "staff", row) else []


def unverified_domains(reader: Reader, slug: str) -> list[Domain]:
    """The domains of an organisation that nobody has proved yet, by name; for operators alone."""
    if not reader.is_operator:
        return []
    return list(Domain.objects.filter(organisation__slug=slug, verified_at=None).order_by("name"))


def code_of(domain: Domain) -> str:
    """The code of the last letter about a domain: eight digits, of this letter alone."""
    sent = domain.sent_at.isoformat() if domain.sent_at else ""
    digest = salted_hmac(_CODE_SALT, f"{domain.pk}:{domain.name}:{sent}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 100_000_000:08}"


def joinable(reader: Reader) -> list[Organisation]:
    """The organisations that the reader can say she works at, by an address of hers that is verified, by name.

    None that she worked at before: whoever left comes back by invitation.
    """
    if reader.account is None:
        return []
    hers = {address.rpartition("@")[2] for address in verified_emails(reader.account)}
    known = Employment.objects.filter(account=reader.account).values("organisation")
    rows = Organisation.objects.filter(domains__name__in=hers, domains__verified_at__isnull=False)
    return list(rows.exclude(pk__in=known).distinct().order_by("name", "pk")[:20])


def may_join_by_address(reader: Reader, key: int) -> bool:
    """Whether an organisation is among those that are `joinable`."""
    return any(one.pk == key for one in joinable(reader))


def invitations(reader: Reader, row: Organisation, *, now: datetime, size: int = 200) -> list[InvitationRow]:
    """Invitations that still let people in, newest first; for owners and HR."""
    if not ORGANISATION.allows(reader, "staff", row):
        return []
    rows = open_invitations(row, now=now).order_by("-pk").values_list(*_INVITATION)[:size]
    return [InvitationRow._make([*one[:5], one[5] or "", *one[6:]]) for one in rows]


def open_invitations(row: Organisation, *, now: datetime) -> "QuerySet[OrganisationInvitation]":
    """The invitations of an organisation that still let people in."""
    return row.invitations.filter(withdrawn_at=None, ends_at__gt=now, used__lt=F("limit"))


def invitation_token(invitation: int) -> str:
    """What stands in the link of an invitation: its key, signed."""
    return signing.Signer(salt=_SALT).sign_object(invitation, compress=False)


def invitation_by_token(token: str) -> OrganisationInvitation:
    """The invitation of a link. Raises NotThereError for a token that this installation didn't make."""
    try:
        key = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise NotThereError from error
    rows = OrganisationInvitation.objects.select_related("organisation", "department", "made_by")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found


def staff_list(reader: Reader, row: Organisation, key: int) -> StaffList:
    """A list of people that was brought; for owners and HR. Raises NotThereError."""
    found = row.staff_lists.filter(pk=key).first() if ORGANISATION.allows(reader, "staff", row) else None
    if found is None:
        raise NotThereError
    return found


def waiting_lists(reader: Reader, row: Organisation) -> list[tuple[int, str, date]]:
    """The lists that wait to be confirmed, newest first: (key, name, day that it was brought); for owners and HR."""
    if not ORGANISATION.allows(reader, "staff", row):
        return []
    rows = row.staff_lists.filter(settled_at=None).order_by("-pk").values_list("pk", "name", "made_at")[:5]
    return [(key, name, made_at.date()) for key, name, made_at in rows]
