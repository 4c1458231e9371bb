"""What people of the demo wrote down of their learning: by the same action as people use."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from kring.config.demo.worlds import WORLDS, Table
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.learning import actions
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import usual_way
from kring.learning.rules.rows import moments

_ZONE = ZoneInfo("Europe/Amsterdam")


def write_ledgers(accounts: Mapping[str, Account], *, now: datetime) -> None:
    """The ledgers of the demo, each line as if it was written down a day after it was done."""
    known = (entry for entry in _entries() if entry["person"] in accounts)
    for entry in sorted(known, key=lambda one: -int(one["days_ago"])):
        done = now - timedelta(days=entry["days_ago"])
        written = min(done + timedelta(days=1), now)
        actions.write_down(actor=Reader(accounts[entry["person"]].pk), told=_told(entry, done), now=written)


def _entries() -> Iterator[Table]:
    for world in WORLDS:
        file = resources.files("kring.config.demo").joinpath("content", world, "learning.toml")
        if file.is_file():
            yield from tomllib.loads(file.read_text(encoding="utf-8"))["entry"]


def _told(entry: Table, done: datetime) -> Told:
    day = done.astimezone(_ZONE).date()
    first_day = day - timedelta(days=entry.get("first_days", 1) - 1)
    begun, over = moments(first_day, day, None, None, _ZONE)
    if "from_hour" in entry:
        begun = datetime(day.year, day.month, day.day, entry["from_hour"], tzinfo=_ZONE)
        over = begun + timedelta(minutes=entry["minutes"])
    return Told(
        title=entry["title"],
        kind=entry["kind"],
        way=usual_way(entry["kind"]),
        day=day,
        first_day=first_day,
        minutes=entry["minutes"],
        time=entry["time"],
        started_at=begun,
        ended_at=over,
        learned=entry.get("learned", ""),
        facts=entry.get("facts", {}),
    )
