"""A statement as the dossier that it was made of: only what it says itself, and nothing that became of it since."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kring.learning.dossiers.models import Snapshot, Statement
from kring.learning.dossiers.queries.cases import line_of
from kring.learning.dossiers.queries.dossier import Dossier, Line
from kring.learning.dossiers.queries.judging import Judged
from kring.learning.dossiers.rules.reviewing import State
from kring.learning.queries import Proof
from kring.registers.queries import scheme_with


def dossier_in(statement: Statement) -> Dossier:
    """The dossier that a statement tells."""
    told = json.loads(statement.document)
    held = statement.registration
    held.number, held.level = told["registration"]["number"], told["registration"]["level"]
    known = scheme_with(told["scheme"]["sha256"])
    case = {"activities": [one["told"] for one in told["activities"]]}
    made = Judged(held, known, told["verdict"], case, (), _closing(told))
    return Dossier(made, [_line(one) for one in told["activities"]], None, None)


def _line(one: Mapping[str, Any]) -> Line:
    evidence = [
        Proof(
            0,
            piece["name"],
            piece.get("link", ""),
            piece.get("sha256", ""),
            piece.get("size", 0),
            piece.get("type", ""),
        )
        for piece in one["evidence"]
    ]
    key = line_of(one["told"]["id"])
    state = State(one["review"]) if one["review"] else None
    return Line(key, one.get("kind", ""), one["told"], one["judged"], evidence, None, state)


def _closing(told: Mapping[str, Any]) -> Snapshot | None:
    return Snapshot(taken_at=datetime.fromisoformat(told["closed_at"])) if told["closed_at"] else None
