"""python -m bench.pages.filling DATA TIMES | settled: fill a data folder for the bench, or wait until its worker is
done."""

import json
import sys
import time
from pathlib import Path

from bench.pages.generator import USUAL, fill
from kring.config.cli.opening import Needs, opened

SETTLE_SECONDS = 60


def main(folder: Path, what: str) -> None:
    """Fill, with a session and a token of an ordinary member; or wait."""
    with opened(Needs.DJANGO, folder):
        if what == "settled":
            settle()
        else:
            make(folder, int(what))


def settle() -> None:
    """Wait until nothing is left to deliver or to index."""
    from kring.finding.index.indexer import pending
    from kring.foundation.events.models import Delivery, State

    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end and (Delivery.objects.filter(state=State.WAITING).exists() or pending()):
        time.sleep(0.2)


def make(folder: Path, times: int) -> None:
    """Tables, rows, index, session and token."""
    from django.core.management import call_command
    from django.test import Client

    from kring.conversations.models import Conversation
    from kring.finding.index.indexer import index_pending
    from kring.foundation import clock
    from kring.foundation.access.readers import reader_of
    from kring.foundation.accounts.models import Account
    from kring.foundation.tokens import rules
    from kring.foundation.tokens.actions import make_token

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    size = USUAL.times(times)
    start = time.monotonic()
    fill(size)
    filled = time.monotonic()
    index_pending()
    print(f"rows in {filled - start:.0f} s, index in {time.monotonic() - filled:.0f} s", file=sys.stderr)
    person = Account.objects.get(handle="m-500")
    client = Client()
    client.force_login(person)
    reader = reader_of(person.pk)
    _, token = make_token(actor=reader, name="bench", scopes=["read"], days=max(rules.LIFETIMES), now=clock.now())
    # Conversations with 20 answers that she may read and write in.
    there = Conversation.objects.filter(place__in=list(reader.roles), kind="question")
    mine = there.filter(replies=20)
    made = {
        "session": client.cookies["kring_session"].value,
        "token": token,
        "conversations": list(mine.values_list("pk", flat=True)[:200]),
        # Answers go elsewhere, so that what is read stays as it was from round to round and from run to run.
        "answered": list(there.exclude(replies=20).order_by("-pk").values_list("pk", flat=True)[:2_000]),
        "conversation": mine.values_list("pk", flat=True)[0],
        "circles": size.circles,
    }
    (folder / "bench.json").write_text(json.dumps(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
