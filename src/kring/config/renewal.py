"""What the operator changes of the installation is taken over by what runs, without a restart by hand."""

from __future__ import annotations

import signal
from pathlib import Path

from kring.config.supervise import Supervisor
from kring.foundation.installation import FILE

# What the web server takes for: new processes first, then the end of the old ones.
_GENTLY = signal.SIGHUP


class Renewal:
    """Looks at the installation's file, and renews web and worker when it has changed."""

    def __init__(self, data: Path, supervisor: Supervisor) -> None:
        self.file = data / FILE
        self.supervisor = supervisor
        self.seen = self._stamp()

    def watch(self) -> None:
        """Look from now on, whenever the supervisor does."""
        others = self.supervisor.look

        def look() -> None:
            others()
            self.look()

        self.supervisor.look = look

    def look(self) -> None:
        """Look once."""
        found = self._stamp()
        if found == self.seen:
            return
        self.seen = found
        self.supervisor.say("the installation's settings changed; web and worker take them over")
        self.supervisor.renew("web", _GENTLY)
        self.supervisor.renew("worker", signal.SIGTERM)

    def _stamp(self) -> tuple[int, int]:
        """Which file it is, and when it was written: a new one takes the place of the old."""
        try:
            about = self.file.stat()
        except FileNotFoundError:
            return 0, 0
        return about.st_ino, about.st_mtime_ns
