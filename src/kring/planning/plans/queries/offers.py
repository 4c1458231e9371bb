"""Offers, as the person reads them whom they are about."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

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
    reason: str
    is_reason_shown: bool


def own_offers(reader: Reader, *, language: str, size: int = 50) -> list[OfferRow]:
    """What the reader is offered, the newest first. Two queries."""
    return _read(_own(reader).order_by("-pk")[:size], language)


def offer(reader: Reader, key: int, *, language: str) -> OfferRow:
    """One thing that the reader is offered. Two queries. Raises NotThereError."""
    found = _read(_own(reader).filter(pk=key), language)
    if not found:
        raise NotThereError
    return found[0]


def open_offers(reader: Reader) -> int:
    """How many things that the reader is offered wait for her answer. One query."""
    return _own(reader).filter(answer=Answer.OPEN).count()


def _own(reader: Reader) -> "QuerySet[Offer]":
    return Offer.objects.filter(OFFER.filter(reader, "own")).exclude(answer=Answer.WITHDRAWN)


def _read(rows: "QuerySet[Offer]", language: str) -> list[OfferRow]:
    found = list(rows.select_related("organisation"))
    known = words({one.competence_id for one in found}, language=language)
    return [
        OfferRow(
            one.pk, one.organisation.name, one.organisation.slug, known[one.competence_id].label, one.level, one.first,
            one.days, one.path["steps"], one.answer, one.made_at, one.reason,
            one.is_reason_shown,
        )
        for one in found
        if one.competence_id in known
    ]  # fmt: skip
