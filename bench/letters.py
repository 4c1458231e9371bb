"""Letters that gather: composing one for each of many people, and what memory that takes.

    python -m bench.letters [--people N]

Each person is in three circles where eight things happened. First a tenth of them are written to, then all, each time
by a process of its own whose highest use of memory is told; every letter is put together as it goes over the wire and
given to a sink that counts its bytes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

from bench.server import with_django

_NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
_TITLES = ("How do I run a hackathon?", "Who has moved a payroll system?", "What to ask in a second interview?")
_PEOPLE = """
    INSERT INTO account (password, handle, name, sort_name, email, photo, language, theme, time_zone, is_active,
                         is_operator, joined_at, source, source_id)
    SELECT '', 'm-' || n, 'Member ' || n, 'member ' || n, 'm' || n || '@example.org', '',
           CASE WHEN n %% 2 = 0 THEN 'nl' ELSE 'en' END, 'auto', 'Europe/Amsterdam', true, n = 1, now(), '', ''
      FROM generate_series(1, %s) AS n
"""
_NEWS = """
    INSERT INTO notification (account_id, topic, event, actor_id, about, about_id, post, place, facts, at, read_at,
                              rhythm, due_at)
    SELECT account.id, 'replied', %(run)s * 10 + n, %(actor)s, 'conversation',
           (%(conversations)s::bigint[])[1 + n %% 9], NULL, (%(places)s::bigint[])[1 + (n %% 9) / 3], '{}',
           %(now)s::timestamptz - interval '1 hour' * n, NULL, 2, %(now)s
      FROM (SELECT id FROM account ORDER BY id LIMIT %(people)s) AS account, generate_series(0, 7) AS n
"""


def main() -> None:
    """Fill, write to a tenth and then to all, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with with_django():
        if given.write:
            print(json.dumps(write()))
            return
        places, conversations = fill(given.people)
        rows = [
            measured(size, places, conversations, run) for run, size in enumerate((given.people // 10, given.people))
        ]
    print("| letters | seconds | a second | MB in all | peak memory, MB |\n|---|---|---|---|---|")
    for size, told in rows:
        pace = size / told["seconds"]
        print(f"| {size:,} | {told['seconds']:.0f} | {pace:.0f} | {told['bytes'] / 1e6:.0f} | {told['peak']:.0f} |")
    first, last = (told["peak"] for _, told in rows)
    print(f"\nten times the letters take {last / first:.2f} times the memory")


def fill(people: int) -> tuple[list[int], list[int]]:
    """People, three circles that all of them are in, and three questions in each; the keys of places and questions."""
    from django.db import connection

    from kring.communities import actions as communities
    from kring.communities.actions.membership import admit
    from kring.conversations import actions as conversations
    from kring.conversations.drafts import Question
    from kring.foundation.access.readers import reader_of
    from kring.foundation.accounts.models import Account

    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [people])
    accounts = list(Account.objects.order_by("pk").values_list("pk", flat=True))
    operator = reader_of(accounts[0], is_operator=True)
    places, asked = [], []
    for number in range(3):
        described = communities.Description(name=f"Circle {number}", purpose="Measured.", language="en")
        made = communities.found(actor=operator, description=described, parent=None, now=_NOW)
        admit(path=made.place.path, accounts=accounts, now=_NOW)
        places.append(made.pk)
        for title in _TITLES:
            question = Question(title=f"{title} ({number})", body="", language="en")
            actor = reader_of(accounts[0], is_operator=True)
            asked.append(conversations.ask(actor=actor, community=made.pk, question=question, now=_NOW).pk)
    return places, asked


def measured(people: int, places: list[int], conversations: list[int], run: int) -> tuple[int, dict[str, float]]:
    """Things happen, and a process of its own writes the letters; how many, and what that took."""
    from django.db import connection

    from kring.foundation.accounts.models import Account

    actor = Account.objects.order_by("pk").values_list("pk", flat=True).last()
    with connection.cursor() as cursor:
        cursor.execute(
            _NEWS,
            {
                "run": run,
                "actor": actor,
                "conversations": conversations,
                "places": places,
                "now": _NOW,
                "people": people,
            },
        )
        cursor.execute("ANALYZE")
    done = subprocess.run(
        [sys.executable, "-m", "bench.letters", "--write"], check=True, capture_output=True, text=True, env=os.environ
    )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["letters"] == people, told
    return people, told


def write() -> dict[str, float]:
    """Write what is due and give it to the sink; how many letters, their bytes, the seconds and the peak in MB."""
    from kring.notifications.letters.composing import write_some

    started, letters, size = time.perf_counter(), 0, 0
    while (some := write_some(now=_NOW + timedelta(minutes=1))) is not None:
        letters += some
        size += sunk()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"letters": letters, "bytes": size, "seconds": time.perf_counter() - started, "peak": peak}


def sunk() -> int:
    """Put together what waits in the queue, as it goes over the wire, and let it go; how many bytes that were."""
    from django.core.mail import EmailMultiAlternatives

    from kring.notifications.letters.tokens import letter_mark
    from kring.notifications.models import Mail, MailState

    size = 0
    waiting = list(Mail.objects.filter(state=MailState.WAITING))
    for mail in waiting:
        headers = {**mail.headers, "Message-ID": f"<{letter_mark(mail.pk)}@example.org>"}
        made = EmailMultiAlternatives(mail.subject, mail.text, "kring@example.org", [mail.to], headers=headers)
        made.attach_alternative(mail.html, "text/html")
        size += len(made.message().as_bytes())
    keys = [mail.pk for mail in waiting]
    Mail.objects.filter(pk__in=keys).update(state=MailState.SENT, finished_at=_NOW, text="", html="")
    return size


if __name__ == "__main__":
    main()
