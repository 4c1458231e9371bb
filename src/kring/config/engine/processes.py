"""Start programs: the one place where Kring does. Every command is a list of words, never a line for a shell."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kring.config.engine.accounts import Account

Stream = int | IO[Any] | None


def finish(
    command: Sequence[str], *, environment: Mapping[str, str], account: Account | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, as another account where one is given, and return what it printed and its exit code."""
    change: dict[str, Any] = {}
    if account is not None and account.is_another:
        change = {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.run(  # noqa: S603 - the words are Kring's own
        command, input=given, capture_output=True, text=True, check=False, cwd="/", env=environment, **change
    )


def start(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    stdin: Stream = subprocess.DEVNULL,
    stdout: Stream = None,
    stderr: Stream = None,
    folder: str | None = None,
    session: bool = False,
    descriptors: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a command and return at once. `session` gives it a session, and so a process group, of its own."""
    return subprocess.Popen(  # noqa: S603 - the words are Kring's own
        command,
        env=environment,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        cwd=folder,
        start_new_session=session,
        pass_fds=descriptors,
    )
