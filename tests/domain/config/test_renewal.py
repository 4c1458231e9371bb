"""What runs takes over a new name or address, and is left alone otherwise."""

import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kring.config.renewal import Renewal
from kring.foundation.installation import Installation


def test_web_and_worker_are_renewed_once_when_the_address_changed(tmp_path: Path) -> None:
    done: list[Any] = []
    looked: list[str] = []
    supervisor: Any = SimpleNamespace(
        look=lambda: looked.append("database"),
        say=lambda words: None,
        renew=lambda name, number: done.append((name, number)),
    )
    Renewal(tmp_path, supervisor).watch()
    supervisor.look()
    assert (done, looked) == ([], ["database"])
    Installation(base_url="https://kring.example.org").write(tmp_path)
    supervisor.look()
    supervisor.look()
    assert done == [("web", signal.SIGHUP), ("worker", signal.SIGTERM)]
    Installation(base_url="https://kring.example.org", smtp_host="mail.example.org").write(tmp_path)
    supervisor.look()
    assert len(done) == 2
