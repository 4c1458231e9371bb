"""Making, renewing and withdrawing feeds."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Kind, Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError
from kring.meetings.calendars.access import FEED
from kring.meetings.calendars.models import CalendarFeed
from kring.meetings.calendars.rules import feeds as rules


@transaction.atomic
def make_feed(*, actor: Reader, place: int | None, now: datetime) -> tuple[CalendarFeed, str]:
    """A feed of the actor's own meetings, or of those of a circle (`place`) that she sees, with its secret, which is
    nowhere kept and can't be shown again. Where she has such a feed its former secret opens nothing any more.

    Raises NotThereError for a place that she doesn't see, ConflictError for who has too many feeds.
    """
    account = signed_in(actor)
    if place is not None:
        _seen(actor, place)
    # One at a time for each person, so that the count below holds.
    Account.objects.select_for_update(no_key=True).get(pk=account)
    feeds = CalendarFeed.objects.filter(account=account)
    if not feeds.filter(place=place).exists() and feeds.count() >= rules.MOST_FEEDS:
        raise ConflictError(_("You have 100 feeds. Withdraw one that you no longer use."), code="too-many-feeds")
    secret = secrets.token_urlsafe(32)
    fresh: dict[str, Any] = {
        "digest": rules.digest(secret),
        "made_at": now,
        "last_used_at": None,
        "fingerprint": "",
        "changed_at": None,
    }
    if not feeds.filter(place=place).update(**fresh):
        CalendarFeed.objects.create(account_id=account, place_id=place, **fresh)
    return feeds.get(place=place), secret


def withdraw_feed(*, actor: Reader, feed: int) -> None:
    """A feed of the actor opens nothing from now on. Raises NotThereError for one of someone else."""
    gone, _rows = CalendarFeed.objects.filter(FEED.filter(actor, "withdraw"), pk=feed).delete()
    if not gone:
        raise NotThereError


def note_fetch(*, feed: CalendarFeed, fingerprint: str, now: datetime) -> datetime:
    """Write down that a feed was fetched, at most once an hour, and that it has changed; returns when it last did."""
    changed_at = feed.changed_at
    fresh: dict[str, object] = {}
    if changed_at is None or feed.fingerprint != fingerprint:
        changed_at = rules.changed_at(changed_at, now=now)
        fresh = {"fingerprint": fingerprint, "changed_at": changed_at}
    if feed.last_used_at is None or now - feed.last_used_at >= rules.SEEN_EVERY:
        fresh["last_used_at"] = now
    if fresh:
        CalendarFeed.objects.filter(pk=feed.pk, digest=feed.digest).update(**fresh)
    return changed_at


def forget_person(*, account: int) -> None:
    """She left: her feeds open nothing any more."""
    CalendarFeed.objects.filter(account=account).delete()


def _seen(actor: Reader, place: int) -> None:
    found = Place.objects.filter(pk=place, kind=Kind.COMMUNITY).first()
    if found is None or not actor.may_look(found.scope):
        raise NotThereError
