"""Reading scenarios, what came of them, and gathering what is to be solved."""

from kring.planning.plans.queries.offers import OfferRow, offer, open_offers, own_offers
from kring.planning.plans.queries.results import (
    Chosen,
    Outcomes,
    Solved,
    chosen,
    chosen_development,
    latest,
    latest_run,
    outcomes,
    pools,
    side_by_side,
)
from kring.planning.plans.queries.scenarios import (
    ScenarioRow,
    WishRow,
    competences_needed,
    price_rows,
    scenario,
    scenarios,
    several,
    wishes,
)

__all__ = [
    "Chosen",
    "OfferRow",
    "Outcomes",
    "ScenarioRow",
    "Solved",
    "WishRow",
    "chosen",
    "chosen_development",
    "competences_needed",
    "latest",
    "latest_run",
    "offer",
    "open_offers",
    "outcomes",
    "own_offers",
    "pools",
    "price_rows",
    "scenario",
    "scenarios",
    "several",
    "side_by_side",
    "wishes",
]
