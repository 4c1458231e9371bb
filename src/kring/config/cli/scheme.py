"""`kring scheme`: check the folders of schemes with their examples, and judge one case. Needs no database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from kring.config.cli.errors import CommandError
from kring.registers.rules.check import Report, Result, check, is_scheme
from kring.registers.rules.judging import judge
from kring.registers.rules.loading import MOST_BYTES_OF_CASE, read_case, read_scheme
from kring.registers.rules.problems import Problem
from kring.registers.rules.read import MOST_BYTES
from kring.registers.rules.schema import Scheme
from kring.registers.rules.verdict import Verdict, number

# A folder of a scheme holds a handful; where there are more, it is another folder that was meant.
MOST_FILES = 50


def main(arguments: argparse.Namespace) -> int:
    """0 when all is well, 1 when anything is wrong or comes out otherwise. Raises CommandError for what isn't there."""
    _learn_to_speak()
    from django.utils import translation

    with translation.override(arguments.lang):
        return _check(arguments) if arguments.action == "check" else _judge(arguments)


def _learn_to_speak() -> None:
    import django
    from django.conf import settings

    from kring.config import messages

    messages.compile_all(Path(settings.LOCALE_PATHS[0]))
    django.setup()


# ----- checking folders


def _check(arguments: argparse.Namespace) -> int:
    reports = [(folder, check(_files(folder))) for folder in _folders(arguments.folders)]
    if arguments.json:
        print(json.dumps([_report(folder, report) for folder, report in reports], ensure_ascii=False, indent=1))
    else:
        for folder, report in reports:
            print("\n".join(_lines(folder, report)))
        print("\n" + _summary([report for _, report in reports]))
    return 0 if all(report.passed for _, report in reports) else 1


def _folders(given: Iterable[Path]) -> Iterator[Path]:
    """Each folder, and for one that holds folders of schemes those; a file stands for the folder that it is in."""
    for path in given:
        folder = path.parent if path.is_file() else path
        if not folder.is_dir():
            raise CommandError(f"there is no folder {path}")
        inner = sorted({one.parent for one in folder.glob("*/scheme*.yaml")})
        if inner and not any(is_scheme(one.name) for one in folder.iterdir()):
            yield from inner
        else:
            yield folder


def _files(folder: Path) -> Mapping[str, bytes]:
    files = sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))
    if len(files) > MOST_FILES:
        raise CommandError(f"{folder} holds {len(files)} files; a scheme's folder holds a handful")
    return {one.name: _start_of(one, MOST_BYTES) for one in files}


