"""Finding: who did it (`people`), what was asked before and who is called so (`catalogue`), and requests for help
(`help`)."""

from kring.finding.queries.catalogue import Hits, already_answered, by_name, conversations, meetings, pieces
from kring.finding.queries.help import Asked, Proof, asked_for, open_requests, proof_of, waiting_for
from kring.finding.queries.people import Found, Piece, Question, find_people

__all__ = [
    "Asked",
    "Found",
    "Hits",
    "Piece",
    "Proof",
    "Question",
    "already_answered",
    "asked_for",
    "by_name",
    "conversations",
    "find_people",
    "meetings",
    "open_requests",
    "pieces",
    "proof_of",
    "waiting_for",
]
