"""The worker as a process of its own, as `up` starts it."""

from __future__ import annotations

import argparse

from kring.config import worker


def main(arguments: argparse.Namespace) -> int:
    """Run the worker until it is told to stop."""
    del arguments
    worker.main()
    return 0
