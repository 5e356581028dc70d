"""Writing counts: what a file speaks of is replaced, the rest is left as it was."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, text

from numna_geo.model.territory import Level
from numna_geo.store.loading import copy_rows, relation, upsert
from numna_geo.store.tables import (
    BroadbandRow,
    EstablishmentRow,
    FormerCommuneRow,
    SourceRow,
    Table,
    TerritoryRow,
)

Values = Mapping[str, Any]

_KEYS = ("commune_code", "period")
_FIBRE = frozenset({"connectable", "premises"})
"""The counts that a row of broadband is known by: its source is that of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The territories that counts may be of."""

    communes: AbstractSet[str]
    passage: Mapping[str, str]
    departments: AbstractSet[str]
    epci: AbstractSet[str]


def known_territories(connection: Connection) -> Known:
    """Codes of the region's territories, and what became of former communes."""
    former = select(FormerCommuneRow.code, FormerCommuneRow.commune_code)
    return Known(
        communes=_codes(connection, Level.COMMUNE),
        passage={row.code: row.commune_code for row in connection.execute(former)},
        departments=_codes(connection, Level.DEPARTEMENT),
        epci=_codes(connection, Level.EPCI),
    )


def vintage_of(connection: Connection, source: str) -> str | None:
    """The year or quarter that the catalogue gives to a source."""
    asked = select(SourceRow.vintage).where(SourceRow.key == source)
    return connection.scalar(asked)


def write_counts(
    connection: Connection, table: type[Table], rows: Sequence[Values]
) -> None:
    """Add rows, or replace the given columns of those that are there."""
    if table is BroadbandRow:
        _write_broadband(connection, rows)
    elif rows:
        upsert(connection, table, rows)


def replace_establishments(
    connection: Connection, communes: AbstractSet[str], rows: Iterable[Values]
) -> None:
    """Make `rows` all that is known, in those communes, of their period and sector.

    A size that is left out of them is none.
    """
    values = [row for row in rows if row["commune_code"] in communes]
    columns = relation(EstablishmentRow).c
    for period, sector in sorted({(row["period"], row["sector"]) for row in values}):
        connection.execute(
            delete(EstablishmentRow).where(
                columns.period == period,
                columns.sector == sector,
                columns.commune_code.in_(sorted(communes)),
            )
        )
    copy_rows(connection, relation(EstablishmentRow).name, values)


def _write_broadband(connection: Connection, rows: Sequence[Values]) -> None:
    """Several files make one row; it keeps the source of its count of fibre premises.

    Ma connexion internet, loaded after Cartefibre, fills its own columns of a row whose
    source stays Cartefibre.
    """
    for columns, alike in _by_columns(rows):
        staging = "new_broadband"
        connection.execute(
            text(f"CREATE TEMP TABLE {staging} (LIKE broadband) ON COMMIT DROP")
        )
        copy_rows(connection, staging, alike)
        given = ", ".join(columns)
        kept = {*_KEYS, *(() if _FIBRE & set(columns) else ("source_key",))}
        changed = ", ".join(f"{c} = EXCLUDED.{c}" for c in columns if c not in kept)
        connection.execute(
            text(
                f"INSERT INTO broadband ({given}) SELECT {given} FROM {staging} "  # noqa: S608 - names of our columns
                f"ON CONFLICT ({', '.join(_KEYS)}) DO UPDATE SET {changed}"
            )
        )
        connection.execute(text(f"DROP TABLE {staging}"))


def _by_columns(
    rows: Iterable[Values],
) -> Iterator[tuple[tuple[str, ...], list[Values]]]:
    alike: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    yield from alike.items()


def _codes(connection: Connection, level: Level) -> frozenset[str]:
    asked = select(TerritoryRow.code).where(
        TerritoryRow.level == level.value, TerritoryRow.in_region
    )
    return frozenset(connection.scalars(asked))
