"""What a query does not put in order comes in no order: in tests its rows come the other way round than the database
happened to give them, so that nothing is built on the order in which rows were written. Without this such a mistake
shows once in a hundred runs, when PostgreSQL fills a hole in a table."""

from itertools import chain
from typing import Any

from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import MULTI


def turn_round() -> None:
    """Do so for every query of Django in this process."""
    order_by, execute = SQLCompiler.get_order_by, SQLCompiler.execute_sql

    def get_order_by(compiler: Any) -> Any:
        compiler.is_in_order = order_by(compiler)
        return compiler.is_in_order

    def execute_sql(compiler: Any, result_type: str = MULTI, chunked_fetch: bool = False, **options: Any) -> Any:
        rows = execute(compiler, result_type, chunked_fetch, **options)
        if result_type != MULTI or rows is None or getattr(compiler, "is_in_order", True):
            return rows
        return iter([list(chain.from_iterable(rows))[::-1]])

    SQLCompiler.get_order_by = get_order_by  # type: ignore[method-assign]
    SQLCompiler.execute_sql = execute_sql  # type: ignore[method-assign]
