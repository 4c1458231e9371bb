"""python -m bench.pages [--times 1|10] [--requests N] [--data DIR] [--keep]

Fills a Kring of its own with a made-up community, serves it as `kring up` does, and prints what each page costs: server
processor time per request (web, worker and database together) at 1, 8 and 32 connections, and the ratio to an empty
view
behind the same middleware at 8 connections (1 is as cheap as nothing at all).
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

from bench.pages.driver import Asked, Load, load
from bench.pages.generator import Writer

CONNECTIONS = (1, 8, 32)
GOALS = {
    "circle": 0.116, "conversation": 0.088, "search": 0.085, "person": 0.094, "member list": 0.100, "API list": 0.155,
    "posting an answer": 0.074,
}  # fmt: skip
MEASURED = 500
"""The person who is signed in; she is an ordinary member."""


def main() -> int:
    """Measure, print a Markdown table, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="how many times the usual size")
    parser.add_argument("--requests", type=int, default=400, help="requests a round")
    parser.add_argument("--port", type=int, default=8431)
    parser.add_argument("--data", type=Path, help="a filled folder to use again, or to fill and keep")
    parser.add_argument("--only", help="only pages whose name holds this")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    data = (given.data or Path(tempfile.mkdtemp(prefix="kring-bench-"))).absolute()
    try:
        made = prepare(data, given.times)
        with served(data, given.port):
            rows = measure(given, data, made)
    finally:
        if not given.data:
            shutil.rmtree(data, ignore_errors=True)
    report(rows, given.times)
    if given.json:
        given.json.write_text(
            json.dumps({name: [asdict(one) for one in loads] for name, loads in rows.items()}, indent=1)
        )
    return int(any(one.wrong for loads in rows.values() for one in loads))


