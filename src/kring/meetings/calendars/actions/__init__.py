"""Everything that one can do with calendars."""

from kring.meetings.calendars.actions.answering import Refused, address_of, take_answer
from kring.meetings.calendars.actions.feeds import forget_person, make_feed, note_fetch, withdraw_feed
from kring.meetings.calendars.actions.telling import Message, message_for, note_told

__all__ = [
    "Message",
    "Refused",
    "address_of",
    "forget_person",
    "make_feed",
    "message_for",
    "note_fetch",
    "note_told",
    "take_answer",
    "withdraw_feed",
]
