"""`kring demo`: fill an empty Kring with the demo."""

from __future__ import annotations

import argparse

from kring.config import engine
from kring.config.demo import command


def main(arguments: argparse.Namespace) -> int:
    """Load the demo and remember that it is there, so that `up` offers to sign in as its people."""
    code = command.run(arguments)
    if code == 0:
        engine.prepare(arguments.data).demo.touch(mode=0o600)
    return code
