"""Who could learn something from whom at an organisation: by name only those who agreed to both, to be counted and to
be named."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.people.models import Organisation
from kring.planning.needs.access import NEED
from kring.planning.needs.models import Need
from kring.planning.needs.queries.consents import namable
from kring.planning.needs.queries.gathering import counted_people, staff
from kring.planning.needs.queries.needs import NeedRow
from kring.planning.needs.rules.wants import Fit, fit

MOST: Final = 50


class Named(NamedTuple):
    """Someone who agreed to be named."""

    handle: str
    name: str


class Learning(NamedTuple):
    """Who has what is wanted, and who is one level below it; of those who agreed to be named."""

    able: Sequence[Named]
    growing: Sequence[Named]


def named_for(reader: Reader, organisation: Organisation, row: NeedRow, *, on: date) -> Learning:
    """Of a need that the reader may read, its department's people who agreed. At most ten queries."""
    if row.leadership or not Need.objects.filter(NEED.filter(reader, "see"), pk=row.id).exists():
        return Learning((), ())
    agreed = set(namable(organisation.pk, on))
    known = staff(organisation, on=on, columns=())
    place = row.department or organisation.pk
    found: dict[Fit, list[int]] = {how: [] for how in Fit}
    if agreed:
        for one in counted_people(organisation, known, row.wanted.competences, on=on):
            if one.key in agreed and place in one.places:
                found[fit(row.wanted, one.levels, only=one.only)].append(one.key)
    people = {
        key: Named(handle, name)
        for key, handle, name in Account.objects.filter(pk__in=[*found[Fit.HAS], *found[Fit.BELOW]])
        .order_by("sort_name", "pk")
        .values_list("pk", "handle", "name")
    }
    able, growing = ([people[key] for key in people if key in found[how]][:MOST] for how in (Fit.HAS, Fit.BELOW))
    return Learning(able, growing)
