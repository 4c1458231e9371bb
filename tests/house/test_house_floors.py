"""Floors, beyond what import-linter sees: foreign keys, and names written as text."""

import ast
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from kring.config.subscriptions import TABLE
from tests.house.source import FLOORS, HEIGHT, ROOT, Module, imports, modules, room_of

# Text in these modules names modules of other rooms, and Django or the dispatcher loads what it names.
KNOWS_EVERYONE = "config"


def texts(module: Module) -> Iterator[str]:
    """Every text in a module that looks like a dotted name of ours."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value
            if words.startswith("kring.") and all(part.isidentifier() for part in words.split(".")):
                yield words


def settings_texts(given: Any) -> Iterator[str]:
    """Every dotted name of ours in a setting, however deep."""
    if isinstance(given, str):
        if given.startswith("kring.") and " " not in given:
            yield given
    elif isinstance(given, dict):
        for key, value in given.items():
            yield from settings_texts(key)
            yield from settings_texts(value)
    elif isinstance(given, list | tuple | set):
        for value in given:
            yield from settings_texts(value)


def exists(dotted: str) -> bool:
    """Whether a module, an app or something in a module has this name."""
    try:
        import_string(dotted)
    except ImportError:
        return any(module.name == dotted for module in modules())
    return True


def test_the_floors_here_are_those_of_the_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    written = [tuple(room.strip() for room in layer.split("|")) for layer in contract["layers"]]
    assert [set(rooms) for rooms in reversed(written)] == [set(rooms) for rooms in FLOORS]
    assert contract["exhaustive"]


def test_every_room_stands_on_a_floor() -> None:
    assert {module.room for module in modules()} - {""} <= HEIGHT.keys() | {"__main__"}


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m.__module__.startswith("kring.")], ids=lambda m: m.__name__
)
def test_foreign_keys_point_down(model: Any) -> None:
    here = room_of(model.__module__)
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model is not None:
            there = room_of(field.related_model.__module__)
            assert there, f"{model.__name__}.{field.name} points out of the house"
            assert there == here or HEIGHT[there] < HEIGHT[here], f"{model.__name__}.{field.name} points up, to {there}"


def test_only_config_names_modules_of_other_rooms_in_text() -> None:
    upwards = {
        f"{module.name}: {words}"
        for module in modules()
        if module.room in HEIGHT and module.room != KNOWS_EVERYONE
        for words in texts(module)
        if room_of(words) in HEIGHT
        and room_of(words) != module.room
        and HEIGHT[room_of(words)] >= HEIGHT[module.room]
        and exists(words)
    }
    assert upwards == set()


def test_every_name_in_the_settings_is_of_something_that_exists() -> None:
    named = {name for key in dir(settings) if key.isupper() for name in settings_texts(getattr(settings, key))}
    named -= {name for name in named if name in settings.LOGGING["loggers"]}
    assert len(named) > 10
    assert {name for name in named if not exists(name)} == set()


def test_every_name_in_the_table_of_subscriptions_is_of_a_handler() -> None:
    for fact, handlers in TABLE.items():
        for dotted in handlers:
            assert callable(import_string(dotted)), dotted
            assert dotted.split(".")[-2] == "handlers", f"{dotted} is no handler"
            assert HEIGHT[room_of(dotted)] >= HEIGHT[room_of(fact.__module__)], (
                f"{dotted} hears a fact of an upper floor"
            )
        assert len(set(handlers)) == len(handlers)


def test_handlers_are_all_in_the_table() -> None:
    listed = {dotted for handlers in TABLE.values() for dotted in handlers}
    # A room that is a folder gives its handlers by its own name.
    written = {
        f"{module.name.partition('.handlers')[0]}.handlers.{node.name}"
        for module in modules()
        if ".handlers" in module.name and not module.name.endswith(".telling")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert written == listed


def test_nobody_but_config_imports_config() -> None:
    wrong = {
        module.name
        for module in modules()
        if module.room != "config"
        for name in imports(module)
        if room_of(name) == "config"
    }
    assert wrong <= {"kring.__main__"}