def _start_of(file: Path, most: int) -> bytes:
    """Its bytes: one more than may be, so that a file that is too large is seen to be, and never read whole."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as wrong:
        raise CommandError(f"{file} can't be read: {wrong.strerror or wrong}") from wrong


def _lines(folder: Path, report: Report) -> Iterator[str]:
    from kring.registers import sentences

    named = [f"{scheme.scheme} {scheme.version} ({scheme.status})" for scheme in report.schemes.values()]
    yield f"\n{folder}: {', '.join(named) or 'no scheme could be read'}"
    for problem in report.problems:
        yield f"  {'note' if problem.note else 'WRONG'} {sentences.place(problem)}: {sentences.problem(problem)}"
    for result in report.results:
        yield from _result(result, report)


def _result(result: Result, report: Report) -> Iterator[str]:
    from kring.registers import sentences

    expected = sentences.word(result.example.expect.verdict)
    if result.verdict is None:
        yield f"  MISS  {result.example.name}: the case can't be judged"
        return
    mark = "ok   " if result.passed else "MISS "
    said = sentences.word(result.verdict.verdict)
    told = f"{said}, {_days(result.verdict)}"
    yield f"  {mark} {result.example.name}: {told}" + ("" if said == expected else f" (expected: {expected})")
    for miss in result.misses:
        yield f"        examples.yaml:{result.line} {'.'.join(miss.path)}: expected {miss.expected}, found {miss.found}"
    scheme = next(s for s in report.schemes.values() if s.version == result.verdict.version)
    yield from (f"        {line}" for line in _explained(result.verdict, scheme))


def _summary(reports: Sequence[Report]) -> str:
    results = [result for report in reports for result in report.results]
    wrong = sum(not problem.note for report in reports for problem in report.problems)
    missed = sum(not result.passed for result in results)
    said = f"{len(reports)} folders, {len(results)} examples: "
    return said + ("all as expected" if all(r.passed for r in reports) else f"{missed} missed, {wrong} things wrong")


def _report(folder: Path, report: Report) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "passed": report.passed,
        "schemes": [{"file": f, "scheme": s.scheme, "version": s.version} for f, s in report.schemes.items()],
        "problems": [_problem(problem) for problem in report.problems],
        "examples": [
            {
                "name": result.example.name,
                "origin": result.example.origin,
                "line": result.line,
                "passed": result.passed,
                "misses": [{"path": list(m.path), "expected": m.expected, "found": m.found} for m in result.misses],
                "verdict": result.verdict.as_json() if result.verdict else None,
            }
            for result in report.results
        ],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    from kring.registers import sentences

    return {
        "code": problem.code,
        "file": problem.file or None,
        "line": problem.line,
        "path": list(problem.path),
        "note": problem.note,
        "says": sentences.problem(problem),
    }


# ----- judging one case


def _judge(arguments: argparse.Namespace) -> int:
    schemes, problems = _schemes(arguments.scheme)
    if schemes:
        file = arguments.case
        case, found = read_case(_start_of(file, MOST_BYTES_OF_CASE), schemes[0], str(file))
        problems = [*problems, *found]
        if case is not None:
            tried = [(scheme, judge(scheme, case)) for scheme in schemes]
            scheme, verdict = next((pair for pair in tried if "no_rules" not in pair[1].why), tried[-1])
            _show(verdict, scheme, problems, as_json=arguments.json)
            return 0
    _refuse(problems, as_json=arguments.json)
    return 1


def _schemes(path: Path) -> tuple[list[Scheme], list[Problem]]:
    """Every version in the file or folder; none when one of them is wrong. The latest stands last."""
    files = [path] if not path.is_dir() else sorted(one for one in path.iterdir() if is_scheme(one.name))
    if not files:
        raise CommandError(f"there is no scheme in {path}")
    read = [read_scheme(_start_of(file, MOST_BYTES), str(file)) for file in files]
    problems = [problem for _, found in read for problem in found]
    schemes = [scheme for scheme, _ in read if scheme is not None]
    whole = len(schemes) == len(read)
    return sorted(schemes, key=lambda scheme: scheme.applies.first) if whole else [], problems


def _refuse(problems: Sequence[Problem], *, as_json: bool) -> None:
    from kring.registers import sentences

    if as_json:
        print(json.dumps({"problems": [_problem(p) for p in problems]}, ensure_ascii=False, indent=1))
        return
    for problem in problems:
        print(f"{'note' if problem.note else 'WRONG'} {sentences.place(problem)}: {sentences.problem(problem)}")


def _show(verdict: Verdict, scheme: Scheme, problems: Sequence[Problem], *, as_json: bool) -> None:
    from kring.registers import sentences

    if as_json:
        said = {**verdict.as_json(), "warnings": [_problem(problem) for problem in problems]}
        print(json.dumps(said, ensure_ascii=False, indent=1))
        return
    _refuse(problems, as_json=False)
    print(f"{sentences.label(scheme.title)}, {_days(verdict)}: {sentences.word(verdict.verdict)}")
    print("\n".join(f"  {line}" for line in _explained(verdict, scheme)))


def _days(verdict: Verdict) -> str:
    """The first and the last day of the period, which is what one gets wrong first."""
    if verdict.period is None:
        return "?"
    return f"{verdict.period[0]} – {verdict.period[1] - timedelta(days=1)}"


def _explained(verdict: Verdict, scheme: Scheme) -> Iterator[str]:
    """Why: every rule, what didn't count in full, what is carried, and what would close the gap."""
    from kring.registers.sentences import names, verdicts

    said = verdict.as_json()
    yield from (verdicts.why(code) for code in said["why"])
    yield from (f"? {verdicts.fact_name(fact, scheme)}" for fact in verdict.unknown)
    if verdict.no_duty:
        yield verdicts.reason("no_duty", {}, scheme)
        return
    for line in said["rules"]:
        yield f"{names.rule_label(scheme, line['name'])}: {verdicts.rule(line, scheme)}"
    for activity in said["activities"]:
        for reason in activity["reasons"]:
            yield f"{activity['id']}: {verdicts.reason(reason['code'], reason['facts'], scheme)}"
    for lot in verdict.carry_out:
        yield f"→ {number(lot.points)} ({number(lot.usable)}) {names.category_label(scheme, lot.category)}"
    for line in said["readings"]:
        choice = ", ".join(f"{reading}: {option}" for reading, option in line["choice"].items())
        yield f"{choice}: {verdicts.word(line['verdict'])}"
    for way in said["ways_to_close"]:
        yield f"+ {verdicts.way(way, scheme)}"
