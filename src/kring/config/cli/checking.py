"""The check of the messages as a process of its own, as `check` runs it."""

from __future__ import annotations

import argparse

from kring.config import messages


def main(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the messages, a line each; 1 when anything is."""
    del arguments
    wrong = messages.check()
    for line in wrong:
        print(line)
    return 1 if wrong else 0
