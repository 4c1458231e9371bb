"""What people agreed to: each her own; and for jobs that count or plan, who agreed. These say nothing to anyone."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.people.models import Employment, Organisation
from kring.planning.needs.access import CONSENT
from kring.planning.needs.models import Consent, Purpose


class Agreed(NamedTuple):
    """An organisation where the reader works, and what she agreed to there: None is not to be counted, else whether by
    everything that she can do, or by which competences."""

    organisation: int
    slug: str
    name: str
    is_counted: bool
    everything: bool
    competences: Collection[int]
    is_named: bool


def agreements(reader: Reader) -> list[Agreed]:
    """For each organisation where the reader works what she agreed to, by name. Three queries."""
    rows = Organisation.objects.filter(pk__in=reader.places(Role.MEMBER)).order_by("name", "pk")
    running = Consent.objects.filter(CONSENT.filter(reader, "own"), withdrawn_at=None)
    found = {(one.organisation_id, one.purpose): one for one in running.prefetch_related("competences")}
    made = []
    for key, slug, name in rows.values_list("pk", "slug", "name"):
        count = found.get((key, Purpose.COUNT))
        words = [one.competence_id for one in count.competences.all()] if count else []
        everything = count is None or count.everything
        made.append(
            Agreed(key, slug, name, count is not None, everything, words, (key, Purpose.NAME) in found)
        )  # fmt: skip
    return made


def counted(organisation: int, on: date) -> list[int]:
    """The accounts that agreed now to be counted at an organisation, and whose employment runs on a day, which may be
    one to come."""
    return sorted(agreed(organisation, on, Purpose.COUNT).values_list("person", flat=True))


def counted_for(organisation: int, on: date) -> Mapping[int, frozenset[int] | None]:
    """As `counted`, each with the competences by which she agreed to be counted; None is all of them. Two queries."""
    rows = agreed(organisation, on, Purpose.COUNT).prefetch_related("competences")
    return {
        one.person_id: None if one.everything else frozenset(row.competence_id for row in one.competences.all())
        for one in rows
    }


def namable(organisation: int, on: date) -> list[int]:
    """The accounts that agreed now to be named in plans of an organisation, and whose employment runs on a day."""
    return sorted(agreed(organisation, on, Purpose.NAME).values_list("person", flat=True))


def names_of(organisation: int, on: date) -> dict[int, str]:
    """The names of those whom `namable` gives, by key. One query."""
    return dict(agreed(organisation, on, Purpose.NAME).values_list("person", "person__name"))


def agreed(organisation: int, on: date, purpose: Purpose) -> "QuerySet[Consent]":
    """What people agreed to whose employment runs on a day: for jobs, and for queries that name who agreed to both."""
    there = Employment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), organisation=organisation, starts_on__lte=on, over_at=None
    )
    return Consent.objects.filter(
        organisation=organisation,
        purpose=purpose,
        withdrawn_at=None,
        person__is_active=True,
        person__in=there.values("account"),
    )