def prepare(data: Path, times: int) -> dict[str, object]:
    """Fill the data folder once; returns what the requests need to know."""
    note = data / "bench.json"
    if not note.exists():
        say(f"filling with {times} times the usual size")
        command = [sys.executable, "-m", "bench.pages.filling", str(data), str(times)]
        subprocess.run(command, check=True, env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.pages.settings"})
    made: dict[str, object] = json.loads(note.read_text())
    return made


@contextmanager
def served(data: Path, port: int) -> Iterator[None]:
    """Kring as `kring up` serves it, with the empty view beside."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.pages.settings",
        "KRING_BASE_URL": f"http://localhost:{port}",
        "KRING_API_UNITS": "1000000000",
    }
    command = [sys.executable, "-m", "kring.config.cli", "up", "--no-demo", "--data", str(data), "--port", str(port)]
    with (data / "up.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_until(lambda: "Ready" in (data / "up.log").read_text() or process.poll() is not None, 180)
            if process.poll() is not None:
                raise SystemExit((data / "up.log").read_text())
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def measure(given: argparse.Namespace, data: Path, made: dict[str, object]) -> dict[str, list[Load]]:
    cookie = {"Cookie": f"kring_session={made['session']}", "Host": f"localhost:{given.port}"}
    token = {"Authorization": f"Bearer {made['token']}", "Host": f"localhost:{given.port}"}
    form = {**cookie, **csrf(given.port, cookie, int(str(made["conversation"])))}
    rows: dict[str, list[Load]] = {}
    for name, make, headers in requests_of(made, cookie, token, form):
        if name != "empty view" and given.only and given.only not in name:
            continue
        settle = (lambda: settled(data)) if name == "posting an answer" else (lambda: None)
        send: dict[str, object] = {"settle": settle}
        load(given.port, data, headers, make, connections=4, requests=80)
        # The yardstick is so cheap that it takes more requests to measure it as well.
        requests = given.requests * (10 if name == "empty view" else 1)
        rows[name] = [
            load(given.port, data, headers, make, connections=connections, requests=requests, **send)  # type: ignore[arg-type]
            for connections in CONNECTIONS
        ]
        say(f"{name}: {rows[name][1].cpu:.2f} ms, {sum(one.wrong for one in rows[name])} wrong")
    return rows


def requests_of(
    made: dict[str, object], cookie: dict[str, str], token: dict[str, str], form: dict[str, str]
) -> Iterator[tuple[str, Callable[[int], Asked], dict[str, str]]]:
    """Each page with how to ask for it; keys and words differ from request to request."""
    writer = Writer(7)
    conversations, answered = (list(map(int, made[name])) for name in ("conversations", "answered"))  # type: ignore[call-overload]
    number = count()
    texts = [writer.text(6) for _ in range(500)]
    body = {"csrfmiddlewaretoken": form.get("token", "")}

    def turn(things: list[int]) -> int:
        return things[next(number) % len(things)]

    def answering(_: int) -> Asked:
        words = urlencode({**body, "body": writer.text(60)}).encode()
        return Asked(f"/conversations/{turn(answered)}/answers", "POST", words, 302)

    typing = {**cookie, "HX-Request": "true"}
    open_circles = [n for n in range(2, int(str(made["circles"]))) if n % 4]
    yield "empty view", lambda _: Asked("/bench/empty"), cookie
    yield "circle", lambda _: Asked(f"/circles/circle-{turn(open_circles)}"), cookie
    yield "conversation", lambda _: Asked(f"/conversations/{turn(conversations)}"), cookie
    yield "search", lambda n: Asked(f"/find?in=conversations&q={quote(texts[n % 500])}"), cookie
    yield "find people", lambda n: Asked(f"/ask?text={quote(texts[n % 500])}"), cookie
    yield "while typing", lambda n: Asked(f"/ask/suggestions?text={quote(texts[n % 500][: 8 + n % 20])}"), typing
    yield "person", lambda n: Asked(f"/people/m-{n % 300 + 2}"), cookie
    yield "member list", lambda _: Asked(f"/circles/circle-{turn(open_circles)}/people"), cookie
    yield "API list", lambda _: Asked("/api/v1/conversations?limit=20"), token
    posting = {key: value for key, value in form.items() if key != "token"}
    yield "posting an answer", answering, {**posting, "Content-Type": "application/x-www-form-urlencoded"}


def csrf(port: int, cookie: dict[str, str], conversation: int) -> dict[str, str]:
    """The cookie and the field that a form needs, out of a page as a browser gets it."""
    request = urllib.request.Request(f"http://localhost:{port}/conversations/{conversation}", headers=cookie)
    with urllib.request.urlopen(request, timeout=30) as response:
        text = response.read().decode()
        cookies = "; ".join(line.split(";")[0] for line in response.headers.get_all("Set-Cookie") or [])
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    return {"token": found[1] if found else "", "Cookie": f"{cookie['Cookie']}; {cookies}"}


def settled(data: Path) -> None:
    """Wait until the worker has told everything and the index has it all."""
    command = [sys.executable, "-m", "bench.pages.filling", str(data), "settled"]
    env = {key: value for key, value in os.environ.items() if key != "KRING_DATA"}
    subprocess.run(command, check=True, env={**env, "DJANGO_SETTINGS_MODULE": "bench.pages.settings"})


def report(rows: dict[str, list[Load]], times: int) -> None:
    empty = rows["empty view"][1].cpu
    print(f"\n{times} times the usual size; the empty view costs {empty:.2f} ms of processor time\n")
    print("| page | ms CPU at 1 | at 8 | at 32 | p50 / p99 at 1 | at 8 | at 32 | ratio | goal | of the goal |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, loads in rows.items():
        ratio = empty / loads[1].cpu
        goal = GOALS.get(name)
        cpu = " | ".join(f"{one.cpu:.2f}" for one in loads)
        latency = " | ".join(f"{one.p50:.1f} / {one.p99:.1f}" for one in loads)
        print(f"| {name} | {cpu} | {latency} | {ratio:.3f} | {goal or ''} | {f'{ratio / goal:.0%}' if goal else ''} |")


def wait_until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.1)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
