"""Reading a ledger."""

from kring.learning.queries.cases import CaseEntry, entries_for_case

__all__ = ["CaseEntry", "entries_for_case"]
