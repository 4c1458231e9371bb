"""Whom people keep away."""

from collections.abc import Collection

from django.db.models import QuerySet

from kring.foundation.access.readers import Reader
from kring.people.blocks.access import BLOCK
from kring.people.blocks.models import Block


def kept_away(reader: Reader, *, size: int = 200) -> "QuerySet[Block]":
    """Whom the reader keeps away, with their accounts, latest first."""
    rows = Block.objects.filter(BLOCK.filter(reader, "read"), other__is_active=True)
    return rows.select_related("other").order_by("-since", "-pk")[:size]


def keeps_away(reader: Reader, other: int) -> bool:
    """Whether the reader keeps this person away."""
    return Block.objects.filter(BLOCK.filter(reader, "read"), other=other).exists()


def is_kept_away(who: int, other: int) -> bool:
    """Whether `who` keeps `other` away. For what is delivered: never to be shown."""
    return Block.objects.filter(who=who, other=other).exists()


def keeping_away(people: Collection[int], other: int) -> frozenset[int]:
    """Who of these people keeps `other` away. For what is delivered: never to be shown."""
    return frozenset(Block.objects.filter(who__in=people, other=other).values_list("who_id", flat=True))


def walls_between(people: Collection[int]) -> frozenset[frozenset[int]]:
    """Who of these people keeps whom away, without saying who of the two. For rules: never to be shown."""
    rows = Block.objects.filter(who__in=people, other__in=people).values_list("who_id", "other_id")
    return frozenset(frozenset(pair) for pair in rows)
