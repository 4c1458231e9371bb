"""Evidence of what people are able to do, and the two kinds of it that live here: endorsements and own statements."""

from kring.finding.evidence.models.bringing import Bringing, Stock
from kring.finding.evidence.models.endorsing import Ask, AskState, Endorsement, EndorsementState
from kring.finding.evidence.models.evidence import Evidence, Hidden
from kring.finding.evidence.models.stating import Statement

__all__ = ["Ask", "AskState", "Bringing", "Endorsement", "EndorsementState", "Evidence", "Hidden", "Statement", "Stock"]
