"""What ledgers and dossiers cost: the pages of somebody with many entries, and judging a register's members anew.

    python -m bench.ledger [--members N] [--entries N] [--workers N]

First the pages of a person with few entries and of one with 20,000, in the time of the processor of the web process.
Then N members of one register, with ten entries each, are judged anew by a number of workers that take parts as the
jobs do.
"""

import argparse
import json
import multiprocessing
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.server import with_django

FEW, MANY = 20, 20_000
PAGES = ("/learning", "/learning/dossiers", "/learning/drafts", "/")
FIVE = ("pmi", "nivre", "nob", "acca", "nrvt")
FACTS = {
    "exam": "2025-01-01",
    "period_start": "2025-01-01",
    "chambers": ["homes"],
    "registered_next_year": ["tax"],
}  # fmt: skip

_ENTRIES = """
    INSERT INTO learning_entry (person_id, struck, because, title, kind, way, day, minutes, time, competences, learned,
                                facts, claims, attested_by, source, source_key, recorded_at)
    SELECT person, false, '', 'Course ' || n, (ARRAY['course', 'webinar', 'mentoring', 'article'])[1 + n %% 4],
           'course', date '2026-10-31' - (n %% %(days)s), 60 + 15 * (n %% 7), 'employer', '{}', '',
           '{"evidence": "yes", "points": "1"}', '{}', '', 'form', '', now()
      FROM unnest(%(people)s::bigint[]) AS person, generate_series(1, %(count)s) AS n
"""
_MEMBERS = """
    INSERT INTO account (password, email, handle, name, sort_name, photo, language, theme, time_zone, is_active,
                         is_operator, joined_at, source, source_id)
    SELECT '', 'm' || n || '@example.org', 'm-' || n, 'Member ' || n, 'member ' || n, '', 'nl', 'auto',
           'Europe/Amsterdam', true, false, now(), '', ''
      FROM generate_series(1, %s) AS n RETURNING id
"""
_REGISTERED = """
    INSERT INTO registration (account_id, scheme, number, level, starts_on, birthday, facts, carried, version, made_at,
                              changed_at)
    SELECT person, %(scheme)s, '', '', date '2025-01-01', date '1980-01-01', %(facts)s, '[]', 1, now(), now()
      FROM unnest(%(people)s::bigint[]) AS person
"""


def main() -> None:
    """Fill, measure and print tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=10, help="of each member")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with with_django():
        pages()
        rejudging(given.members, given.entries, given.workers)


def run(sql: str, parameters: Any) -> list[Any]:
    """Execute a statement; what it returned, if anything."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def learn(people: Sequence[int], count: int, *, days: int = 600) -> None:
    """Give each of these people so many entries, over the last `days` days."""
    run(_ENTRIES, {"people": list(people), "count": count, "days": days})


def pages() -> None:
    """The pages of two people, who are registered five times each."""
    from django.conf import settings
    from django.test import Client

    from kring.foundation import clock
    from kring.foundation.accounts.actions import open_account
    from kring.people.actions import open_profile

    settings.ALLOWED_HOSTS = ["*"]
    clients = {}
    for handle, count in (("few", FEW), ("many", MANY)):
        account = open_account(
            name=handle.title(), email=f"{handle}@example.org", handle=handle, now=clock.now(), language="nl"
        )
        open_profile(account=account, now=clock.now())
        learn([account.pk], count)
        for scheme in FIVE:
            run(_REGISTERED, {"people": [account.pk], "scheme": scheme, "facts": json.dumps(FACTS)})
        clients[handle] = Client()
        clients[handle].force_login(account)
    run("ANALYZE", None)
    print(f"\n| page | {FEW} entries | {MANY} entries | times |\n|---|---|---|---|")
    for path in PAGES:
        few, many = (cost(lambda one=client, at=path: one.get(at)) for client in clients.values())
        print(f"| {path} | {1000 * few:.1f} ms | {1000 * many:.1f} ms | {many / few:.2f} |")


def cost(work: Callable[[], Any], seconds: float = 2.0) -> float:
    """Time of the processor of one turn, in seconds, once it ran before."""
    work()
    start, turns = time.process_time(), 0
    while time.process_time() - start < seconds:
        work()
        turns += 1
    return (time.process_time() - start) / turns


def rejudging(members: int, entries: int, workers: int) -> None:
    """Judge every member of a register anew, as after a new version of its scheme."""
    from kring.foundation import clock
    from kring.learning.dossiers.actions import rejudging as jobs
    from kring.learning.dossiers.models import Rejudging, Standing

    people = [key for (key,) in run(_MEMBERS, [members])]
    run(_REGISTERED, {"people": people, "scheme": "nivre", "facts": json.dumps({"period_start": "2025-01-01"})})
    learn(people, entries)
    run("ANALYZE", None)
    start = time.perf_counter()
    jobs.start_due(now=clock.now())
    began = time.perf_counter() - start
    start = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        spent = pool.map(take_parts, range(workers))
    took = time.perf_counter() - start
    done = Rejudging.objects.get(scheme="nivre")
    assert done.finished_at is not None
    assert Standing.objects.filter(registration__scheme="nivre").count() >= members
    print(f"\n{members} members of one register, {entries} entries each, {workers} workers")
    print(f"divided in {began:.1f} s; judged anew in {took:.0f} s: {members / took:,.0f} members a second")
    print(f"time of the processor in Python: {1000 * sum(spent) / members:.2f} ms a member")


def take_parts(_worker: int) -> float:
    """Take parts until there are none; the time of the processor that it took, in seconds."""
    import django

    django.setup()
    from django.db import connections

    from kring.foundation import clock
    from kring.learning.dossiers.actions.rejudging import judge_part

    start = time.process_time()
    while judge_part(now=clock.now()):
        pass
    connections.close_all()
    return time.process_time() - start


if __name__ == "__main__":
    main()
