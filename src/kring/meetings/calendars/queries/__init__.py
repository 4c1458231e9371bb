"""What is asked of feeds, and the meetings that stand in calendars."""

from kring.meetings.calendars.queries.events import Entry, entry, entry_of, feed_entries, guest_place
from kring.meetings.calendars.queries.feeds import FeedRow, Opened, opened, own_feed, own_feeds

__all__ = [
    "Entry",
    "FeedRow",
    "Opened",
    "entry",
    "entry_of",
    "feed_entries",
    "guest_place",
    "opened",
    "own_feed",
    "own_feeds",
]
