"""The arguments of each verb."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

# The default port, said once.
PORT = 8000
# Verbs whose words are for somebody else.
PASSING = frozenset({"manage", "test", "check"})


def plain(parser: argparse.ArgumentParser) -> None:
    """Nothing but --data."""
    del parser


def up(parser: argparse.ArgumentParser) -> None:
    """`port`, `host`, `demo` (None where neither was said), `workers`."""
    parser.add_argument("--port", type=_port, default=PORT, help=f"where the pages are (default: {PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="fill an empty Kring with the demo and let anyone sign in as its people (default), or start empty",
    )
    cores = len(os.sched_getaffinity(0))
    parser.add_argument(
        "--workers", type=_positive, default=cores, metavar="N", help=f"web processes (default: {cores})"
    )


def prepare(parser: argparse.ArgumentParser) -> None:
    """`demo`, and `result`: the file for what `up` wants to know afterwards."""
    parser.add_argument("--demo", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--result", type=Path, required=True)


def importing(parser: argparse.ArgumentParser) -> None:
    """`source`: `stackexchange` with `folder`, `into`, `language` (None: found out) and `host`, or `esco` with `paths`
    and `version` (None: as files are called); each `json`."""
    sources = parser.add_subparsers(title="sources", metavar="SOURCE", dest="source", required=True)
    community = sources.add_parser("stackexchange", help="a community, out of a dump of a Stack Exchange site")
    community.add_argument("folder", type=Path, metavar="DIR", help="the folder with Posts.xml, Users.xml and so on")
    community.add_argument(
        "--into", required=True, metavar="NAME", help="the community to bring it into; made when missing"
    )
    community.add_argument(
        "--language", metavar="CODE", help="the language of what is in it, nl or en (default: found out)"
    )
    community.add_argument("--host", metavar="HANDLE", help="a member who looks after the community from now on")
    esco = sources.add_parser("esco", help="the ESCO classification of skills and occupations, out of its CSV files")
    esco.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a folder, a zip or a CSV file of ESCO")
    esco.add_argument("--version", metavar="N", help="of which version they are (default: as their names say)")
    for one in (community, esco):
        one.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the data folder")
        one.add_argument("--json", action="store_true", help="print the report as JSON")


def find(parser: argparse.ArgumentParser) -> None:
    """`text` or `batch`, `place`, `reader`, `at` (aware, or None), `limit`, `json`."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("text", nargs="?", metavar="TEXT", help="what you want to have done or known")
    asked.add_argument("--batch", type=Path, metavar="QUERIES.jsonl", help="a file with a question a line")
    parser.add_argument("--in", dest="place", metavar="NAME", help="only in this community and those in it")
    parser.add_argument("--as", dest="reader", metavar="MEMBER", help="see what this member sees (default: everything)")
    parser.add_argument("--at", type=moment, metavar="TIME", help="as if asked then: a date or a time, in ISO 8601")
    parser.add_argument("--limit", type=_positive, default=5, metavar="N", help="how many people (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def demo(parser: argparse.ArgumentParser) -> None:
    """Nothing but --data."""
    del parser


def scheme(parser: argparse.ArgumentParser) -> None:
    """`action`: `check` with `folders`, or `judge` with `scheme` and `case`; each `json` and `lang` (en or nl)."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    checking = actions.add_parser("check", help="find what is wrong with schemes, and judge their examples")
    checking.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a scheme's folder, or one of those")
    judging = actions.add_parser("judge", help="judge one case")
    judging.add_argument("scheme", type=Path, metavar="FILE", help="the file of a scheme, or its folder")
    judging.add_argument("case", type=Path, metavar="CASE.json", help="a case, in JSON or YAML")
    for one in (checking, judging):
        one.add_argument("--json", action="store_true", help="print JSON instead of text")
        one.add_argument("--lang", choices=["en", "nl"], default="en", help="the language of sentences (default: en)")


def mail(parser: argparse.ArgumentParser) -> None:
    """`action`: `take`, with `to`: the address to which the message was delivered, empty where it wasn't said."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    taking = actions.add_parser("take", help="take one message from standard input, for a pipe of the mail server")
    taking.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the data folder")
    taking.add_argument("--to", default="", metavar="ADDRESS", help="the address to which it was delivered")


def backup(parser: argparse.ArgumentParser) -> None:
    """`to`: a file or folder, or None for the data folder's own backups."""
    parser.add_argument(
        "to", nargs="?", type=Path, metavar="FILE", help="where to (default: a dated file in DATA/backups)"
    )


def restore(parser: argparse.ArgumentParser) -> None:
    """`file`, `replace`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `kring backup` made")
    parser.add_argument("--replace", action="store_true", help="throw away what is there now")


def doctor(parser: argparse.ArgumentParser) -> None:
    """Nothing but --data."""
    del parser


def split(argv: list[str]) -> tuple[list[str], list[str]]:
    """A line as what is ours and what is passed on: to Django for `manage`, to pytest for `test` and `check`.

    `--data DIR` is ours wherever it stands. Of any other verb all is ours.
    """
    if not argv or argv[0] not in PASSING:
        return argv, []
    rest = argv[1:]
    for place, word in enumerate(rest):
        if word.startswith("--data="):
            return [argv[0], word], rest[:place] + rest[place + 1 :]
        if word == "--data":
            return [argv[0], *rest[place : place + 2]], rest[:place] + rest[place + 2 :]
    return argv[:1], rest


def moment(text: str) -> datetime:
    """An aware time from ISO 8601; without a zone it is UTC, and a date alone is its first moment."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text!r} is no date or time in ISO 8601") from wrong
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number of at least 1")
    return int(text)
