"""Counts of a new release take the place of those of the last, and of nobody else's.

Counts of a release leave no import: rows whose source has one are what people loaded.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from numna_geo.store.loading import copy_rows, relation
from numna_geo.store.tables import (
    BroadbandRow,
    BroadbandShareRow,
    DemandRow,
    EstablishmentRow,
    Table,
    ZoningRow,
)

Values = Mapping[str, Any]

_ALIKE: Mapping[type[Table], Sequence[str]] = {
    BroadbandShareRow: ("level", "code", "period", "quantity"),
    DemandRow: ("commune_code", "quantity", "period"),
    # A size that is left out is none: the sizes of a commune have one source.
    EstablishmentRow: ("commune_code", "sector", "period"),
}
_OF_RELEASE = "{name}.source_key NOT IN (SELECT source_key FROM imports)"
_OTHER_COUNT = ("mci_", "best_", "thd30_", "gigabit")
"""How the columns of Ma connexion internet begin, which has its own files."""
_FILLED = (
    "SELECT EXISTS (SELECT FROM imports AS i JOIN sources AS s ON s.key = i.source_key"
    " WHERE s.format LIKE '%arcep\\_mci%')"
)


def replace_counts(
    connection: Connection, table: type[Table], rows: Iterable[Values]
) -> None:
    """Make `rows` all that a release says, where nobody loaded another word."""
    name = relation(table).name
    connection.execute(
        text(f"DELETE FROM {name} WHERE {_OF_RELEASE.format(name=name)}")  # noqa: S608
    )
    columns = _stage(connection, name, rows)
    same = " AND ".join(f"t.{column} = n.{column}" for column in _ALIKE[table])
    connection.execute(
        text(
            f"INSERT INTO {name} ({columns}) SELECT {columns} FROM new_{name} AS n"  # noqa: S608
            f" WHERE NOT EXISTS (SELECT FROM {name} AS t WHERE {same})"
        )
    )
    connection.execute(text(f"DROP TABLE new_{name}"))


def replace_broadband(connection: Connection, rows: Iterable[Values]) -> None:
    """The same, of a table that several files fill: what they left unknown is filled.

    Ma connexion internet, once it was loaded, keeps its columns in the rows of a
    release, and those of the quarters that a release has no more.
    """
    owned = _OF_RELEASE.format(name="broadband")
    if not connection.scalar(text(_FILLED)):
        connection.execute(text(f"DELETE FROM broadband WHERE {owned}"))  # noqa: S608
    columns = _stage(connection, "broadband", rows)
    keys = ("commune_code", "period")
    unknown = "broadband.connectable IS NULL AND broadband.premises IS NULL"
    values = {
        c.name: f"coalesce(broadband.{c.name}, EXCLUDED.{c.name})"
        if c.name.startswith(_OTHER_COUNT)
        else f"CASE WHEN {owned} OR broadband.{c.name} IS NULL"
        f" THEN EXCLUDED.{c.name} ELSE broadband.{c.name} END"
        for c in relation(BroadbandRow).columns
        if c.name not in (*keys, "source_key")
    }
    values["source_key"] = (
        f"CASE WHEN {owned} OR {unknown}"
        " THEN EXCLUDED.source_key ELSE broadband.source_key END"
    )
    changed = ", ".join(f"{name} = {value}" for name, value in values.items())
    connection.execute(
        text(
            f"INSERT INTO broadband ({columns}) SELECT {columns} FROM new_broadband"  # noqa: S608
            f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
        )
    )
    connection.execute(text("DROP TABLE new_broadband"))


def replace_zonings(connection: Connection, rows: Iterable[Values]) -> None:
    """Make `rows` all that is known of the zonings they name; others are left."""
    several = list(rows)
    connection.execute(
        text("DELETE FROM zonings WHERE zoning = ANY(:named)"),
        {"named": sorted({row["zoning"] for row in several})},
    )
    copy_rows(connection, relation(ZoningRow).name, several)


def _stage(connection: Connection, name: str, rows: Iterable[Values]) -> str:
    connection.execute(
        text(f"CREATE TEMP TABLE new_{name} (LIKE {name}) ON COMMIT DROP")
    )
    copy_rows(connection, f"new_{name}", rows)
    columns = connection.scalars(
        text(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:name)"
            " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        ),
        {"name": name},
    )
    return ", ".join(columns)
