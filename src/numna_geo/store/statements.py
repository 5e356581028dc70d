"""The types of what the read files build."""

from typing import Any, TypeAlias

from sqlalchemy import Select, SQLColumnExpression

Rows: TypeAlias = Select[*tuple[Any, ...]]
"""A statement whose columns are read by name."""

Condition: TypeAlias = SQLColumnExpression[bool]
