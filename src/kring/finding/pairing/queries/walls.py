"""Who may never meet: for rules alone. Nothing of it is shown, counted or told to anybody."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any

from django.db.models import Q, QuerySet

from kring.finding.pairing.models import Conflict, Programme
from kring.finding.pairing.rules.people import Walls
from kring.foundation.access.models import Role, Standing
from kring.people.blocks.queries import walls_between
from kring.people.models import Employment


def walls_of(programme: Programme, people: Collection[int], *, today: date) -> Walls:
    """The pairs of these people who may not meet in a programme: one keeps the other away, one manages the other, their
    organisations are kept apart here, or are one where colleagues are to meet others."""
    employers = employers_of(people, today=today)
    return (
        walls_between(people)
        | managing(people, today=today)
        | _competing(programme.place_id, employers)
        | (_colleagues(employers) if programme.apart else frozenset())
    )


def employers_of(people: Collection[int], *, today: date) -> Mapping[int, frozenset[int]]:
    """The organisations for which each of these people works on a day."""
    return _by_account(_running(people, today).values_list("account_id", "organisation_id"))


def departments_of(people: Collection[int], *, today: date) -> Mapping[int, frozenset[int]]:
    """The departments in which each of these people works on a day, by their places; no organisation has such a key."""
    works = _running(people, today).filter(department__isnull=False)
    return _by_account(works.values_list("account_id", "department_id"))


def managing(people: Collection[int], *, today: date) -> Walls:
    """Who of these people manages the department, or one above it, in which another works on a day, or the whole
    organisation. Two queries."""
    working = dict[int, set[int]]()
    rows = _running(people, today).values_list("account_id", "organisation_id", "department_id")
    for account, *places in rows:
        for place in filter(None, places):
            working.setdefault(place, set()).add(account)
    offices = Standing.objects.filter(role=Role.MANAGER, place__in=working, account__in=people)
    return _walls(
        (manager, report)
        for manager, place in offices.values_list("account_id", "place_id")
        for report in working[place]
    )


def _running(people: Collection[int], today: date) -> "QuerySet[Employment]":
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    return Employment.objects.filter(running, account__in=people)


def _by_account(rows: Iterable[tuple[int, Any]]) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for account, key in rows:
        found.setdefault(account, set()).add(key)
    return {account: frozenset(keys) for account, keys in found.items()}


def _competing(place: int, employers: Mapping[int, frozenset[int]]) -> Walls:
    apart = Conflict.objects.filter(place=place).values_list("one_id", "other_id")
    staff = _staff(employers)
    return _walls(pair for one, other in apart for pair in product(staff.get(one, ()), staff.get(other, ())))


def _colleagues(employers: Mapping[int, frozenset[int]]) -> Walls:
    return _walls(pair for staff in _staff(employers).values() for pair in combinations(staff, 2))


def _staff(employers: Mapping[int, frozenset[int]]) -> Mapping[int, list[int]]:
    staff: dict[int, list[int]] = {}
    for account, organisations in employers.items():
        for organisation in organisations:
            staff.setdefault(organisation, []).append(account)
    return staff


def _walls(pairs: Iterable[tuple[int, int]]) -> Walls:
    return frozenset(frozenset(pair) for pair in pairs if pair[0] != pair[1])
