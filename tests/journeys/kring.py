"""A Kring of its own for the journeys: started as anyone starts it, on a folder that is thrown away."""

import email
import email.policy
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kring.config.engine.locks import until
from kring.config.engine.processes import start

ROOT = Path(__file__).resolve().parents[2]
# On a busy machine all takes longer; only what hangs is to fail.
READY_SECONDS = 600.0
LETTER_SECONDS = 30.0
_STOP_SECONDS = 30.0


@dataclass(frozen=True)
class Kring:
    """A Kring that runs: where it answers, and its data folder."""

    url: str
    data: Path

    def letter(self, address: str, pattern: str) -> str:
        """What `pattern` finds in a letter to an address, once the worker has put that in the folder of mail."""
        until(lambda: any(self._found(address, pattern)), seconds=LETTER_SECONDS)
        found = list(self._found(address, pattern))
        assert found, f"no letter to {address} with {pattern}"
        return found[-1]

    def _found(self, address: str, pattern: str) -> Iterator[str]:
        for file in sorted((self.data / "mail").glob("*")):
            letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            text = letter.get_body(("plain",)) if letter["To"] == address else None
            match = text and re.search(pattern, text.get_content())
            if match:
                yield match.group(1)


@contextmanager
def running(data: Path, *, demo: bool = True) -> Iterator[Kring]:
    """Start Kring from this checkout with a database of its own; stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data.with_suffix(".log")
    command = [sys.executable, "-m", "kring.config.cli", "up", "--data", str(data), "--port", str(port)]
    with log.open("wb") as output:
        process = start(
            [*command, "--demo" if demo else "--no-demo"],
            environment=environment(), stdout=output, stderr=output, folder=str(ROOT), session=True,
        )  # fmt: skip
    try:
        until(lambda: b"Ready:" in log.read_bytes() or process.poll() is not None, seconds=READY_SECONDS)
        assert b"Ready:" in log.read_bytes(), log.read_text(encoding="utf-8")
        yield Kring(f"http://localhost:{port}", data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_STOP_SECONDS)


def environment() -> dict[str, str]:
    """This process's environment, without what the other tests are run with."""
    kept = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("KRING_")
    }
    return kept | {"PYTHONPATH": str(ROOT / "src")}
