"""`kring mail take`: one message from standard input, as a mail server gives it to a command.

The exit codes are those that mail servers know (sysexits): 0 taken, 65 nothing here is for Kring, 75 try again later.
"""

from __future__ import annotations

import argparse
import sys

from kring.config.cli.errors import CommandError
from kring.config.cli.opening import Needs, opened
from kring.config.engine import EngineError

_LATER = 75


def main(arguments: argparse.Namespace) -> int:
    """Take the message; whatever stands in the way of reaching the database is a reason to try again later."""
    from django.db import Error

    try:
        with opened(Needs.TABLES, arguments.data):
            return _take(arguments.to)
    except (EngineError, CommandError, Error, OSError) as problem:
        print(f"kring: {problem}", file=sys.stderr)
        return _LATER


def _take(delivered_to: str) -> int:
    from kring.config.mail_takers import TABLE
    from kring.foundation import clock
    from kring.notifications.inbound.taking import LARGEST, take

    data = sys.stdin.buffer.read(LARGEST + 1)
    return int(take(data, takers=TABLE, now=clock.now(), delivered_to=delivered_to))
