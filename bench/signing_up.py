"""Registering for one meeting: many members want few places, all at the same time.

    python -m bench.signing_up [--people N] [--places N]

Two processes, each with four threads on connections of their own, register a tenth of the members for one meeting and
then all of them for another. Afterwards the rows are counted: nobody is lost, nobody has two, no place too many.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bench.letters import fill
from bench.server import with_django

_NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
_PROCESSES, _THREADS = 2, 4


def main() -> None:
    """Fill, register a tenth and then all, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--part", type=json.loads, help=argparse.SUPPRESS)
    given = parser.parse_args()
    with with_django():
        if given.part:
            register(**given.part)
            return
        places, _conversations = fill(given.people)
        rows = [measured(size, given.places, places[0]) for size in (given.people // 10, given.people)]
    print("| members | places | seconds | a second | have a place | wait |\n|---|---|---|---|---|---|")
    for size, seconds, going, waiting in rows:
        print(f"| {size:,} | {given.places:,} | {seconds:.1f} | {size / seconds:.0f} | {going:,} | {waiting:,} |")
    (few, short, *_), (many, long, *_) = rows
    print(f"\na registration among {many:,} takes {long / many / (short / few):.2f} times one among {few:,}")


def measured(people: int, places: int, circle: int) -> tuple[int, float, int, int]:
    """So many members register for a new meeting: how many, in how many seconds, how many have a place and wait."""
    from kring.foundation.access.readers import reader_of
    from kring.foundation.accounts.models import Account
    from kring.meetings import actions
    from kring.meetings.models import Meeting, SignUp
    from kring.meetings.plans import Plan

    accounts = list(Account.objects.order_by("pk").values_list("pk", flat=True)[:people])
    local = (_NOW + timedelta(days=9)).replace(tzinfo=None)
    plan = Plan(title="Everyone wants to come", starts=local, minutes=60, zone="UTC", location="Here", places=places)
    meeting = actions.plan(actor=reader_of(accounts[0], is_operator=True), place=circle, plan=plan, now=_NOW)
    parts = [{"meeting": meeting.pk, "accounts": accounts[number::_PROCESSES]} for number in range(_PROCESSES)]
    running = [_started(part) for part in parts]
    begun = time.perf_counter()
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.wait() for one in running] == [0] * _PROCESSES
    seconds = time.perf_counter() - begun
    meeting = Meeting.objects.get(pk=meeting.pk)
    states = list(SignUp.objects.filter(meeting=meeting).values_list("account", "state"))
    going = sum(state == "going" for _account, state in states)
    assert len({account for account, _state in states}) == len(states) == people
    assert (
        (going, len(states) - going)
        == (meeting.taken, meeting.waiting)
        == (min(places, people), max(0, people - places))
    )
    return people, seconds, meeting.taken, meeting.waiting


def _started(part: "dict[str, object]") -> "subprocess.Popen[str]":
    """A process that is ready to register its people, and waits for a line to begin."""
    command = [sys.executable, "-m", "bench.signing_up", "--part", json.dumps(part)]
    made = subprocess.Popen(command, env=os.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


def register(meeting: int, accounts: "list[int]") -> None:
    """Register these people, by several threads at once."""
    from django.db import connection

    from kring.foundation.access.readers import reader_of
    from kring.meetings import actions

    def some(mine: "list[int]") -> None:
        try:
            for account in mine:
                actions.register(actor=reader_of(account), meeting=meeting, now=_NOW)
        finally:
            connection.close()

    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(some, [accounts[number::_THREADS] for number in range(_THREADS)]))


if __name__ == "__main__":
    main()
