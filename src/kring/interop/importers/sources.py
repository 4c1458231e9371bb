"""`kring import SOURCE ...`: which source is brought in by which command."""

import argparse
from collections.abc import Callable, Mapping
from typing import Final

from kring.interop.importers import command as stackexchange
from kring.interop.importers.esco import command as esco

_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "stackexchange": stackexchange.run,
    "esco": esco.run,
}


def run(arguments: argparse.Namespace) -> int:
    """Bring in from `arguments.source`; the exit code."""
    return _COMMANDS[arguments.source](arguments)
