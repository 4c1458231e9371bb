"""Who hears what. The one table stands in `config`, which hands it in here when the process starts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import cast

from django.utils.module_loading import import_string

from kring.foundation.events.facts import Fact

# A handler takes the fact, keyword-only `event` (its id) and `now`.
Handler = Callable[..., None]

_table: dict[str, tuple[str, ...]] = {}


def subscribe(table: Mapping[type[Fact], Sequence[str]]) -> None:
    """Set the whole table: fact -> dotted paths of handlers."""
    _table.clear()
    _table.update({fact.name: tuple(handlers) for fact, handlers in table.items()})


def handlers_of(name: str) -> tuple[str, ...]:
    """The dotted paths of the handlers that hear a fact."""
    return _table.get(name, ())


@cache
def handler(path: str) -> Handler:
    """The handler at a dotted path."""
    return cast("Handler", import_string(path))


def run(path: str, fact: Fact, *, event: int, now: datetime) -> None:
    """Call one handler."""
    handler(path)(fact, event=event, now=now)
