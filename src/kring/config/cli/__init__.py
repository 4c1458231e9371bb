"""The command line: a table of verbs, each with a module that does it.

A verb is a plain function `main(arguments: argparse.Namespace) -> int` (the exit code), named by its dotted path so
that only the verb that is asked for is loaded, and only after what it needs was opened: `Needs.FOLDER` makes the data
folder, `Needs.DATABASE` also has the database running and `DATABASE_URL` set, `Needs.DJANGO` also has Django set up,
`Needs.TABLES` also the tables that it reads.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kring.config.cli import arguments as lines
from kring.config.cli.errors import CommandError
from kring.config.cli.opening import Needs, opened
from kring.config.engine import EngineError


@dataclass(frozen=True)
class Verb:
    """One verb of the command line."""

    name: str
    help: str
    function: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    needs: Needs


VERBS = (
    Verb("up", "start Kring", "kring.config.cli.up.main", lines.up, Needs.FOLDER),
    Verb(
        "import",
        "bring in a community or a framework from elsewhere",
        "kring.interop.importers.sources.run",
        lines.importing,
        Needs.TABLES,
    ),
    Verb("find", "find the people who have done this before", "kring.finding.command.run", lines.find, Needs.TABLES),
    Verb("demo", "fill an empty Kring with the demo", "kring.config.cli.demo.main", lines.demo, Needs.TABLES),
    Verb(
        "scheme",
        "check registers' rules, and judge a case by them",
        "kring.config.cli.scheme.main",
        lines.scheme,
        Needs.NOTHING,
    ),
    Verb("mail", "take mail that comes back", "kring.config.cli.mail.main", lines.mail, Needs.NOTHING),
    Verb("backup", "write everything into one file", "kring.config.cli.backup.main", lines.backup, Needs.DATABASE),
    Verb("restore", "bring back what a backup holds", "kring.config.cli.restore.main", lines.restore, Needs.DATABASE),
    Verb("doctor", "say what is wrong, and what to do", "kring.config.cli.doctor.main", lines.doctor, Needs.FOLDER),
    Verb("manage", "run a command of Django's", "kring.config.cli.manage.main", lines.plain, Needs.DATABASE),
    Verb("test", "run the tests (in a checkout)", "kring.config.cli.checkout.test", lines.plain, Needs.NOTHING),
    Verb(
        "check",
        "run every check and the tests (in a checkout)",
        "kring.config.cli.checkout.check",
        lines.plain,
        Needs.NOTHING,
    ),
)
# What `up` runs as processes of its own.
HIDDEN = (
    Verb("prepare", "", "kring.config.cli.preparing.main", lines.prepare, Needs.DJANGO),
    Verb("messages", "", "kring.config.cli.checking.main", lines.plain, Needs.DJANGO),
    Verb("worker", "", "kring.config.cli.working.main", lines.plain, Needs.TABLES),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name) and return its exit code."""
    given = _parse(list(sys.argv[1:] if argv is None else argv))
    verb: Verb = given.verb
    try:
        with opened(verb.needs, given.data):
            module, _, name = verb.function.rpartition(".")
            code: int = getattr(import_module(module), name)(given)
            return code
    except (EngineError, CommandError) as problem:
        print(f"kring: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read our output has gone; nothing more can be said, not at the interpreter's end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="kring", description="Ask, and find the person in your community who has done it before."
    )
    parsers = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in VERBS:
        _add(parsers.add_parser(verb.name, help=verb.help, description=verb.help.capitalize() + "."), verb)
    hidden = {verb.name: verb for verb in HIDDEN}
    if argv and argv[0] in hidden:
        _add(parsers.add_parser(argv[0]), hidden[argv[0]])
    ours, passed = lines.split(argv)
    return parser.parse_args(ours, argparse.Namespace(passed=passed))


def _add(parser: argparse.ArgumentParser, verb: Verb) -> None:
    default = Path(os.environ.get("KRING_DATA") or "data")
    parser.add_argument("--data", type=Path, metavar="DIR", default=default, help="the data folder (default: ./data)")
    verb.add_arguments(parser)
    parser.set_defaults(verb=verb)
