"""Reading agreements: for their two sides (`agreements`), and what a person has by them (`own`)."""

from kring.communities.agreements.queries.agreements import (
    AgreementRow,
    SeatRow,
    agreement,
    agreement_of,
    buys,
    buys_at,
    last_sides,
    of_community,
    of_organisation,
    seats,
    shows_seats,
    sides,
    taken,
)
from kring.communities.agreements.queries.own import MineRow, OfferRow, mine, offer_at, offers, people_at
from kring.communities.agreements.queries.sealed import pool_of
from kring.communities.agreements.queries.sheets import Sheet, sheet, sheets
from kring.communities.agreements.queries.use import Countable, UseRow, countable, use

__all__ = [
    "AgreementRow",
    "Countable",
    "MineRow",
    "OfferRow",
    "SeatRow",
    "Sheet",
    "UseRow",
    "agreement",
    "agreement_of",
    "buys",
    "buys_at",
    "countable",
    "last_sides",
    "mine",
    "of_community",
    "of_organisation",
    "offer_at",
    "offers",
    "people_at",
    "pool_of",
    "seats",
    "sheet",
    "sheets",
    "shows_seats",
    "sides",
    "taken",
    "use",
]
