"""`kring up`: everything that a running Kring is, from one command, until it is told to stop."""

from __future__ import annotations

import argparse
import errno
import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kring.config import engine
from kring.config.cli.errors import CommandError
from kring.config.cli.stages import say, stage
from kring.config.engine import locks
from kring.config.engine.processes import start
from kring.config.engine.programs import leashed
from kring.config.renewal import Renewal
from kring.config.supervise import Supervisor

_FIRST_PAGE_SECONDS = 90
# All addresses of this machine, as a person writes it.
ANYWHERE = "0.0.0.0"  # noqa: S104 - asked about, never a default
_TRIES = 3
# Together with the database's they stay within ten seconds.
_CHILDREN_STOP_SECONDS = 5.0
_DATABASE_STOP_SECONDS = 4.0


def main(arguments: argparse.Namespace) -> int:
    """Start the database, bring it up to date, start web and worker, and keep them until a signal comes."""
    began = time.monotonic()
    folder = engine.prepare(arguments.data)
    with _alone(folder, arguments):
        _check_port(arguments.host, arguments.port)
        supervisor = Supervisor(os.environ, say)
        with _database(folder, supervisor):
            url = f"http://localhost:{arguments.port}"
            prepared = _prepare(folder, arguments, supervisor)
            if supervisor.stopping:
                return 0
            os.environ["KRING_DEMO"] = "1" if prepared["demo"] else "0"
            os.environ["KRING_OWN_URL"] = url
            hint = str(prepared["hint"]) or _set_up_hint(
                os.environ.get("KRING_BASE_URL") or url, str(prepared["setup"])
            )
            try:
                return _serve(arguments, supervisor, url, hint, began)
            finally:
                if supervisor.stopping:
                    print("\nStopping.", flush=True)
                supervisor.stop(seconds=_CHILDREN_STOP_SECONDS)


def _serve(arguments: argparse.Namespace, supervisor: Supervisor, url: str, hint: str, began: float) -> int:
    with stage("first page"):
        supervisor.start("web", _web(arguments))
        if not _await_first_page(supervisor, arguments):
            return 0
    # Only now, so that whoever waits for the page doesn't wait for it too.
    supervisor.start("worker", [sys.executable, "-m", "kring.config.cli", "worker", "--data", os.environ["KRING_DATA"]])
    print(f"\nReady: {url}   ({time.monotonic() - began:.1f} s)", flush=True)
    if hint:
        print(hint, flush=True)
    print("Ctrl-C stops it.", flush=True)
    Renewal(Path(os.environ["KRING_DATA"]), supervisor).watch()
    supervisor.run()
    return 0


def _set_up_hint(url: str, token: str) -> str:
    if not token:
        return ""
    return (
        f"Nobody looks after this Kring yet. Who opens this link becomes its owner:\n  {url.rstrip('/')}/setup/{token}"
    )


def _web(arguments: argparse.Namespace) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": arguments.host,
        "--port": str(arguments.port),
        "--workers": str(arguments.workers),
        # A page is mostly Python: more threads only wait for each other, which costs a tenth of each page.
        "--blocking-threads": "2",
        "--workers-kill-timeout": "4",
        # At a renewal the old process answers for as long as the new one needs to load.
        "--respawn-interval": "15",
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    return [
        sys.executable,
        "-m",
        "granian",
        *words,
        "--respawn-failed-workers",
        "--no-ws",
        "kring.config.wsgi:application",
    ]


@contextmanager
def _alone(folder: engine.DataFolder, arguments: argparse.Namespace) -> Iterator[None]:
    """One `up` on a data folder; a second one says where the first is."""
    lock = locks.Lock(folder.lock("up"))
    note = folder.run / "up.json"
    if not locks.until(lock.own, seconds=0.5):
        lock.release()
        try:
            first = json.loads(note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            first = {}
        where = f" at {first['url']}, as process {first['process']}" if first else ""
        raise CommandError(
            f"Kring already runs on {folder.root}{where}. Stop that one first, or name another folder with --data."
        )
    note.write_text(json.dumps({"process": os.getpid(), "url": f"http://localhost:{arguments.port}"}), encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _check_port(host: str, port: int) -> None:
    """Find out now, with a sentence, rather than later in a server's log."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is taken by another program. Choose another one: --port {port + 1}."
            ) from problem
        raise CommandError(f"Can't listen on {host}, port {port}: {problem.strerror or problem}.") from problem


@contextmanager
def _database(folder: engine.DataFolder, supervisor: Supervisor) -> Iterator[None]:
    """Have the database, and the keeper of the embedded one replaced should it be killed."""
    if os.environ.get("DATABASE_URL"):
        say("database: the one that DATABASE_URL names")
        yield
        return
    server = engine.Server(folder, say)
    with stage("database"):
        server.enter()
    os.environ["DATABASE_URL"] = server.url()

    def look() -> None:
        if not locks.is_held(folder.lock("keeper")):
            say("the database's keeper ended; starting another")
            server.ensure()

    supervisor.look = look
    try:
        yield
    finally:
        if not server.leave(patience=_DATABASE_STOP_SECONDS):
            say("the database is still writing and stops by itself when that is done")


def _prepare(folder: engine.DataFolder, arguments: argparse.Namespace, supervisor: Supervisor) -> dict[str, object]:
    result = folder.run / "prepared.json"
    result.unlink(missing_ok=True)
    demo = "--demo" if arguments.demo else "--no-demo"
    command = [
        sys.executable,
        "-m",
        "kring.config.cli",
        "prepare",
        demo,
        "--result",
        str(result),
        "--data",
        str(folder.root),
    ]
    process = start(leashed(command, at_parents_end=signal.SIGTERM), environment=dict(os.environ), session=True)
    while process.poll() is None:
        supervisor.step()
        if supervisor.stopping:
            process.terminate()
            process.wait()
            return {}
    if process.returncode != 0:
        raise CommandError("The database could not be brought to this version; the reason is above.")
    prepared: dict[str, object] = json.loads(result.read_text(encoding="utf-8"))
    return prepared


def _await_first_page(supervisor: Supervisor, arguments: argparse.Namespace) -> bool:
    """Wait for /health and then for /; False when a signal came first. Raises CommandError when no page comes."""
    end = time.monotonic() + _FIRST_PAGE_SECONDS
    web = supervisor.children[0]
    for path in ("/health", "/"):
        while not _answers(arguments.host, arguments.port, path):
            supervisor.step(seconds=0.05)
            if supervisor.stopping:
                return False
            if time.monotonic() > end or web.ends >= _TRIES:
                raise CommandError(
                    f"The web server doesn't answer {path} on port {arguments.port}; its own words are above."
                )
    return True


def _answers(host: str, port: int, path: str) -> bool:
    """Whether a page comes; a redirect is one, an error of the server isn't."""
    address = {ANYWHERE: "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
