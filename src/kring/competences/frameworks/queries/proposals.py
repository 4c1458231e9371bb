"""Names that members propose."""

from datetime import datetime
from typing import NamedTuple

from kring.competences.frameworks.access import FRAMEWORK
from kring.competences.frameworks.models import Framework, Item, Proposal
from kring.competences.frameworks.queries.naming import NOTHING, Said, names
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.paging import Page


class Proposed(NamedTuple):
    """A proposed name that waits, and what the item is called now."""

    id: int
    item: int
    language: str
    text: str
    person: str
    handle: str
    made_at: datetime
    now_called: Said


def own_proposals(reader: Reader, item: Item) -> dict[str, Proposal]:
    """What the reader proposed for an item, by language. One query."""
    if reader.account is None:
        return {}
    return {one.language: one for one in item.proposals.filter(person=reader.account)}


def waiting(reader: Reader, framework: Framework, *, after: str = "", size: int = 30) -> Page[Proposed]:
    """Proposals for a framework's items that nobody decided, the oldest first, for who keeps it. Two queries."""
    rows = Proposal.objects.filter(item__framework=framework, decided_at=None)
    if not FRAMEWORK.allows(reader, "keep", framework):
        rows = rows.none()
    key = paging.decode(after, paging.whole)
    if key:
        rows = rows.filter(pk__gt=key[0])
    columns = ("pk", "item_id", "language", "text", "person__name", "person__handle", "made_at")
    found = list(rows.order_by("pk").values_list(*columns)[: size + 1])
    called = names([row[1] for row in found], language="en")
    made = [Proposed._make([*row, called.get(row[1], NOTHING)]) for row in found]
    return paging.page(made, size=size, key=lambda row: (row.id,))


def number_waiting(framework: Framework) -> int:
    """How many proposals wait for a framework."""
    return Proposal.objects.filter(item__framework=framework, decided_at=None).count()
