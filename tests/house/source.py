"""The source as the house tests read it: modules by name, what they import, how long they are."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kring"
# From the lowest up, as in pyproject.toml; rooms of one floor stand together.
FLOORS = (
    ("foundation",),
    ("competences", "registers"),
    ("people",),
    ("communities",),
    ("conversations",),
    ("meetings",),
    ("learning",),
    ("finding",),
    ("planning",),
    ("notifications", "interop"),
    ("web", "api"),
    ("config",),
)
HEIGHT = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its tree and its lines."""

    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """The first part below `kring`; empty for the package's own face."""
        return [*self.name.split("."), ""][1]


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package but migrations."""
    return tuple(_modules(path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts))


def _modules(paths: Iterator[Path]) -> Iterator[Module]:
    for path in paths:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        yield Module(name, path, ast.parse(text), text.count("\n"))


def imports(module: Module) -> set[str]:
    """The dotted names that a module imports, at its top or inside a function: `a.b` for `from a import b` too."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def room_of(dotted: str) -> str:
    """The room that a dotted name below `kring` is in; empty for any other."""
    parts = dotted.split(".")
    return parts[1] if parts[0] == "kring" and len(parts) > 1 else ""
