"""What people agreed to (`consents`)."""

from kring.planning.needs.models.consents import Consent, ConsentCompetence, Purpose

__all__ = ["Consent", "ConsentCompetence", "Purpose"]
