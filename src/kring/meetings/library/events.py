"""What happens in libraries."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class PieceAdded(Fact):
    """A talk, recording, document or link was added to the library of a circle."""

    name: ClassVar[str] = "library.PieceAdded"
    piece: int


class PieceChanged(Fact):
    """A piece was changed or withdrawn: what is known of it is out of date."""

    name: ClassVar[str] = "library.PieceChanged"
    piece: int


class ConversationInspired(Fact):
    """A conversation is said to have come of a piece, or of a meeting."""

    name: ClassVar[str] = "library.ConversationInspired"
    conversation: int
    piece: int | None = None
    meeting: int | None = None
