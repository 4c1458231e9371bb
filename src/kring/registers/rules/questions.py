"""What a scheme wants to know of a person: which facts, of what type, and which answers it distinguishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from kring.registers.rules.facts import FactType
from kring.registers.rules.schema import AverageRule, Scheme

_FACT: Final = re.compile(r"\bperson\.([a-z][a-z0-9_]*)")
_STATUS: Final = re.compile(r"\bstatus\.([a-z][a-z0-9_]*)")
_WORD: Final = re.compile(r"[A-Za-z][\w +-]*")
# These a registration knows by itself, or works out.
_OWN: Final = frozenset(
    {
        "start", "end", "birthday", "age_at_start", "age_at_end", "level", "months_enrolled", "period_number", "role",
        "groups",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One fact: its name, type, the words in which a form asks it by language (none: its name), and known answers.

    `dated` names the fact of an item of the list ("obtained", "from") where each item has a day of its own.
    """

    name: str
    type: FactType
    ask: Mapping[str, str]
    answers: tuple[str, ...] = ()
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """All that a form asks for one scheme."""

    birthday: bool
    # The levels that it tells apart, and the words in which it asks for one.
    levels: tuple[str, ...]
    level: Mapping[str, str]
    facts: tuple[Question, ...]
    statuses: tuple[str, ...]
    # Statuses that have a value of their own: hours a week, the part that one works.
    valued: frozenset[str]


def questions(scheme: Scheme) -> Questions:
    """What is asked of a person who is registered under this scheme."""
    raw = scheme.raw
    used = {name for text in _texts(raw) for name in _FACT.findall(text)}
    areas = {source.source.removeprefix("person.") for source in scheme.areas.values()}
    declared = scheme.facts.person
    lists = [name for name in ("role", "groups") if name in used]
    named = dict.fromkeys([*(name for name in declared if name not in _OWN), *sorted(used - _OWN), *lists])
    statuses = tuple(dict.fromkeys(_statuses(scheme)))
    return Questions(
        birthday=bool(used & {"birthday", "age_at_start", "age_at_end"}) or "birth month" in str(raw),
        levels=_answers(raw, "person.level"),
        level=declared["level"].ask if "level" in declared else {},
        facts=tuple(_question(scheme, name, areas) for name in named),
        statuses=statuses,
        valued=frozenset(_valued(scheme)),
    )


def answers_of(scheme: Scheme, fact: str) -> tuple[str, ...]:
    """The words with which the scheme compares a fact of an activity."""
    return _answers(scheme.raw, fact)


def asked_of_activity(scheme: Scheme) -> list[Question]:
    """What only this scheme asks of an activity."""
    return [
        Question(name, fact.type, fact.ask, answers_of(scheme, name)) for name, fact in scheme.facts.activity.items()
    ]


def claimable(scheme: Scheme) -> tuple[str, ...]:
    """The categories that a person may claim for an activity, in the scheme's order; none where claims don't matter."""
    named: set[str] = set()
    for entry in scheme.earning:
        if entry.into.claimed is not None:
            named |= set(entry.into.claimed or scheme.categories)
    return tuple(name for name in scheme.categories if name in named)


def _question(scheme: Scheme, name: str, areas: Set[str]) -> Question:
    fact = scheme.facts.person.get(name)
    if name in ("role", "groups"):
        kind: FactType = "list"
    elif fact is not None:
        kind = fact.type
    else:
        kind = "list" if name in areas else "date"
    ask = fact.ask if fact is not None else {}
    dated = ""
    if name in areas:
        dated = "obtained" if "area.obtained" in str(scheme.raw) else "from"
    return Question(name, kind, ask, _answers(scheme.raw, f"person.{name}"), dated)


def _statuses(scheme: Scheme) -> Iterator[str]:
    for adjust in scheme.adjust:
        yield from (kind for kind in adjust.statuses if kind != "not_enrolled")
    yield from _valued(scheme)
    for text in _texts(scheme.raw):
        yield from _STATUS.findall(text)


def _valued(scheme: Scheme) -> Iterator[str]:
    """Statuses of which a value is averaged, or taken off by the scheme."""
    for rule in scheme.rules:
        if isinstance(rule, AverageRule):
            yield rule.average
    for adjust, said in zip(scheme.adjust, _listed(scheme.raw, "adjust"), strict=False):
        if said.get("by") == "value":
            yield from adjust.statuses


def _listed(raw: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = raw.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _answers(raw: Any, fact: str) -> tuple[str, ...]:
    """The words with which the scheme compares a fact, wherever it stands as a key."""
    return tuple(dict.fromkeys(word for word in _compared(raw, fact) if _WORD.fullmatch(word) and word != "known"))


def _compared(raw: Any, fact: str) -> Iterator[str]:
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            if key == fact:
                yield from (value if isinstance(value, list) else [str(value)])
            else:
                yield from _compared(value, fact)
    elif isinstance(raw, list):
        for value in raw:
            yield from _compared(value, fact)


def _texts(raw: Any) -> Iterator[str]:
    """Every key and text of a file."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _texts(value)
    else:
        yield str(raw)
