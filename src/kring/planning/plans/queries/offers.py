"""Offers: to her whom they are about, whole; to those who made them, whether they were taken up."""

from datetime import date, datetime
from typing import Any, NamedTuple

from kring.competences.queries import words
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.planning.plans.access import OFFER
from kring.planning.plans.models import Answer, Offer


class OfferRow(NamedTuple):
    """An offer as the person reads it whom it is about."""

    id: int
    organisation: str
    slug: str
    competence: str
    level: int
    first: date
    days: int
    steps: Any
    answer: str
    made_at: datetime


def own_offers(reader: Reader, *, language: str, size: int = 50) -> list[OfferRow]:
    """What the reader is offered, the newest first. Two queries."""
    rows = Offer.objects.filter(OFFER.filter(reader, "own")).exclude(answer=Answer.WITHDRAWN)
    found = list(rows.select_related("organisation").order_by("-pk")[:size])
    known = words({one.competence_id for one in found}, language=language)
    return [
        OfferRow(
            one.pk, one.organisation.name, one.organisation.slug, known[one.competence_id].label, one.level, one.first,
            one.days, one.path["steps"], one.answer, one.made_at,
        )
        for one in found
        if one.competence_id in known
    ]  # fmt: skip


def offer(reader: Reader, key: int, *, language: str) -> OfferRow:
    """One thing that the reader is offered. Raises NotThereError."""
    found = next((one for one in own_offers(reader, language=language, size=500) if one.id == key), None)
    if found is None:
        raise NotThereError
    return found


def offers_made(reader: Reader, organisation: int) -> list[Offer]:
    """What those who may plan offered, the newest first. One query."""
    rows = Offer.objects.filter(OFFER.filter(reader, "made"), organisation=organisation)
    return list(rows.select_related("person").order_by("-pk")[:200])
