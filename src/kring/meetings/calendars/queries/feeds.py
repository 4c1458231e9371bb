"""Feeds, of their owners and by their secrets."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from kring.conversations.models import circle_of
from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.errors import NotThereError
from kring.meetings.calendars.access import FEED
from kring.meetings.calendars.models import CalendarFeed
from kring.meetings.calendars.rules import feeds as rules


@dataclass(frozen=True, slots=True)
class Opened:
    """A feed with whose it is, as she stands now; `circle` is the name of the one that it is of."""

    feed: CalendarFeed
    reader: Reader
    language: str
    circle: str | None


class FeedRow(NamedTuple):
    """A feed as its owner's list shows it; without a circle it is of her own meetings."""

    id: int
    slug: str | None
    circle: str | None
    made_at: datetime
    last_used_at: datetime | None


def opened(secret: str) -> Opened | None:
    """The feed with this secret; None for one that was never made, is withdrawn or renewed, whose owner left, or no
    longer sees its circle. Two queries, one for what is no feed."""
    if not rules.looks_like_secret(secret):
        return None
    feeds = CalendarFeed.objects.select_related("account", "place__community")
    feed = feeds.filter(digest=rules.digest(secret), account__is_active=True).first()
    if feed is None:
        return None
    reader = reader_of(feed.account_id)
    if feed.place is None:
        return Opened(feed, reader, feed.account.language, None)
    circle = circle_of(feed.place)
    if circle is None or not reader.may_look(feed.place.scope):
        return None
    return Opened(feed, reader, feed.account.language, circle.name)


def own_feeds(reader: Reader) -> list[FeedRow]:
    """The reader's feeds, that of her own meetings first. One query."""
    rows = CalendarFeed.objects.filter(FEED.filter(reader, "read")).order_by("place__community__sort_name", "pk")
    found = rows.values_list("pk", "place__community__slug", "place__community__name", "made_at", "last_used_at")
    return sorted((FeedRow._make(row) for row in found), key=lambda one: one.slug is not None)


def own_feed(reader: Reader, key: int) -> FeedRow:
    """One of the reader's feeds. Raises NotThereError."""
    found = next((row for row in own_feeds(reader) if row.id == key), None)
    if found is None:
        raise NotThereError
    return found
