"""The riskiest part of access, measured: moving a sub-tree with 100,000 members at a depth of 8.

    python -m bench.standings [--members N] [--depth N]

Compares with what the other shape would cost at each request: walking the tree while reading.
"""

import argparse
import time
from collections.abc import Callable

from bench.server import with_django


def main() -> None:
    """Make the tree, move it there and back, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--depth", type=int, default=8)
    given = parser.parse_args()
    with with_django():
        measure(given.members, given.depth)


def measure(members: int, depth: int) -> None:
    from django.db import connection

    from kring.communities import actions as communities
    from kring.communities.actions.membership import admit
    from kring.communities.models import Community
    from kring.foundation import clock
    from kring.foundation.access.models import Standing
    from kring.foundation.access.readers import reader_of
    from kring.foundation.accounts.models import Account

    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO account (password, handle, name, sort_name, photo, language, theme, time_zone, is_active,
            is_operator,
                                    joined_at, source, source_id)
               SELECT '', 'm-' || n, 'Member ' || n, 'member ' || n, '', 'nl', 'auto', 'Europe/Amsterdam', true, n =
               1, now(), '', ''
                 FROM generate_series(1, %s) AS n""",
            [members],
        )
    operator = Account.objects.get(handle="m-1")

    def found(name: str, parent: int | None) -> int:
        described = communities.Description(name=name, purpose="Measured.", language="en")
        reader = reader_of(operator.pk, is_operator=True)
        return communities.found(actor=reader, description=described, parent=parent, now=now).pk

    left = found("Left", None)
    right = found("Right", None)
    chain = [found("Moved 1", left)]
    for level in range(2, depth):
        chain.append(found(f"Moved {level}", chain[-1]))
    accounts = list(Account.objects.values_list("pk", flat=True))
    leaf_path = Community.objects.select_related("place").get(pk=chain[-1]).place.path
    rows = [("admit all to the lowest circle", timed(lambda: admit(path=leaf_path, accounts=accounts, now=now)))]
    analyse()
    reader = reader_of(operator.pk, is_operator=True)
    there = timed(lambda: communities.move(actor=reader, community=chain[0], parent=right, now=now))
    rows.append(("move the sub-tree (new members above)", there))
    reader = reader_of(operator.pk, is_operator=True)
    back = timed(lambda: communities.move(actor=reader, community=chain[0], parent=left, now=now))
    rows.append(("move it back (all are members there)", back))
    account = accounts[len(accounts) // 2]
    rows.append(("read one person's standings, as each request does", timed(lambda: reader_of(account), times=200)))
    rows.append(("the same by walking up the tree from each membership", timed(lambda: walk(account), times=200)))
    print(f"\n{members} members, depth {depth}, {Standing.objects.count()} standings\n")
    print("| what | seconds |\n|---|---|")
    for what, seconds in rows:
        print(f"| {what} | {seconds:.4f} |")


def walk(account: int) -> None:
    """What the shape that was turned down does at each request: places by a recursive query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE up AS (
                   SELECT place.id, place.parent_id FROM place JOIN membership ON membership.community_id = place.id
                    WHERE membership.account_id = %s AND membership.left_at IS NULL
                   UNION SELECT place.id, place.parent_id FROM place JOIN up ON place.id = up.parent_id)
               SELECT id FROM up""",
            [account],
        )
        cursor.fetchall()


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Seconds for one turn of `work`."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


if __name__ == "__main__":
    main()
