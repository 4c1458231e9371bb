"""What is known of what people are able to do: to upper rooms, to herself, to others."""

from kring.finding.evidence.queries.levels import levels_of

__all__ = ["levels_of"]
