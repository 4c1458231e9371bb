"""Reading programmes and whom one meets, as far as each is for the reader; and gathering who is in a round."""

from kring.finding.pairing.queries.gathering import can_meet
from kring.finding.pairing.queries.listing import (
    Line,
    Meeting,
    Other,
    RoundLine,
    Seen,
    conflicts,
    latest_number,
    left_out,
    meetings,
    organisations,
    programmes,
    rounds,
    seen,
)

__all__ = [
    "Line",
    "Meeting",
    "Other",
    "RoundLine",
    "Seen",
    "can_meet",
    "conflicts",
    "latest_number",
    "left_out",
    "meetings",
    "organisations",
    "programmes",
    "rounds",
    "seen",
]
