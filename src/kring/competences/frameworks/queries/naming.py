"""What items are called for a reader: in her language, else in English, else in whatever language there is."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case, IntegerField, QuerySet, Value, When

from kring.competences.frameworks.models import Description, Label


class Said(NamedTuple):
    """A text and the language that it is in, which may be another than the reader's."""

    text: str
    language: str


NOTHING = Said("", "")


def names(keys: Iterable[int], *, language: str) -> dict[int, Said]:
    """The preferred name of each item. One query."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = Label.objects.filter(item__in=wanted, is_preferred=True)
    return {row[0]: Said(*row[1:]) for row in _best(rows, language)}


def description(key: int, *, language: str) -> Said:
    """What an item is; nothing where nobody said so. One query."""
    return next((Said(*row[1:]) for row in _best(Description.objects.filter(item=key), language)), NOTHING)


def _best(
    rows: "QuerySet[Label] | QuerySet[Description]", language: str
) -> "QuerySet[Label, tuple[int, str, str]] | QuerySet[Description, tuple[int, str, str]]":
    order = Case(
        When(language=language, then=Value(0)), When(language="en", then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.order_by("item_id", order, "language").distinct("item_id").values_list("item_id", "text", "language")
