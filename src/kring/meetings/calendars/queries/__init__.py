"""What is asked of feeds, and the meetings that stand in calendars."""

from kring.meetings.calendars.queries.events import Entry, entry, entry_of, feed_entries
from kring.meetings.calendars.queries.feeds import FeedRow, Opened, opened, own_feed, own_feeds

__all__ = [
    "Entry",
    "FeedRow",
    "Opened",
    "entry",
    "entry_of",
    "feed_entries",
    "opened",
    "own_feed",
    "own_feeds",
]
