"""Statements as text for asyncpg: built once, compiled once, filled each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, cast

from sqlalchemy import Dialect, Select
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql.compiler import SQLCompiler

Statement = Select[*tuple[Any, ...]]
Asked = ParamSpec("Asked")

_DIALECT: Dialect = cast("Any", asyncpg_dialect).dialect()


@dataclass(frozen=True, slots=True)
class Filled:
    """A statement built once, and the values of its `bindparam`s this time.

    Building and compiling the nearest-structures statement takes 7 ms, asking it 2:
    statements of hot routes are built once and filled.

    Args:
        statement: with `bindparam`s.
        values: of them.
        blamed: the parameter of a question from which come values that PostgreSQL
            or PostGIS cannot compute with; without it, such values are our mistake.
    """

    statement: Statement
    values: Mapping[str, Any]
    blamed: str = ""


def kept(build: Callable[Asked, Statement]) -> Callable[Asked, Filled]:
    """Build a statement once for the same arguments, for those asked again and again.

    Arguments must be hashable. Where each caller has values of their own (positions,
    ids), `bindparam`s and `Filled` keep one statement for all of them.
    """
    # Its type asks for hashable arguments, which a ParamSpec cannot promise.
    remember = cast("Any", lru_cache(maxsize=64))
    remembered = cast("Callable[Asked, Statement]", remember(build))

    @wraps(build)
    def filled(*args: Asked.args, **named: Asked.kwargs) -> Filled:
        return Filled(remembered(*args, **named), {})

    return filled


def compiled(asked: Statement | Filled) -> tuple[str, Sequence[Any]]:
    """The text of a statement, and the values of its parameters in their order."""
    if not isinstance(asked, Filled):
        return _expanded(_fresh(asked), {})
    text = _kept(asked.statement)
    if isinstance(text, SQLCompiler):
        return _expanded(text, asked.values)
    given = asked.values
    return text.text, [given.get(name, value) for name, value in text.defaults]


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement whose text is the same whatever its values are."""

    text: str
    defaults: tuple[tuple[str, Any], ...]


def _expanded(
    compiler: SQLCompiler, values: Mapping[str, Any]
) -> tuple[str, Sequence[Any]]:
    state = compiler.construct_expanded_state(dict(values))
    order = state.positiontup or ()
    return state.statement, [state.parameters[name] for name in order]


def _fresh(statement: Statement) -> SQLCompiler:
    return statement.compile(dialect=_DIALECT)


# A statement equals nothing but itself, and is held here as long as its text.
@lru_cache(maxsize=512)
def _kept(statement: Statement) -> SQLCompiler | _Text:
    compiler = _fresh(statement)
    if any(one.expanding for one in compiler.binds.values()):
        return compiler
    text, values = _expanded(compiler, {})
    order = compiler.positiontup or ()
    return _Text(text, tuple(zip(order, values, strict=True)))
