"""Writing published features: only those that changed, and none that is gone."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import orjson
from sqlalchemy import ARRAY, Connection, Text, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from numna_geo.model.dataset import Dataset
from numna_geo.store.loading import Values, relation, upsert
from numna_geo.store.reading import Statement
from numna_geo.store.tables import PublishedMarkRow, Table

_READY = ("properties_json", "geometry_json")


def properties_json(dataset: Dataset, values: Values) -> str:
    """The properties of a feature, ready to be sent, in the order of its fields."""
    told = {field.name: values[field.name] for field in dataset}
    return orjson.dumps(told).decode()


def differing(
    connection: Connection, table: type[Table], wanted: Statement, *, anew: bool
) -> list[dict[str, Any]]:
    """Rows of `wanted` that the table does not hold as they are; all of them `anew`.

    Args:
        connection: in a transaction.
        table: that has every column of `wanted`, by the same name and type.
        wanted: what it should hold.
        anew: whether all is written again.
    """
    held = relation(table).c
    same = [held[column.name] for column in wanted.selected_columns]
    asked = wanted if anew else wanted.except_(select(*same))
    return [dict(row) for row in connection.execute(asked).mappings()]


def write_changed(
    connection: Connection,
    table: type[Table],
    rows: Sequence[Values],
    *,
    anew: bool,
    made: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write those of some rows whose ready texts are not those that the table holds.

    Args:
        connection: in a transaction of the caller.
        table: to write to.
        rows: whole ones.
        anew: whether all of them are written whatever it holds.
        made: as for `store.loading.upsert`.
    """
    (key,) = relation(table).primary_key.columns
    held: dict[str, Sequence[Any]] = {}
    if rows and not anew:
        ready = [relation(table).c[name] for name in _READY if name in rows[0]]
        asked = bindparam("keys", [row[key.name] for row in rows], ARRAY(Text))
        found = connection.execute(select(key, *ready).where(key == func.any(asked)))
        held = {name: texts for name, *texts in found}
    changed = [
        row
        for row in rows
        if held.get(row[key.name]) != [row[name] for name in _READY if name in row]
    ]
    upsert(connection, table, changed, made=made)


def delete_others(
    connection: Connection, table: type[Table], listed: Statement
) -> None:
    """Delete what is not among `listed` keys."""
    (key,) = relation(table).primary_key.columns
    connection.execute(delete(table).where(key.not_in(listed)))


def hold_only(
    connection: Connection, table: type[Table], rows: Sequence[Values]
) -> None:
    """Bring a table to exactly these rows, writing those that changed."""
    write_changed(connection, table, rows, anew=False)
    (key,) = relation(table).primary_key.columns
    kept = bindparam("kept", [row[key.name] for row in rows], ARRAY(Text))
    connection.execute(delete(table).where(key != func.all(kept)))


def kept_mark(connection: Connection, part: str) -> str | None:
    """What a part was last made from; `None` when it never was."""
    mark = select(PublishedMarkRow.made_from).where(PublishedMarkRow.part == part)
    return connection.scalar(mark)


def keep_mark(connection: Connection, part: str, made_from: str) -> None:
    """Remember what a part was made from."""
    values = {"part": part, "made_from": made_from}
    statement = insert(PublishedMarkRow).values(**values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["part"], set_=values)
    )
