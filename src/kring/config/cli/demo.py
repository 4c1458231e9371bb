"""`kring demo`: fill an empty Kring with the demo."""

from __future__ import annotations

import argparse

from kring.config import engine, messages
from kring.config.demo import command


def main(arguments: argparse.Namespace) -> int:
    """Load the demo and remember that it is there, so that `up` offers to sign in as its people."""
    folder = engine.prepare(arguments.data)
    messages.compile_all(folder.root / "locale")
    mark = folder.demo
    was_there = mark.exists()
    # Written first: were it stopped in between, there would be a demo that nobody may enter.
    mark.touch(mode=0o600)
    code = command.run(arguments)
    if code != 0 and not was_there:
        mark.unlink()
    return code
