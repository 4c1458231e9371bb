"""What the operator changes of the installation is taken over by what runs, without a restart by hand."""

from __future__ import annotations

import signal
from pathlib import Path

from kring.config.supervise import Supervisor
from kring.foundation.installation import Installation

# What the web server takes for: new processes first, then the end of the old ones.
_GENTLY = signal.SIGHUP


class Renewal:
    """Looks at the installation's file, and renews web and worker when what they read at their start has changed."""

    def __init__(self, data: Path, supervisor: Supervisor) -> None:
        self.data = data
        self.supervisor = supervisor
        self.seen = self._read()

    def watch(self) -> None:
        """Look from now on, whenever the supervisor does."""
        others = self.supervisor.look

        def look() -> None:
            others()
            self.look()

        self.supervisor.look = look

    def look(self) -> None:
        """Look once."""
        found = self._read()
        if found == self.seen:
            return
        self.seen = found
        self.supervisor.say("the installation's name or address changed; web and worker take it over")
        self.supervisor.renew("web", _GENTLY)
        self.supervisor.renew("worker", signal.SIGTERM)

    def _read(self) -> tuple[str, str, bool]:
        """What settings are made of; how mail is sent is read for each letter and needs no renewal."""
        known = Installation.read(self.data)
        return known.name, known.base_url, known.behind_proxy
