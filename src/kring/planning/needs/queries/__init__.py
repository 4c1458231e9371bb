"""What people agreed to (`consents`)."""

from kring.planning.needs.queries.consents import Agreed, agreements, counted, counted_for, namable

__all__ = ["Agreed", "agreements", "counted", "counted_for", "namable"]
