"""Reading registrations."""

from collections.abc import Sequence

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.registers.access import REGISTRATION
from kring.registers.models import Registration


def registrations(reader: Reader) -> list[Registration]:
    """The reader's own registrations with their statuses, by scheme. Two queries."""
    rows = Registration.objects.filter(REGISTRATION.filter(reader, "read"))
    return list(rows.prefetch_related("statuses").order_by("scheme", "level", "pk"))


def registration(reader: Reader, key: int) -> Registration:
    """One of the reader's registrations, with its statuses. Raises NotThereError. Two queries."""
    rows = Registration.objects.filter(REGISTRATION.filter(reader, "read"), pk=key)
    found = rows.prefetch_related("statuses").first()
    if found is None:
        raise NotThereError
    return found


def registrations_with(keys: Sequence[int]) -> list[Registration]:
    """The registrations with these keys, of people who are here; for jobs and handlers: no door may ask this."""
    rows = Registration.objects.filter(pk__in=keys, account__is_active=True)
    return list(rows.prefetch_related("statuses").order_by("pk"))


def registrations_between(scheme: str, first: int, last: int) -> list[Registration]:
    """The registrations for a scheme with keys from `first` to `last`, of people who are here; for jobs."""
    rows = Registration.objects.filter(scheme=scheme, pk__range=(first, last), account__is_active=True)
    return list(rows.prefetch_related("statuses").order_by("pk"))


def registrations_of(people: Sequence[int]) -> list[Registration]:
    """The registrations of people, for jobs and handlers: no door may ask this. Two queries."""
    rows = Registration.objects.filter(account__in=people, account__is_active=True)
    return list(rows.prefetch_related("statuses").order_by("pk"))
