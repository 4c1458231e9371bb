"""A feed of a circle with many meetings, fetched as a calendar program does: anew, and once more while nothing changed.

    python -m bench.feed [--events N]

First a circle with a tenth of the meetings, then one with all; each fetch goes through the whole stack but the socket,
and the median of several is told.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bench.letters import fill
from bench.server import with_django

_TIMES = 5
_ABOUT = "What we do when someone is away for long, and what one may say of it. " * 8


def main() -> None:
    """Fill two circles, fetch their feeds, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=2_000)
    given = parser.parse_args()
    with with_django():
        places, _conversations = fill(1)
        sizes = (given.events // 10, given.events)
        rows = [measured(size, place) for size, place in zip(sizes, places, strict=False)]
    print("| events | fetched anew, ms | unchanged (304), ms | kB |\n|---|---|---|---|")
    for size, fresh, same, length in rows:
        print(f"| {size:,} | {fresh * 1e3:.0f} | {same * 1e3:.1f} | {length / 1e3:,.0f} |")
    (few, short, quick, _), (many, long, quicker, _) = rows
    print(f"\n{many / few:.0f} times the events take {long / short:.1f} times as long, unchanged {quicker / quick:.1f}")


def measured(events: int, place: int) -> tuple[int, float, float, int]:
    """A circle with so many meetings to come: how many, the seconds of a fetch and of one that finds no change, and the
    bytes of the feed."""
    from django.test import Client
    from django.test.utils import override_settings

    from kring.foundation import clock

    path = filled(events, place, now=clock.now())
    with override_settings(ALLOWED_HOSTS=["*"]):
        client = Client()
        first = client.get(path)
        assert first.status_code == 200
        assert first.content.count(b"BEGIN:VEVENT") == events
        fresh = _median(lambda: client.get(path).status_code, expected=200)
        known = {"If-None-Match": first.headers["ETag"]}
        same = _median(lambda: client.get(path, headers=known).status_code, expected=304)
    return events, fresh, same, len(first.content)


def filled(events: int, place: int, *, now: datetime) -> str:
    """So many meetings for a circle, and the path of its host's feed."""
    from kring.foundation.access.readers import reader_of
    from kring.foundation.accounts.models import Account
    from kring.meetings import actions
    from kring.meetings.calendars.actions import make_feed
    from kring.meetings.models import Meeting
    from kring.meetings.plans import Plan

    actor = reader_of(Account.objects.latest("pk").pk, is_operator=True)
    plan = Plan(title="Exchange among colleagues", about=_ABOUT, starts=(now + timedelta(days=1)).replace(tzinfo=None),
                minutes=90, zone="Europe/Amsterdam", location="Utrecht", language="en")  # fmt: skip
    first = actions.plan(actor=actor, place=place, plan=plan, now=now)
    rows = []
    for number in range(1, events):
        row = Meeting.objects.get(pk=first.pk)
        row.pk, row.uid = None, Meeting().uid
        row.starts_at += timedelta(hours=5 * number)
        row.ends_at += timedelta(hours=5 * number)
        rows.append(row)
    Meeting.objects.bulk_create(rows, batch_size=500)
    _feed, secret = make_feed(actor=actor, place=place, now=now)
    return f"/calendar/{secret}.ics"


def _median(fetch: Callable[[], int], *, expected: int) -> float:
    taken = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        assert fetch() == expected
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
