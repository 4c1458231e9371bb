"""`kring manage write_tables`: write `made.sql` anew, out of an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kring.config import tables


class Command(BaseCommand):
    """Writes what the migrations do."""

    help = "Write what all migrations do in an empty database, so that the next one gets it at once."

    def add_arguments(self, parser: CommandParser) -> None:
        """One to write nothing."""
        parser.add_argument("--check", action="store_true", help="Only say whether the file is as it would be written.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or compare it. CommandError: the database isn't empty, or the file is another."""
        try:
            text = tables.written()
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        if not options["check"]:
            tables.MADE.write_text(text, encoding="utf-8")
        elif tables.MADE.read_text(encoding="utf-8") != text:
            raise CommandError(f"The migrations do something else than {tables.MADE.name} says: run write_tables.")
