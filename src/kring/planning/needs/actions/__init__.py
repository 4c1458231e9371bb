"""Agreeing and withdrawing (`consenting`)."""

from kring.planning.needs.actions.consenting import agree, end_with_employment, forget_person, withdraw

__all__ = ["agree", "end_with_employment", "forget_person", "withdraw"]
