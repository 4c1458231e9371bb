"""Checks the files of a scheme's folder: reads each, finds what is wrong, and judges the examples. Touches no disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kring.registers.rules.casework import case_of
from kring.registers.rules.checking.comparing import Miss, misses
from kring.registers.rules.examples import Example
from kring.registers.rules.judging import judge
from kring.registers.rules.loading import placed, read_examples, read_scheme
from kring.registers.rules.problems import Problem, nearest
from kring.registers.rules.read import Source
from kring.registers.rules.schema import Scheme
from kring.registers.rules.verdict import Verdict

EXAMPLES = "examples.yaml"
SOURCES = "sources.md"
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One example, judged: without a verdict when its case couldn't be read. `line` is where it begins."""

    example: Example
    line: int
    verdict: Verdict | None
    misses: tuple[Miss, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return self.verdict is not None and not self.misses


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a folder: its schemes by file, what is wrong, and each example."""

    schemes: Mapping[str, Scheme]
    problems: tuple[Problem, ...]
    results: tuple[Result, ...]

    @property
    def passed(self) -> bool:
        """Whether the folder may be used: nothing is wrong (notes don't count) and every example passes."""
        return not any(not p.note for p in self.problems) and all(result.passed for result in self.results)


def is_scheme(file: str) -> bool:
    """Whether a file of this name holds a version of a scheme."""
    return file == "scheme.yaml" or (file.startswith("scheme-") and file.endswith(".yaml"))


def check(files: Mapping[str, bytes]) -> Report:
    """Everything that can be said of the files of a folder, given by their names."""
    schemes: dict[str, Scheme] = {}
    problems = list(_folder(files))
    for file in filter(is_scheme, sorted(files)):
        scheme, found = read_scheme(files[file], file)
        problems += found
        if scheme is not None:
            schemes[file] = scheme
    problems += _versions(schemes)
    results: tuple[Result, ...] = ()
    if EXAMPLES in files:
        examples, found, source = read_examples(files[EXAMPLES], EXAMPLES)
        problems += found
        if schemes and len(schemes) == sum(map(is_scheme, files)):
            results, odd = _judged(examples, schemes, source)
            problems += odd
        if examples:
            problems += placed(tuple(_enough(examples, schemes)), source, EXAMPLES)
    return Report(schemes, tuple(sorted(problems, key=lambda p: (p.file, p.line or 0))), results)


# ----- the folder


def _folder(files: Mapping[str, bytes]) -> Iterator[Problem]:
    if not any(map(is_scheme, files)):
        yield Problem("no scheme file", file="scheme.yaml")
    if EXAMPLES not in files:
        yield Problem("no examples", (), {"least": FEWEST}, file=EXAMPLES)
    if SOURCES not in files:
        yield Problem("no sources", note=True, file=SOURCES)
    for file in files:
        if not is_scheme(file) and file not in (EXAMPLES, SOURCES) and not file.endswith(".md"):
            meant = nearest(file, ("scheme.yaml", EXAMPLES, SOURCES))
            yield Problem("unknown file", (), {"nearest": meant}, note=not meant, file=file)


def _versions(schemes: Mapping[str, Scheme]) -> Iterator[Problem]:
    """Versions of one scheme, of which each judges periods that no other judges."""
    for (file, one), (other_file, other) in combinations(schemes.items(), 2):
        if one.scheme != other.scheme:
            yield Problem("two schemes", ("scheme",), {"other": other_file}, file=file)
        elif one.version == other.version:
            yield Problem("same version", ("version",), {"other": other_file}, file=file)
        elif _overlap(one, other):
            yield Problem("versions overlap", ("applies",), {"other": other_file}, file=file)


def _overlap(one: Scheme, other: Scheme) -> bool:
    first, second = sorted((one.applies, other.applies), key=lambda applies: applies.first)
    return first.until is None or first.until > second.first


# ----- the examples


def _judged(
    examples: Sequence[tuple[int, Example]], schemes: Mapping[str, Scheme], source: Source
) -> tuple[tuple[Result, ...], list[Problem]]:
    versions = {scheme.version: scheme for scheme in schemes.values()}
    results: list[Result] = []
    problems: list[Problem] = []
    for place, example in examples:
        line = source.line((place,)) or 1
        scheme = _version(example, versions)
        if scheme is None:
            code = "version needed" if example.version is None else "unknown version"
            wrong = Problem(code, (place,), {"found": example.version, "known": tuple(sorted(versions))})
            problems += placed([wrong], source, EXAMPLES)
            results.append(Result(example, line, None))
        else:
            case, noted = case_of(example.case, scheme)
            told = [p.within(place, "case") for p in noted if not p.note or p.code in _TOLD]
            problems += placed(told, source, EXAMPLES)
            verdict = judge(scheme, case) if case else None
            results.append(Result(example, line, verdict, misses(example.expect, verdict) if verdict else ()))
    return tuple(results), problems


# Of the notes on a case those that are slips of the pen; a long course on one day is how one writes an example.
_TOLD = frozenset({"unknown key", "unknown fact", "unknown category"})


def _version(example: Example, versions: Mapping[str, Scheme]) -> Scheme | None:
    if example.version is None and len(versions) == 1:
        return next(iter(versions.values()))
    return versions.get(example.version or "")


def _enough(examples: Sequence[tuple[int, Example]], schemes: Mapping[str, Scheme]) -> Iterator[Problem]:
    """Each version needs its examples, among them one that is met and one that is short; a name stands once."""
    seen: set[str] = set()
    for place, example in examples:
        if example.name in seen:
            yield Problem("said twice", (place, "name"), {"name": example.name})
        seen.add(example.name)
    for scheme in schemes.values():
        words = [e.expect.verdict for _, e in examples if e.version == scheme.version or len(schemes) == 1]
        if len(words) < FEWEST:
            yield Problem("too few examples", (), {"least": FEWEST, "version": scheme.version, "found": len(words)})
        elif not {"met", "short"} <= set(words):
            missing = "met" if "met" not in words else "short"
            yield Problem("no such example", (), {"verdict": missing, "version": scheme.version})
