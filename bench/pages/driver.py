"""A plain load: some connections, each one request after another, with times and the server's processor time."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.pages import processes


@dataclass(frozen=True)
class Asked:
    """One request: what to send, and the status that it should bring."""

    path: str
    method: str = "GET"
    body: bytes | None = None
    status: int = 200


@dataclass(frozen=True)
class Load:
    """What one round of requests cost. Times in milliseconds."""

    requests: int
    cpu: float
    p50: float
    p99: float
    wrong: int


def load(
    port: int,
    data: Path,
    headers: dict[str, str],
    make: Callable[[int], Asked],
    *,
    connections: int,
    requests: int,
    settle: Callable[[], None] = lambda: None,
) -> Load:
    """Send `requests` over `connections`. Work that the server does afterwards (`settle` waits for it) counts too."""
    times: list[float] = []
    wrong: list[int] = []
    counter = iter(range(requests))
    lock = threading.Lock()

    def drive() -> None:
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        while True:
            with lock:
                number = next(counter, None)
            if number is None:
                break
            asked = make(number)
            start = time.perf_counter()
            connection.request(asked.method, asked.path, asked.body, headers)
            response = connection.getresponse()
            response.read()
            times.append(time.perf_counter() - start)
            if response.status != asked.status:
                wrong.append(response.status)
        connection.close()

    before = processes.seconds(processes.of_data(data))
    threads = [threading.Thread(target=drive) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settle()
    used = processes.seconds(processes.of_data(data)) - before
    times.sort()
    return Load(
        requests,
        used / requests * 1000,
        times[len(times) // 2] * 1000,
        times[min(len(times) - 1, int(len(times) * 0.99))] * 1000,
        len(wrong),
    )
