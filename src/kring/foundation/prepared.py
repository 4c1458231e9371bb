"""Queries whose SQL is made once a thread of a process.

Django's query builder takes several times as long as PostgreSQL takes for the queries that every page asks. So the hot
ones are built once, with stand-ins for what differs from call to call, and asked again with the real values in their
places. They are ordinary querysets, filtered by the access tables like any other; only the building is saved.

    @prepared(fixed=("size",))
    def _latest(reader: Reader, *, place: int, size: int) -> QuerySet[…]:
        return Conversation.objects.filter(CONVERSATION.filter(reader, "read"), place=place)…[:size]

    rows = _latest(reader, place=7, size=21)

What decides the shape of the SQL is told apart by itself: whether someone is signed in, and which values are None. An
argument that does so in another way (a limit, a choice of columns) is named in `fixed`. Lists go in by `__any`.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable

from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader

Given = ParamSpec("Given")
Row = TypeVar("Row")

_here = threading.local()
_ACCOUNT: Final = 7_100_000_000_000_000_001
_PLACE: Final = 7_100_000_000_000_000_002
_STAND_IN: Final = Reader(_ACCOUNT, {_PLACE: frozenset(Role)})
_numbers = count(7_200_000_000_000_000_000)


@dataclass(frozen=True, slots=True)
class Plan:
    """A queryset with its SQL made, and where each parameter comes from: a name, or a constant."""

    rows: Any
    compiler: Any
    sql: str
    parameters: tuple[tuple[str, Any], ...]
    is_list: bool
    """Its rows are tuples, which the cursor gives without Django's stages between."""
    converters: Mapping[int, Any]

    def asked(self, parameters: tuple[Any, ...]) -> list[Any]:
        """The rows for these parameters."""
        if self.is_list:
            with self.compiler.connection.cursor() as cursor:
                cursor.execute(self.sql, parameters)
                rows = cursor.fetchall()
            return [*map(tuple, self.compiler.apply_converters(rows, self.converters))] if self.converters else rows
        _here.parameters = parameters
        return list(self.rows._iterable_class(self.rows))  # noqa: SLF001 - without a clone, which is half the cost

    def filled(self, reader: Reader, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """The parameters of one call."""
        return tuple(
            value if name == "" else _of_reader(reader, name) if name[0] == "@" else given[name]
            for name, value in self.parameters
        )


def prepared(
    *, fixed: tuple[str, ...] = ()
) -> Callable[
    [Callable[Concatenate[Reader, Given], "QuerySet[Any, Row]"]], Callable[Concatenate[Reader, Given], list[Row]]
]:
    """Make a function that builds a queryset into one that gives its rows; see the module."""

    def prepare(build: Callable[..., Any]) -> Callable[..., list[Any]]:
        # A compiler belongs to the connection that it was made for, and each thread has a connection of its own.
        own = threading.local()

        def rows(reader: Reader, **given: Any) -> list[Any]:
            plans: dict[tuple[Any, ...], Plan] = own.__dict__.setdefault("plans", {})
            shape = (reader.account is None, reader.sees_all, *(_shape(given[name], name in fixed) for name in given))
            plan = plans.get(shape)
            if plan is None:
                plan = plans[shape] = _planned(build, reader, given, fixed)
            return plan.asked(plan.filled(reader, given))

        rows.__doc__, rows.__name__ = build.__doc__, build.__name__
        return rows

    return prepare


def _shape(value: Any, is_fixed: bool) -> Any:  # noqa: FBT001
    return value if is_fixed else value is None


def _of_reader(reader: Reader, name: str) -> Any:
    if name == "@account":
        return reader.account
    return reader.scopes if name == "@scopes" else list(reader.roles)


def _planned(build: Callable[..., Any], reader: Reader, given: Mapping[str, Any], fixed: tuple[str, ...]) -> Plan:
    """Build the queryset with stand-ins, make its SQL, and see where they went."""
    like = Reader(sees_all=reader.sees_all) if reader.account is None else _STAND_IN
    stand_ins = {name: value if name in fixed else _stand_in(value) for name, value in given.items()}
    rows = build(like, **stand_ins)
    compiler = rows.query.get_compiler(connection=connections[rows.db])
    sql, parameters = compiler.as_sql()
    names = {"@account": like.account, "@scopes": like.scopes, "@places": list(like.roles)} | {
        name: value for name, value in stand_ins.items() if name not in fixed and value is not None
    }
    # A compiler keeps what it worked out, so it can serve every call; only the parameters are this call's.
    compiler.as_sql = lambda *_, **__: (sql, _here.parameters)
    rows.query.get_compiler = lambda *_, **__: compiler
    origins = tuple(_origin(value, names) for value in parameters)
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    return Plan(rows, compiler, sql, origins, _is_list(rows, compiler, columns), compiler.get_converters(columns))


def _is_list(rows: Any, compiler: Any, columns: list[Any]) -> bool:
    """Whether a row is a tuple of these columns and nothing else."""
    is_list = rows._iterable_class is ValuesListIterable  # noqa: SLF001 - the kind of rows isn't told otherwise
    return is_list and not compiler.has_extra_select and not compiler.has_composite_fields(columns)


def _origin(parameter: Any, names: Mapping[str, Any]) -> tuple[str, Any]:
    """The name of what stands in a parameter's place, else the parameter itself."""
    for name, value in names.items():
        if value is not None and type(value) in (type(parameter), *type(parameter).__mro__) and value == parameter:
            return name, None
    return "", parameter


def _stand_in(value: Any) -> Any:
    """A value of the same type that occurs nowhere else."""
    number = next(_numbers)
    if value is None:
        return None
    if isinstance(value, bool):
        raise TypeError("a truth value decides the shape: name it in `fixed`")
    makers: dict[type, Callable[[], Any]] = {
        int: lambda: number,
        str: lambda: f"stand-in {number}",
        datetime: lambda: datetime.fromtimestamp(number % 10**9, UTC).replace(microsecond=number % 10**6),
        date: lambda: date.fromordinal(1 + number % 10**6),
        list: lambda: [number],
    }
    return next(make for kind, make in makers.items() if isinstance(value, kind))()
