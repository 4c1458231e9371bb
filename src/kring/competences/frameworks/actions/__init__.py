"""Keeping frameworks: choosing items, naming them, bringing them in."""

from kring.competences.frameworks.actions.adopting import adopt, adopt_all
from kring.competences.frameworks.actions.choosing import keys_chosen

__all__ = ["adopt", "adopt_all", "keys_chosen"]
