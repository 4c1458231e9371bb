"""`kring manage`: Django's own commands, on this data folder."""

from __future__ import annotations

import argparse

from django.core.management import execute_from_command_line


def main(arguments: argparse.Namespace) -> int:
    """Run the command that stands in `arguments.passed`."""
    execute_from_command_line(["kring manage", *arguments.passed])
    return 0
