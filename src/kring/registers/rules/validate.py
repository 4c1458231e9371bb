"""Values of a file as a model of schema.py, or problems that say what is wrong with which key, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kring.registers.rules.problems import Path, Problem, nearest, problem_of
from kring.registers.rules.read import Source
from kring.registers.rules.schema import RuleShape
from kring.registers.rules.words import Part, WordsError

M = TypeVar("M", bound=BaseModel)
# Marks that pydantic puts in a path: which of the alternatives it was, and that a key is meant rather than its value.
_TAGS = frozenset({kind.__name__ for kind in RuleShape.__subclasses__()} | {"[key]"})
# More would bury the ones that matter.
MOST = 50


def validated(model: type[M], raw: Any, source: Source | None = None) -> tuple[M | None, tuple[Problem, ...]]:
    """The model, or the problems; never both. With the source, a trap of braces is told as such."""
    try:
        return model.model_validate(raw), ()
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False, include_input=False)[:MOST]
        found = [_problem(model, raw, error) for error in errors]
        braces = source.braces if source else set()
        return None, tuple(_trap(problem, raw, braces) for problem in found if not _follows(problem, found))


def _follows(problem: Problem, found: list[Problem]) -> bool:
    """Items that are wrong aren't counted by pydantic, so that a list of them would also be called too short."""
    depth = len(problem.path)
    return problem.code == "too few" and any(len(p.path) > depth and p.path[:depth] == problem.path for p in found)


def _trap(problem: Problem, raw: Any, braces: set[Path]) -> Problem:
    """A comma inside a text in braces makes a key without a value of what comes after it."""
    if problem.code == "unknown key" and _at(raw, problem.path) == "" and problem.path[:-1] in braces:
        return Problem("text in braces", problem.path, {"said": str(problem.path[-1])[:80]})
    return problem


def _problem(model: type[BaseModel], raw: Any, error: ErrorDetails) -> Problem:
    path = tuple(_real(raw, error["loc"]))
    context = error.get("ctx", {})
    if isinstance(context.get("error"), WordsError):
        return problem_of(context["error"], path)
    value = _at(raw, path)
    match error["type"]:
        case "extra_forbidden":
            known = _keys(_model_at(model, error["loc"][:-1]))
            return unknown_key(path, known)
        case "missing":
            return Problem("key missing", path[:-1], {"key": path[-1]})
        case "literal_error":
            known = [word.strip("'\"") for word in re.split(r", | or ", context["expected"])]
            return Problem("one of these expected", path, {"known": tuple(known), "found": str(value)[:80]})
        case kind:
            code = "empty" if value == "" else _SHAPES.get(kind, "not understood")
            return Problem(code, path, {"least": context.get("min_length"), "most": context.get("max_length")})


def unknown_key(path: Path, known: Collection[str]) -> Problem:
    """A key that means nothing here, with the one that was probably meant."""
    key = str(path[-1])
    return Problem("unknown key", path, {"key": key[:80], "known": tuple(known), "nearest": nearest(key, known)})


_SHAPES = {
    "model_type": "mapping expected",
    "model_attributes_type": "mapping expected",
    "dict_type": "mapping expected",
    "tuple_type": "list expected",
    "too_short": "too few",
    "too_long": "too many",
}


def _real(raw: Any, location: Path) -> Iterator[Part]:
    """The path in the file: pydantic's own without the tags of alternatives and its mark for keys."""
    here = raw
    for place, step in enumerate(location):
        missing = place == len(location) - 1 and step not in _TAGS
        if isinstance(here, Mapping) and (step in here or missing):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        yield step


def _at(raw: Any, path: Path) -> Any:
    for step in path:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


# ----- which model stands at a place


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], location: Path) -> type[BaseModel]:
    here: list[type[BaseModel]] = [model]
    for step in location:
        # An index or a name chosen in the file leads no deeper into the types.
        here = [deeper for kind in here for deeper in _deeper(kind, step)] or here
    return here[0]


def _deeper(kind: type[BaseModel], step: Part) -> list[type[BaseModel]]:
    if step == kind.__name__:
        return [kind]
    fields = kind.model_fields.items()
    return [inner for name, field in fields if step == (field.alias or name) for inner in _plain(field.annotation)]


def _plain(annotation: Any) -> list[type[BaseModel]]:
    """The models inside a type: an item of a tuple, a value of a dict, each side of a union."""
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple, dict):
        return [inner for part in get_args(annotation) for inner in _plain(part)]
    return [annotation] if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []
