"""Scenarios with their prices and wishes, runs, and what comes of a plan: openings, assignments, offers."""

from kring.planning.plans.models.outcomes import Answer, AssignmentDraft, Offer, Opening
from kring.planning.plans.models.runs import ENDED, Run, State
from kring.planning.plans.models.scenarios import Price, PricedAs, Scenario, ScenarioWish, WayOf

__all__ = [
    "ENDED",
    "Answer",
    "AssignmentDraft",
    "Offer",
    "Opening",
    "Price",
    "PricedAs",
    "Run",
    "Scenario",
    "ScenarioWish",
    "State",
    "WayOf",
]
