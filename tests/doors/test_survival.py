"""What was confirmed to a person is there after everything was killed at once: server, worker and database."""

import http.client
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import kring
from kring.config.engine import locks, processes

TEXT = "Zonnebloemolie helpt tegen vastgelopen scharnieren."
# An asker, a helper and a question; tells the question and a session of each.
FURNISH = """
from django.test import Client
from kring.communities import actions as communities
from kring.communities.actions.keeping import Description
from kring.communities.actions.membership import admit
from kring.conversations import actions
from kring.conversations.drafts import Question
from kring.foundation import clock
from kring.foundation.access.readers import reader_of
from kring.foundation.accounts.actions import open_account
from kring.people.actions import open_profile
told = []
people = []
for name in ("Mees", "Hanna"):
    account = open_account(name=name, email=f"{name}@example.org", handle=name.lower(), now=clock.now(), language="en")
    open_profile(account=account, now=clock.now())
    client = Client()
    client.force_login(account)
    people.append(account.pk)
    told.append(client.session.session_key)
owner = reader_of(people[0], is_operator=True)
circle = communities.found(actor=owner, parent=None, description=Description(name="Deuren", purpose="", language="nl"),
                           now=clock.now())
admit(path=circle.place.path, accounts=people, now=clock.now())
asked = actions.ask(actor=reader_of(people[0]), community=circle.pk, now=clock.now(),
                    question=Question(title="Wat doe je aan een piepende deur?", body="", language="nl"))
print("told", asked.pk, *told)
"""

# On a busy machine all takes longer; only what hangs is to fail.
PATIENCE = 240.0


class Kring:
    """A real `kring up` on a folder of its own, at a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KRING_", "DATABASE_URL"))}
        self.environment = kept | {"PYTHONPATH": str(Path(kring.__file__).parents[1])}

    def command(self, verb: str, *words: str) -> list[str]:
        """The command line of a verb on this folder."""
        return [sys.executable, "-m", "kring.config.cli", verb, "--data", str(self.folder), *words]

    @contextmanager
    def up(self) -> Iterator[None]:
        """It runs for the length of the block, and ends with everything it started by SIGKILL, without a word."""
        said = self.folder.with_suffix(".log")
        with said.open("wb") as log:
            started = processes.start(
                self.command("up", "--no-demo", "--port", str(self.port), "--workers", "1"),
                environment=self.environment,
                stdout=log,
                stderr=log,
                session=True,
            )
        try:
            ready = locks.until(lambda: b"Ready:" in said.read_bytes() or started.poll() is not None, seconds=PATIENCE)
            assert ready, said.read_text()
            assert started.poll() is None, said.read_text()
            yield
        finally:
            self.kill_all()
            started.wait()

    def kill_all(self) -> None:
        """Kill every process that was started on this folder, at once, until there is none."""

        def gone() -> bool:
            alive = list(self._numbers())
            for number in alive:
                kill(number)
            return not alive

        assert locks.until(gone, seconds=PATIENCE)

    def _numbers(self) -> Iterator[int]:
        """The processes that name this folder in their command line or in what they were given."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and int(entry.name) != os.getpid() and str(self.folder) in _facts(entry):
                yield int(entry.name)

    def furnish(self) -> tuple[str, str, str]:
        """The key of a question, and the sessions of its asker and of a helper."""
        said = self.shell(FURNISH)
        told = re.search(r"^told (\d+) (\w+) (\w+)$", said, re.MULTILINE)
        assert told, said
        return told[1], told[2], told[3]

    def shell(self, code: str) -> str:
        """Run code in Kring beside what runs; returns what it printed."""
        done = processes.finish(self.command("manage", "shell", "-c", code), environment=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, session: str, address: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        """The status that someone gets, and the page or where it leads; `sent` makes it a form."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        secret = "c" * 32
        headers = {"Cookie": f"kring_session={session}; kring_csrf={secret}; kring_language=en", "Host": "localhost"}
        try:
            if sent is None:
                connection.request("GET", address, headers=headers)
            else:
                form = urlencode(sent | {"csrfmiddlewaretoken": secret})
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                connection.request("POST", address, form, headers)
            response = connection.getresponse()
            return response.status, response.headers.get("Location") or response.read().decode()
        finally:
            connection.close()


def _facts(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_text(errors="replace") + (entry / "environ").read_text(errors="replace")
    except OSError:
        return ""


def kill(number: int) -> None:
    """Kill a process that may have ended by itself."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_a_confirmed_answer_its_notification_and_its_place_in_the_index_survive_a_kill(tmp_path: Path) -> None:
    running = Kring(tmp_path / "data")
    with running.up():
        question, asker, helper = running.furnish()
        status, written = running.ask(helper, f"/conversations/{question}/answers", {"body": TEXT})
        assert (status, written.startswith("/posts/")) == (302, True), written
    with running.up():
        status, page = running.ask(asker, f"/conversations/{question}")
        assert (status, TEXT in page) == (200, True)
        assert locks.until(lambda: "answered your question" in running.ask(asker, "/waiting")[1], seconds=PATIENCE)
        assert locks.until(lambda: f'"{written}"' in running.ask(asker, "/find?q=scharnieren")[1], seconds=PATIENCE)
