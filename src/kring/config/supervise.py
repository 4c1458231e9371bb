"""Processes that `up` keeps alive: started, watched, restarted with growing pauses, and stopped together.

Each child leads a process group of its own, so that a signal for the terminal's group reaches `up` alone and the end of
a child takes what it started along. Should `up` be killed, the kernel tells each child to stop, and `last_will` ends
what is left of them.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kring.config.engine import processes, programs

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_STEADY_AFTER = 60.0
_LOOK_EVERY = 1.0
_LAST_WILL = Path(__file__).with_name("last_will.py")
_WILL_SECONDS = 5


@dataclass
class Child:
    """A program to keep alive, and how it is doing."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    due: float = 0.0
    ends: int = 0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it; it gets SIGTERM when this process ends."""
        self.started = time.monotonic()
        command = programs.leashed(self.command, at_parents_end=signal.SIGTERM)
        self.process = processes.start(command, environment=dict(environment), session=True)

    def has_ended(self) -> bool:
        """Whether it was started and is no more."""
        return self.process is not None and self.process.poll() is not None

    def signal_group(self, number: signal.Signals) -> None:
        """Send to it and to all that it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


class Supervisor:
    """Keeps children alive until a signal asks to stop.

    `say` is told what happens; `look` is called about once a second. Make it in the main thread: it takes the handlers
    of SIGTERM, SIGINT, SIGHUP and SIGCHLD.
    """

    def __init__(
        self, environment: Mapping[str, str], say: Callable[[str], None], look: Callable[[], None] = lambda: None
    ) -> None:
        self.environment = environment
        self.say = say
        self.look = look
        self.children: list[Child] = []
        self.signals = 0
        self._waking, self._wake = os.pipe()
        os.set_blocking(self._waking, False)
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_stop)
        self._will: int | None = _last_will()

    @property
    def stopping(self) -> bool:
        """Whether a signal asked to stop."""
        return self.signals > 0

    def start(self, name: str, command: Sequence[str]) -> Child:
        """Start a child and keep it from now on."""
        child = Child(name, command)
        self._start(child)
        self.children.append(child)
        return child

    def run(self) -> None:
        """Watch until asked to stop."""
        while not self.stopping:
            self.step()

    def step(self, *, seconds: float = _LOOK_EVERY) -> None:
        """Wait for news, `seconds` at most, and restart what is due."""
        self._sleep(seconds)
        for child in self.children:
            if self.stopping:
                return
            self._tend(child)
        self.look()

    def renew(self, name: str, number: signal.Signals) -> None:
        """Send a signal to the children of this name that makes them begin anew, by themselves or by their end."""
        for child in self.children:
            if child.name == name and child.process is not None and not child.has_ended():
                child.process.send_signal(number)

    def stop(self, *, seconds: float) -> None:
        """Ask each child to end, and end those that haven't after `seconds`, or at a second signal."""
        asked = self.signals
        for child in self.children:
            if child.process is not None and not child.has_ended():
                child.process.terminate()
        end = time.monotonic() + seconds
        while any(child.process and not child.has_ended() for child in self.children):
            if time.monotonic() > end or self.signals > asked:
                break
            self._sleep(0.1)
        for child in self.children:
            self._end(child)
        if self._will is not None:
            os.close(self._will)
            self._will = None

    def _start(self, child: Child) -> None:
        child.start(self.environment)
        self._will_know("+", child)

    def _end(self, child: Child) -> None:
        """End all that is left of a child; nothing where it has been done before."""
        if child.process is not None:
            child.signal_group(signal.SIGKILL)
            child.process.wait()
            self._will_know("-", child)

    def _will_know(self, change: str, child: Child) -> None:
        if child.process is not None and self._will is not None:
            with suppress(BrokenPipeError):
                os.write(self._will, f"{change}{child.process.pid}\n".encode())

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        process = child.process
        if process is None:
            if now >= child.due:
                self._start(child)
        elif process.poll() is not None:
            self._end(child)
            child.ends += 1
            child.pause = _FIRST_PAUSE if now - child.started > _STEADY_AFTER else child.pause
            self.say(f"{child.name} ended ({_how(process.returncode)}); again in {child.pause:g} s")
            child.process, child.due = None, now + child.pause
            child.pause = min(child.pause * 2, _LONGEST_PAUSE)

    def _sleep(self, seconds: float) -> None:
        readable, _, _ = select.select([self._waking], [], [], seconds)
        if readable:
            with suppress(BlockingIOError):
                os.read(self._waking, 512)

    def _on_stop(self, *_: object) -> None:
        self.signals += 1


def _last_will() -> int:
    """Start the process that ends what we leave, and return the pipe to it, which closes when we end."""
    reading, writing = os.pipe()
    command = [sys.executable, "-I", "-S", str(_LAST_WILL), str(_WILL_SECONDS)]
    processes.start(command, environment=os.environ, stdin=reading, folder="/", session=True).returncode = 0
    os.close(reading)
    return writing


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
