"""One file at a time: its text as a scheme, as examples or as a case, or what is wrong with it and on which line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from kring.registers.rules import readings
from kring.registers.rules.case import Case
from kring.registers.rules.casework import case_of
from kring.registers.rules.checking import conditions, names, sense
from kring.registers.rules.examples import Example
from kring.registers.rules.problems import Problem, problem_of
from kring.registers.rules.read import Source, read
from kring.registers.rules.schema import Scheme
from kring.registers.rules.validate import validated
from kring.registers.rules.words import WordsError

# A case of ten thousand activities is some 3 MB.
MOST_BYTES_OF_CASE = 8 * 1024 * 1024


def read_scheme(content: bytes, file: str = "") -> tuple[Scheme | None, tuple[Problem, ...]]:
    """The scheme when nothing is wrong with it (notes may come along), else what is wrong, with file and line."""
    source, found = read(content)
    if source is None:
        return None, placed(found, None, file)
    scheme, found = validated(Scheme, source.data, source)
    if scheme is None:
        return None, placed(found, source, file)
    scheme = scheme.keeping(source.data)
    found = tuple(_static(scheme))
    refused = any(not problem.note for problem in found)
    return None if refused else scheme, placed(found, source, file)


def _static(scheme: Scheme) -> Iterator[Problem]:
    """What names point at first: nothing else can be told of a scheme whose names lead nowhere."""
    named = [*names.problems(scheme), *conditions.problems(scheme)]
    yield from named
    if all(problem.note for problem in named):
        yield from sense.problems(scheme)
        yield from _options(scheme)


def _options(scheme: Scheme) -> Iterator[Problem]:
    """Whether each way to read an unclear clause gives a scheme that is sound by itself."""
    if readings.count(scheme) > readings.MOST:
        return
    for place, reading in enumerate(scheme.readings):
        for at, option in enumerate(reading.options):
            path = ("readings", place, "options", at, "sets")
            choice = {other.name: other.options[0].name for other in scheme.readings} | {reading.name: option.name}
            try:
                other_way = readings.under(scheme, choice)
            except WordsError as wrong:
                yield problem_of(wrong, path)
            except ValidationError:
                yield Problem("reading breaks", path, {"option": option.name})
            else:
                if any(not p.note for p in (*names.problems(other_way), *conditions.problems(other_way))):
                    yield Problem("reading breaks", path, {"option": option.name})


def read_examples(content: bytes, file: str) -> tuple[Sequence[tuple[int, Example]], tuple[Problem, ...], Source]:
    """The examples with their places in the list, and what is wrong with those that can't be read."""
    source, found = read(content)
    if source is None:
        return (), placed(found, None, file), Source()
    if not isinstance(source.data, list):
        return (), placed((Problem("list expected"),), source, file), source
    examples: list[tuple[int, Example]] = []
    problems: list[Problem] = []
    for place, raw in enumerate(source.data):
        example, wrong = validated(Example, raw)
        problems += (problem.within(place) for problem in wrong)
        if example is not None:
            examples.append((place, example))
    return examples, placed(problems, source, file), source


def read_case(content: bytes, scheme: Scheme, file: str = "") -> tuple[Case | None, tuple[Problem, ...]]:
    """A case out of JSON or YAML, or what is wrong with it."""
    if len(content) > MOST_BYTES_OF_CASE:
        return None, (Problem("file too big", (), {"most": MOST_BYTES_OF_CASE // 1024}, file=file),)
    if content.lstrip()[:1] == b"{":
        raw, source, found = _json(content)
    else:
        source, found = read(content)
        raw = source.data if source else None
    if found:
        return None, placed(found, source, file)
    case, found = case_of(raw, scheme)
    return case, placed(found, source, file)


def _json(content: bytes) -> tuple[Any, Source | None, tuple[Problem, ...]]:
    """JSON of a program, with `null` and numbers of any size: a number is its written digits, never a float."""
    try:
        kept = json.loads(content, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once)
    except _KeyTwiceError as wrong:
        return None, None, (Problem("key twice", (), {"key": str(wrong)[:80]}),)
    except RecursionError:
        return None, None, (Problem("too deep"),)
    except ValueError as wrong:
        line = wrong.lineno if isinstance(wrong, json.JSONDecodeError) else None
        return None, None, (Problem("no json", (), {"said": str(wrong)[:200]}, line),)
    return kept, None, ()


class _KeyTwiceError(Exception):
    """A key that stands twice in one mapping."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The mapping of these pairs. Raises _KeyTwiceError: of two values only one could count."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyTwiceError(key)
        found[key] = value
    return found


def placed(problems: Sequence[Problem], source: Source | None, file: str) -> tuple[Problem, ...]:
    """The problems with the file and, where it is known, the line."""
    return tuple(
        replace(problem, file=file, line=problem.line or (source.line(problem.path) if source else None))
        for problem in problems
    )
