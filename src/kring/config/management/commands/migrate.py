"""`kring manage migrate`: Django's, which begins an empty database with what `made.sql` makes at once."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate

from kring.config import tables

_OTHERWISE = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune", "step_by_step")


class Command(migrate.Command):
    """Migrates."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's, and one to leave `made.sql` aside."""
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="Also an empty database gets each migration by itself."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the tables where there are none and nothing in particular is asked; then what is left to migrate."""
        if not any(options.get(name) for name in _OTHERWISE):
            tables.make()
        super().handle(*args, **options)
