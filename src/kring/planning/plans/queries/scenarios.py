"""Scenarios as owners and HR read them."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from kring.competences.queries import Word, words
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.people.models import Organisation
from kring.planning.needs.models import Consent, NeedCompetence, ProfileLine, Purpose
from kring.planning.plans.access import SCENARIO
from kring.planning.plans.models import Price, Run, Scenario, ScenarioWish

MOST: Final = 50


class ScenarioRow(NamedTuple):
    """A scenario in a list: `state` is that of its latest run, empty where there is none."""

    id: int
    name: str
    first: date
    quarters: int
    budget: int | None
    state: str


class WishRow(NamedTuple):
    """Something locked or forbidden."""

    id: int
    way: str
    need: int | None
    person: int | None
    person_name: str
    quarter: date | None
    least: int
    most: int | None


def scenarios(reader: Reader, organisation: Organisation) -> list[ScenarioRow]:
    """The scenarios of an organisation, the newest first. One query."""
    latest = Run.objects.filter(scenario=OuterRef("pk")).order_by("-pk")
    rows = _readable(reader).filter(organisation=organisation).annotate(state=Subquery(latest.values("state")[:1]))
    found = rows.order_by("-pk").values_list("pk", "name", "first", "quarters", "budget", "state")[:MOST]
    return [ScenarioRow(*row[:5], row[5] or "") for row in found]


def scenario(reader: Reader, organisation: Organisation, key: int) -> Scenario:
    """One scenario. Raises NotThereError."""
    found = _readable(reader).filter(organisation=organisation, pk=key).first()
    if found is None:
        raise NotThereError
    return found


def several(reader: Reader, organisation: Organisation, keys: Sequence[int]) -> list[Scenario]:
    """These scenarios, in the order in which they were asked for. One query. Raises NotThereError where one isn't
    there."""
    found = {one.pk: one for one in _readable(reader).filter(organisation=organisation, pk__in=keys)}
    if not all(key in found for key in keys):
        raise NotThereError
    return [found[key] for key in keys]


def wishes(found: Scenario) -> list[WishRow]:
    """What is locked and forbidden in a scenario that the reader may read, as it was said; without people who no longer
    agree to be named. One query."""
    named = Consent.objects.filter(
        organisation=found.organisation_id, person=OuterRef("person"), purpose=Purpose.NAME, withdrawn_at=None
    )
    rows = ScenarioWish.objects.filter(Q(person=None) | Exists(named), scenario=found)
    rows = rows.annotate(person_name=F("person__name")).order_by("pk")
    return [
        WishRow(one.pk, one.way, one.need_id, one.person_id, one.person_name or "", one.quarter, one.least, one.most)
        for one in rows
    ]


def price_rows(found: Scenario) -> list[Price]:
    """The prices of a scenario that the reader may read; those for all first. One query."""
    return list(Price.objects.filter(scenario=found).order_by(F("competence").asc(nulls_first=True), "pk"))


def competences_needed(organisation: Organisation, *, language: str) -> Sequence[Word]:
    """The competences that needs of an organisation are about, by their labels: those that can have a price. Three
    queries."""
    found = words(_keys_needed(organisation), language=language).values()
    return sorted(found, key=lambda word: word.label.casefold())


def names_needed(organisation: Organisation) -> dict[str, int]:
    """The competences that needs of an organisation are about, by each of their names. Four queries."""
    keys = _keys_needed(organisation)
    found: dict[str, int] = {}
    for language in ("en", "nl"):
        for word in words(keys, language=language).values():
            found |= {word.slug: word.id, word.label: word.id}
    return found


def _keys_needed(organisation: Organisation) -> set[int]:
    named = NeedCompetence.objects.filter(need__organisation=organisation, need__ended_at=None)
    roles = ProfileLine.objects.filter(profile__organisation=organisation, profile__retired_at=None)
    return {*named.values_list("competence", flat=True), *roles.values_list("competence", flat=True)}


def _readable(reader: Reader) -> "QuerySet[Scenario]":
    return Scenario.objects.filter(SCENARIO.filter(reader, "read"), archived_at=None).select_related("organisation")
