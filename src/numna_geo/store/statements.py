"""The types of what the read files build."""

from typing import Any, Protocol, TypeAlias

from sqlalchemy import SQLColumnExpression

from numna_geo.store.reading import Statement


class Row(Protocol):
    """One row of an answer, read by column name."""

    def __getitem__(self, name: str, /) -> Any: ...


Rows: TypeAlias = Statement
"""A statement whose columns are read by name."""

Condition: TypeAlias = SQLColumnExpression[bool]
