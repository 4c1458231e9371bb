"""Reading the demo's content, as it was written."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

WORLDS = ("hr", "claims", "finance")

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """One folder of content."""

    people: list[Table]
    competences: list[Table]
    circles: list[Table]
    organisations: list[Table]
    conversations: list[Table]


def worlds() -> list[World]:
    """All worlds."""
    return [_world(resources.files("kring.config.demo").joinpath("content", name)) for name in WORLDS]


def _world(folder: Traversable) -> World:
    def tables(file: str, name: str) -> list[Table]:
        path = folder.joinpath(file)
        return list(tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])) if path.is_file() else []

    return World(
        people=tables("people.toml", "person"),
        competences=tables("competences.toml", "competence"),
        circles=tables("circles.toml", "circle"),
        organisations=tables("organisations.toml", "organisation"),
        conversations=list(_conversations(folder.joinpath("conversations"))),
    )


def _conversations(folder: Traversable) -> Iterator[Table]:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            yield tomllib.loads(file.read_text(encoding="utf-8"))


def moment(table: Table, *, now: datetime) -> datetime:
    """When something of the demo was written: so many days ago at an hour, and never later than two minutes ago."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    written = midnight - timedelta(days=table["days_ago"]) + timedelta(hours=table["hour"])
    return min(written, now - timedelta(minutes=2))
