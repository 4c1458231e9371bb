"""Children of `up`: kept, restarted, stopped, and not left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kring
from kring.config.engine import locks, processes
from kring.config.supervise import Supervisor

# A child that starts a child of its own, tells both numbers, and waits.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
with open(sys.argv[1] + ".part", "w") as out:
    out.write(f"{os.getpid()} {child.pid}")
os.rename(sys.argv[1] + ".part", sys.argv[1])
if sys.argv[2] == "stubborn":
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
"""
PARENT = """
import os, sys, threading
from kring.config.supervise import Supervisor
supervisor = Supervisor(os.environ, print)
supervisor.start("family", [sys.executable, "-S", "-c", sys.argv[1], sys.argv[2], "stubborn"])
supervisor.run()
"""


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    """One whose signals are given back afterwards."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
    before = {number: signal.getsignal(number) for number in numbers}
    made = Supervisor(os.environ, lambda words: None)
    try:
        yield made
    finally:
        made.stop(seconds=5)
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)


def family(told: Path, *, how: str = "plain") -> list[str]:
    return [sys.executable, "-S", "-c", FAMILY, str(told), how]


def numbers_in(told: Path) -> list[int]:
    assert locks.until(told.exists, seconds=10)
    return [int(number) for number in told.read_text().split()]


def lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_that_dies_is_restarted_with_growing_pauses(supervisor: Supervisor, tmp_path: Path) -> None:
    said: list[str] = []
    supervisor.say = said.append
    child = supervisor.start("family", family(tmp_path / "told"))
    first, grandchild = numbers_in(tmp_path / "told")
    os.kill(first, signal.SIGKILL)
    while child.ends == 0:
        supervisor.step()
    assert said == ["family ended (SIGKILL); again in 0.5 s"]
    assert locks.until(lambda: not lives(grandchild), seconds=5)
    (tmp_path / "told").unlink()
    while child.process is None:
        supervisor.step(seconds=0.1)
    second, _ = numbers_in(tmp_path / "told")
    os.kill(second, signal.SIGKILL)
    while child.ends == 1:
        supervisor.step()
    assert said[1:] == ["family ended (SIGKILL); again in 1 s"]


def test_an_exit_code_is_said(supervisor: Supervisor) -> None:
    said: list[str] = []
    supervisor.say = said.append
    child = supervisor.start("brief", [sys.executable, "-S", "-c", "raise SystemExit(3)"])
    while child.ends == 0:
        supervisor.step()
    assert said == ["brief ended (exit code 3); again in 0.5 s"]


def test_a_signal_stops_it_and_the_stubborn_are_killed(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start("family", family(tmp_path / "told", how="stubborn"))
    numbers = numbers_in(tmp_path / "told")
    os.kill(os.getpid(), signal.SIGTERM)
    supervisor.run()
    assert supervisor.stopping
    supervisor.stop(seconds=0.3)
    assert locks.until(lambda: not any(map(lives, numbers)), seconds=5)


def test_a_killed_supervisor_leaves_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(kring.__file__).parents[1])}
    told = tmp_path / "told"
    parent = processes.start(
        [sys.executable, "-c", PARENT, FAMILY, str(told)], environment=environment, stdout=subprocess.DEVNULL
    )
    numbers = numbers_in(told)
    parent.kill()
    parent.wait()
    assert locks.until(lambda: not any(map(lives, numbers)), seconds=15)
