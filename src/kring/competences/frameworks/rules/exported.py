"""A framework as it goes out. Pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of the framework as a whole; `changed_at` in ISO 8601."""

    identifier: str
    guid: str
    title: str
    version: str
    language: str
    source: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Exported:
    """An item with what it is called and described as, by language, and its ties: kind -> URIs. `guids` are those of
    ties, by kind and URI."""

    uri: str
    kind: str
    code: str
    guid: str = ""
    names: dict[str, str] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    ties: dict[str, list[str]] = field(default_factory=dict)
    guids: dict[tuple[str, str], str] = field(default_factory=dict)
