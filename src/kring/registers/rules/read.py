"""The text of a file as plain values: texts, lists and mappings, each with its line. Hostile text ends in a problem.

Every scalar stays text, so that no `NO` becomes false, no `0.1` a float and no `2020-01-01` a moment: the models give
values their types. Anchors, tags, several documents, keys that stand twice, too big and too deep files are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from kring.registers.rules.problems import Path, Problem
from kring.registers.rules.words import Part

MOST_BYTES = 256 * 1024
DEEPEST = 12


@dataclass(slots=True)
class Source:
    """What a text says: `data`, the line of each path, and the paths of mappings in braces."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    braces: set[Path] = field(default_factory=set)

    def line(self, path: Path) -> int | None:
        """The line of what stands at the path, or of the nearest thing around it."""
        around = (self.lines.get(path[:length]) for length in range(len(path), -1, -1))
        return next((line for line in around if line is not None), None)


class _RefusedError(Exception):
    def __init__(self, code: str, mark: Any = None, **facts: Any) -> None:
        super().__init__(code)
        self.problem = Problem(code, (), facts, mark.line + 1 if mark else None)


def read(content: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """The values of a YAML (or JSON) text, or why it can't be read: always exactly one problem then."""
    try:
        return _built(_decoded(content)), ()
    except _RefusedError as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as wrong:
        return None, (_of_yaml(wrong),)
    except yaml.YAMLError as wrong:
        said = str(wrong).splitlines()[0]
        return None, (Problem(_meant(said, ""), (), {"said": said}),)


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _RefusedError("file too big", most=MOST_BYTES // 1024)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _RefusedError("no utf-8", byte=wrong.start) from wrong


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` is the one whose value comes next."""

    value: Any
    path: Path
    key: str | None = None


def _built(text: str) -> Source:
    """One pass over the events, with a stack of our own: nothing recurses, and it stops at the first refusal."""
    source, opened, documents = Source(), list[_Open](), 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        _check(event, len(opened))
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise _RefusedError("several documents", event.start_mark)
            case yaml.ScalarEvent():
                _scalar(source, opened, event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                _open(source, opened, event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                opened.pop()
    if source.data in (None, ""):
        raise _RefusedError("empty file")
    return source


def _check(event: Any, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _RefusedError("anchor", event.start_mark)
    if getattr(event, "tag", None):
        raise _RefusedError("tag", event.start_mark)
    if depth > DEEPEST:
        raise _RefusedError("file too deep", event.start_mark, most=DEEPEST)


def _scalar(source: Source, opened: list[_Open], event: Any) -> None:
    here = opened[-1] if opened else None
    if here is not None and isinstance(here.value, dict) and here.key is None:
        if event.value in here.value:
            raise _RefusedError("key twice", event.start_mark, key=event.value[:80])
        here.key = event.value
        here.value[event.value] = ""
        source.lines[(*here.path, event.value)] = event.start_mark.line + 1
        return
    _place(source, opened, event.value, event)


def _open(source: Source, opened: list[_Open], event: Any) -> None:
    value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
    if opened and isinstance(opened[-1].value, dict) and opened[-1].key is None:
        raise _RefusedError("key is no text", event.start_mark)
    path = _place(source, opened, value, event)
    if event.flow_style and isinstance(value, dict):
        source.braces.add(path)
    opened.append(_Open(value, path))


def _place(source: Source, opened: list[_Open], value: Any, event: Any) -> Path:
    line = event.start_mark.line + 1
    if not opened:
        source.data = value
        source.lines[()] = line
        return ()
    here = opened[-1]
    step: Part
    if isinstance(here.value, dict):
        step, here.key = here.key or "", None
        here.value[step] = value
    else:
        step = len(here.value)
        here.value.append(value)
    path = (*here.path, step)
    source.lines.setdefault(path, line)
    return path


# What the reader of YAML says, and what it nearly always means in these files.
_MEANT = (
    ("mapping values are not allowed", "colon in text"),
    ("expected chomping or indentation", "sign without quotes"),
    ("cannot start any token", "sign at start"),
    ("could not find expected ':'", "colon missing"),
    ("found unexpected end of stream", "quote left open"),
    ("but found '<scalar>'", "quote in quotes"),
    ("expected <block end>", "indentation"),
    ("<document start>", "indentation"),
    ("expected alphabetic or numeric", "sign at start"),
    ("special characters are not allowed", "strange sign"),
)


def _of_yaml(wrong: yaml.MarkedYAMLError) -> Problem:
    said = wrong.problem or ""
    code = _meant(said, wrong.context or "")
    # What was begun and never ended is noticed much later: where it began is what helps.
    began = code in ("quote left open", "colon missing") or "stream end" in said
    mark = (wrong.context_mark if began else wrong.problem_mark) or wrong.problem_mark or wrong.context_mark
    return Problem(code, (), {"said": said}, mark.line + 1 if mark else None)


def _meant(said: str, context: str) -> str:
    if "flow" in context and "quoted" not in context:
        return "text in braces"
    if "'\\t'" in said:
        return "tab"
    return next((code for words, code in _MEANT if words in said), "yaml")
