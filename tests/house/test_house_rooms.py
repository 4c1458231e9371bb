"""The same rooms in every package: what each may import of its own package, how long a module and a function may be."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, Module, imports, modules

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
LONG_FUNCTION = 30
# What each kind of room may import of its own package. A folder of that name counts as the room.
BELOW = {
    "rules": frozenset[str](),
    "events": frozenset({"rules"}),
    "models": frozenset({"rules"}),
    "access": frozenset({"rules", "models"}),
    "queries": frozenset({"rules", "models", "access"}),
    "actions": frozenset({"rules", "events", "models", "access", "queries"}),
    "handlers": frozenset({"rules", "events", "models", "access", "queries", "actions"}),
}
# What rules may not know: they decide, and nothing else.
IMPURE = (
    "django",
    "psycopg",
    "procrastinate",
    "tantivy",
    "lxml",
    "os",
    "pathlib",
    "socket",
    "subprocess",
    "time",
    "random",
)
DOORS = ("web", "api")


def place(module: Module) -> tuple[str, str]:
    """The package that a module is in, and which of its rooms it is: `kring.finding`, `queries`; empty for none."""
    parts = module.name.split(".")
    for depth, part in enumerate(parts):
        if part in BELOW and depth >= 2:
            return ".".join(parts[:depth]), part
    return ".".join(parts[:-1]), ""


def siblings(module: Module) -> Iterator[str]:
    """The rooms of its own package that a module imports."""
    package, room = place(module)
    for name in imports(module):
        if name.startswith(f"{package}."):
            other = name.removeprefix(f"{package}.").split(".")[0]
            if other in BELOW and other != room:
                yield other


def functions(module: Module) -> Iterator[tuple[str, int]]:
    """Every function and method with the number of its lines, its docstring left out."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            told = (first.end_lineno or 0) - first.lineno + 1 if said else 0
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - told


ROOMS = [module for module in modules() if place(module)[1] and module.room not in DOORS and module.room != "config"]


@pytest.mark.parametrize("module", ROOMS, ids=lambda module: module.name)
def test_a_room_imports_only_rooms_below_it(module: Module) -> None:
    room = place(module)[1]
    assert {other for other in siblings(module) if other not in BELOW[room]} == set()


@pytest.mark.parametrize("module", [m for m in ROOMS if place(m)[1] == "rules"], ids=lambda module: module.name)
def test_rules_are_pure(module: Module) -> None:
    # Words for people are marked, not translated, where a rule names them; that marker alone is let in.
    known = {name.split(".")[0] for name in imports(module) if not name.startswith("django.utils.translation")}
    assert known.isdisjoint(IMPURE)
    called = {
        node.func.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert called.isdisjoint({"now", "today", "utcnow", "open", "read_text"})


@pytest.mark.parametrize("door", DOORS)
def test_doors_fetch_through_queries(door: str) -> None:
    """No `.objects` in a door, nor a way around it; a table of its own is for its own queries and actions."""
    own = {f"kring.{door}.{room}" for room in ("queries", "actions", "models")}
    found = {
        f"{module.path.relative_to(PACKAGE)}:{node.lineno}"
        for module in modules()
        if module.room == door and module.name not in own
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
    }
    assert found == set()


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_is_short(module: Module) -> None:
    assert module.lines <= LONGEST_MODULE, f"{module.name} has {module.lines} lines: make it a folder"


def test_functions_are_short() -> None:
    lengths = sorted(length for module in modules() for _, length in functions(module))
    assert lengths[len(lengths) // 2] <= 10
    within = sum(length <= LONG_FUNCTION for length in lengths) / len(lengths)
    assert within >= 0.9, f"only {within:.1%} of functions are within {LONG_FUNCTION} lines"
    long = [
        f"{m.name}.{name}: {length}" for m in modules() for name, length in functions(m) if length > LONGEST_FUNCTION
    ]
    assert long == []


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{module.name}.{node.name}"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_actions_take_their_facts_by_name() -> None:
    """A verb with one thing to act upon may take it plainly; all else is named where it is called."""
    wrong = [
        f"{module.name}.{node.name}"
        for module in ROOMS
        if place(module)[1] == "actions" and not module.name.endswith(".checks")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and len(node.args.args) > 2
    ]
    assert wrong == []


def test_nothing_is_put_off() -> None:
    words = ("TODO", "FIXME", "XXX", "HACK", "pragma: no cover", "pytest.mark.skip")
    found = {
        f"{module.name}: {word}"
        for module in modules()
        for word in words
        if word in module.path.read_text(encoding="utf-8")
    }
    assert found == set()
