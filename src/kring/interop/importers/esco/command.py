"""`kring import esco PATH...`: bring in the ESCO classification, or bring it to another version."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError

from kring.competences.frameworks.actions.keeping import Published, bring_in
from kring.competences.frameworks.actions.loading import BroughtError, Written
from kring.competences.frameworks.models import Framework
from kring.competences.frameworks.rules.records import MOST_TOLD, Problem, Problems, Record
from kring.competences.frameworks.sentences import sentence
from kring.foundation import clock
from kring.foundation.errors import ConflictError
from kring.interop.importers.esco.files import Bundle, EscoFile, Reading, bundle, order
from kring.interop.importers.esco.reading import facts
from kring.interop.importers.problems import ImportProblem
from kring.interop.importers.progress import Progress, spoken

ESCO: Final = Published(
    identifier="http://data.europa.eu/esco",
    importer="esco",
    slug="esco",
    title="ESCO",
    language="en",
    source="https://esco.ec.europa.eu",
    licence="European Commission, reuse with acknowledgement (Decision 2011/833/EU)",
    acknowledgement="This service uses the ESCO classification of the European Commission.",
)
_NOTHING: Final = "Nothing came in."
_FEW: Final = 5


def run(arguments: argparse.Namespace) -> int:
    """Bring in what `arguments.paths` holds (folders, zips, CSV files); the exit code. `version` goes over what their
    names say; `json`: print the report as JSON."""
    try:
        given = bundle(arguments.paths)
        version = _version(arguments.version, given)
        written, seconds = _import(given, version)
    except KeyboardInterrupt:
        sys.stderr.write(f"\nStopped. {_NOTHING}\n")
        return 130
    except BroughtError as problem:
        sys.stderr.write(f"kring: these files can’t be taken. {_NOTHING}\n{_lines(problem.problems)}")
        return 1
    except (ImportProblem, ConflictError) as problem:
        sys.stderr.write(f"kring: {problem}\n")
        return 1
    except (DatabaseError, OSError) as problem:
        words = str(problem).strip().split("\n")[0]
        sys.stderr.write(f"\nkring: could not go on: {words} {_NOTHING} Give the same command again.\n")
        return 1
    _print(given, version, written, seconds, as_json=arguments.json)
    return 0


def _version(said: str | None, given: Bundle) -> str:
    version = (said or given.version).strip()[:40]
    if not order(version):
        raise ImportProblem("Neither files nor folders say of which version they are. Say so: --version 1.2")
    return version


def _import(given: Bundle, version: str) -> tuple[Written, float]:
    begun = clock.now()
    there = Framework.objects.filter(identifier=ESCO.identifier, place=None).first()
    is_older = there is not None and order(version) < order(there.version)
    problems = Problems()
    reading = Reading(problems)
    progress = Progress(sys.stderr, float(sum(file.size for file in given.files)))
    try:
        written = bring_in(
            ESCO,
            _watched(given, reading, progress),
            version=version,
            problems=problems,
            only_labels=is_older,
            now=begun,
        )
    finally:
        progress.end()
    return written, (clock.now() - begun).total_seconds()


def _watched(given: Bundle, reading: Reading, progress: Progress) -> Iterator[Record]:
    """What the files say, while a line tells how far that is."""
    name = ""

    def told(file: EscoFile) -> None:
        nonlocal name
        name = file.name

    for number, record in enumerate(facts(given.files, reading, told)):
        if not number % 2_000:
            progress.done, progress.rows = float(reading.bytes), reading.done
            progress.show(name)
        yield record
    progress.done, progress.rows = progress.total, reading.done
    progress.show("read; writing", now=True)


def _lines(problems: Problems, *, most: int = MOST_TOLD) -> str:
    """Problems a line each, and how many more there are."""
    shown = problems.told[:most]
    lines = [f"  {_place(one)}: {sentence(one)}\n" for one in shown]
    rest = problems.counts.total() - len(shown)
    more = f"  and {rest:,} more\n" if rest > 0 else ""
    return "".join(lines) + more


def _place(problem: Problem) -> str:
    return f"{problem.file}, line {problem.line}" if problem.line else problem.file


def _print(given: Bundle, version: str, written: Written, seconds: float, *, as_json: bool) -> None:
    left_out = written.left_out
    if as_json:
        told = {
            "version": version,
            "languages": given.languages,
            "counts": dict(written.counts),
            "left_out": left_out.counts.total(),
            "examples": [[one.file, one.line, sentence(one)] for one in left_out.told],
            "unread": list(given.unread),
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return
    lines = [f"ESCO {version} in {', '.join(given.languages)}"]
    lines += [f"  {count:>9,}  {what}" for what, count in written.counts.items() if count]
    if not written.counts.total():
        lines.append("  Nothing was new.")
    if given.unread:
        lines.append(f"\nNot read: {', '.join(given.unread)}")
    if left_out:
        lines.append(f"\nLeft out, since what they name is in no file: {left_out.counts.total():,} relations")
    sys.stdout.write("\n".join(lines) + "\n" + _lines(left_out, most=_FEW) + f"\nDone in {spoken(seconds)}.\n")
    sys.stdout.write(f"{ESCO.acknowledgement}\n")
