"""The worker as a process of its own, as `up` starts it."""

from __future__ import annotations

import argparse


def main(arguments: argparse.Namespace) -> int:
    """Run the worker until it is told to stop."""
    from kring.config import worker  # noqa: PLC0415 - loads Django

    del arguments
    worker.main()
    return 0
