"""Seats of agreements and what they cost, as the report of an organisation shows them. Of seats alone."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from kring.communities.agreements.queries import UseRow
from kring.communities.agreements.rules.use import Use
from kring.foundation.tables.writing import Cell, Sheet
from kring.web.agreements import words as agreements
from kring.web.meetings.words import price
from kring.web.planning.words import quarter


class Seats(NamedTuple):
    """The agreements as a list (address, name, what it says), and their quarters as a table."""

    agreements: Sequence[tuple[str, str, Sequence[str]]]
    heads: Sequence[tuple[str, bool]]
    table: Sequence[Sequence[str]]


def seats(rows: Sequence[UseRow]) -> Seats | None:
    """What the page shows; None where no agreement was in force."""
    if not rows:
        return None
    heads = [(_("Agreement"), False), (_("Quarter"), False), *((head, True) for head in _heads())]
    table = [
        (name(row), quarter(first), *(_words(cell) for cell in _cells(use)))
        for row in rows
        for first, use in row.periods
    ]
    return Seats([(agreements.agreement_url(row.id), name(row), _says(row)) for row in rows], heads, table)


def sheet(rows: Sequence[UseRow]) -> Sheet:
    """The same as a table to take along."""
    heads = [
        _("Community"), _("Department"), _("From"), _("Last day"), _("Price for the period"), _("Budget"), _("Quarter"),
        *_heads(),
    ]  # fmt: skip
    return Sheet(_("Seats"), heads, _lines(rows))


def name(row: UseRow) -> str:
    """With whom the agreement is, and for which department."""
    return f"{row.community} ({row.department})" if row.department else row.community


def _heads() -> list[str]:
    return [_("Seats"), _("Taken"), _("Free"), _("Cost"), _("For each seat taken")]


def _cells(use: Use) -> tuple[int, int, int, Decimal | None, Decimal | None]:
    return use.seats, use.taken, use.free, _euros(use.cents), _euros(use.each)


def _words(cell: int | Decimal | None) -> str:
    if isinstance(cell, Decimal):
        return price(int(cell * 100))
    return "–" if cell is None else str(cell)


def _says(row: UseRow) -> list[str]:
    """Its period, and what was agreed on money."""
    told = {"first": agreements.day(row.starts_on), "last": agreements.last_day(row.ends_on)}
    said = [_("%(first)s to %(last)s") % told]
    if row.price is not None:
        said.append(_("price %(price)s") % {"price": price(row.price)})
    if row.budget is not None:
        said.append(_("budget %(budget)s") % {"budget": price(row.budget)})
    return said


def _lines(rows: Sequence[UseRow]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        terms = (row.starts_on, _day_before(row.ends_on), _euros(row.price), _euros(row.budget))
        for first, use in row.periods:
            yield (row.community, row.department, *terms, first, *_cells(use))


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)
