"""Writing scenarios, solving them, and making something of a plan."""

from kring.planning.plans.actions.becoming import drop_assignment, drop_opening, make_assignment, make_opening
from kring.planning.plans.actions.offering import answer_offer, forget_person, offer, take_back
from kring.planning.plans.actions.pricing import Priced, bring_prices, set_prices
from kring.planning.plans.actions.running import ask_run, cancel_run, solve_due
from kring.planning.plans.actions.writing import (
    Limited,
    archive_scenario,
    change_limits,
    copy_scenario,
    make_scenario,
    unwish,
    wish,
)

__all__ = [
    "Limited",
    "Priced",
    "answer_offer",
    "archive_scenario",
    "ask_run",
    "bring_prices",
    "cancel_run",
    "change_limits",
    "copy_scenario",
    "drop_assignment",
    "drop_opening",
    "forget_person",
    "make_assignment",
    "make_opening",
    "make_scenario",
    "offer",
    "set_prices",
    "solve_due",
    "take_back",
    "unwish",
    "wish",
]
