"""Keeping frameworks: choosing items, naming them, bringing them in."""

from kring.competences.frameworks.actions.adopting import adopt, adopt_all

__all__ = ["adopt", "adopt_all"]
