"""Everything that one can do in a library, and with what came of meetings."""

from kring.meetings.library.actions.adding import Draft, add, change, withdraw
from kring.meetings.library.actions.inspiring import Begun, inspired, link, note_outcomes, unlink

__all__ = ["Begun", "Draft", "add", "change", "inspired", "link", "note_outcomes", "unlink", "withdraw"]
