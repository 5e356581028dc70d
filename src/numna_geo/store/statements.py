"""The types of what the read files build."""

from typing import Any, Protocol, TypeAlias

from sqlalchemy import SQLColumnExpression


class Row(Protocol):
    """One row of an answer, read by column name."""

    def __getitem__(self, name: str, /) -> Any: ...


Condition: TypeAlias = SQLColumnExpression[bool]
