"""Writing structures: ids are kept, what vanished is closed, nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select, update

from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import Record, Status
from numna_geo.store.loading import (
    copy_rows,
    known_keys,
    relation,
    replace_all,
    upsert,
)
from numna_geo.store.tables import (
    OrganisationRow,
    StructureCategoryRow,
    StructureFieldRow,
    StructureNeedRow,
    StructureRecordRow,
    StructureRedirectRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    Table,
)

_CHILDREN = (
    StructureCategoryRow,
    StructureStageRow,
    StructureNeedRow,
    StructureSectorRow,
    StructureFieldRow,
)
_DEFAULTS = {"status": Status.UNKNOWN.value, "digital_focus": "unknown"}


class Writable(Protocol):
    """What is written of one merged structure."""

    @property
    def id(self) -> str: ...
    @property
    def records(self) -> tuple[Record, ...]: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...
    @property
    def origins(self) -> Mapping[str, Record]: ...
    @property
    def position(self) -> Position | None: ...
    @property
    def precision(self) -> Precision: ...
    @property
    def category(self) -> Category: ...
    @property
    def categories(self) -> tuple[Category, ...]: ...
    @property
    def stages(self) -> frozenset[Stage]: ...
    @property
    def sectors(self) -> frozenset[Sector]: ...
    @property
    def needs(self) -> Mapping[Need, bool]: ...


def published_ids(connection: Connection) -> set[str]:
    """Ids of every structure that was ever written and did not merge into another."""
    return known_keys(connection, StructureRow)


def write_structures(
    connection: Connection, rows: Sequence[Mapping[str, Any]], *, closed_on: date
) -> None:
    """Make the tables say `rows`, and close the structures that none speaks of.

    Args:
        connection: an open transaction.
        rows: each with `structure` (a `Writable`), `in_region`, `search_name`,
            `imported_on` and `source_key`.
        closed_on: the day on which a structure no source speaks of was closed.
    """
    before = known_keys(connection, StructureRow)
    organisations = _organisations(connection, [row["structure"] for row in rows])
    upsert(connection, StructureRow, [_structure(row, organisations) for row in rows])
    structures = [row["structure"] for row in rows]
    gone = before - {s.id for s in structures}
    _redirect(connection, structures, gone)
    connection.execute(
        update(StructureRow)
        .where(StructureRow.id.in_(gone), StructureRow.closed_on.is_(None))
        .values(status=Status.CLOSED.value, closed_on=closed_on)
    )
    kept = [s.id for s in structures]
    for table in _CHILDREN:
        key = relation(table).c.structure_id
        connection.execute(delete(table).where(key.in_(kept)))
    _write_children(connection, structures)


def _organisations(
    connection: Connection, structures: Iterable[Writable]
) -> dict[str, int]:
    named = {
        s.fields["organisation"]: (s.fields["siret"] or "")[:9] or None
        for s in structures
        if s.fields["organisation"]
    }
    known = set(connection.scalars(select(OrganisationRow.name)))
    new = [{"name": n, "siren": named[n]} for n in sorted(named) if n not in known]
    if new:
        connection.execute(insert(OrganisationRow), new)
    rows = connection.execute(select(OrganisationRow.name, OrganisationRow.id))
    return {row.name: row.id for row in rows}


def _structure(
    row: Mapping[str, Any], organisations: Mapping[str, int]
) -> dict[str, Any]:
    structure: Writable = row["structure"]
    fields = {**structure.fields}
    organisation = fields.pop("organisation")
    for name, unknown in _DEFAULTS.items():
        fields[name] = unknown if fields[name] is None else str(fields[name].value)
    at = structure.position
    return {
        **fields,
        "id": structure.id,
        "organisation_id": organisations.get(organisation),
        "search_name": row["search_name"],
        "category": structure.category.value,
        "family": structure.category.family.value,
        "position": f"SRID=4326;POINT({at.lon!r} {at.lat!r})" if at else None,
        "position_precision": structure.precision.value,
        "in_region": row["in_region"],
        "competence": "unknown",
        "imported_on": row["imported_on"],
        "closed_on": None,
        "source_key": row["source_key"],
    }


def _redirect(
    connection: Connection, structures: Iterable[Writable], gone: set[str]
) -> None:
    own_ids = (
        (f"{r.source}-{r.record_key}", s.id) for s in structures for r in s.records
    )
    merged_away = {old: new for old, new in own_ids if old != new}
    rows = [{"old_id": old, "structure_id": new} for old, new in merged_away.items()]
    upsert(connection, StructureRedirectRow, rows)
    redirects = relation(StructureRedirectRow).c
    for old in gone & merged_away.keys():
        # Whoever still asks for what led to it is led on; then it is no structure.
        connection.execute(
            update(StructureRedirectRow)
            .where(redirects.structure_id == old)
            .values(structure_id=merged_away[old])
        )
        connection.execute(delete(StructureRow).where(StructureRow.id == old))
    gone.difference_update(merged_away)
    # An id that is a structure again leads nowhere else.
    alive = select(StructureRow.id)
    connection.execute(delete(StructureRedirectRow).where(redirects.old_id.in_(alive)))


def _write_children(connection: Connection, structures: Sequence[Writable]) -> None:
    values: dict[type[Table], Iterator[dict[str, Any]]] = {
        StructureCategoryRow: (
            {"structure_id": s.id, "category": c.value, "is_main": c is s.category}
            for s in structures
            for c in s.categories
        ),
        StructureStageRow: (
            {"structure_id": s.id, "stage": x.value}
            for s in structures
            for x in s.stages
        ),
        StructureNeedRow: (
            {"structure_id": s.id, "need": need.value, "by_category": by_category}
            for s in structures
            for need, by_category in s.needs.items()
        ),
        StructureSectorRow: (
            {"structure_id": s.id, "sector": x.value}
            for s in structures
            for x in s.sectors
        ),
        StructureFieldRow: _origins(structures),
    }
    for table, rows in values.items():
        copy_rows(connection, relation(table).name, rows)
    replace_all(connection, StructureRecordRow, _records(structures))


def _origins(structures: Iterable[Writable]) -> Iterator[dict[str, Any]]:
    for s in structures:
        for field, record in s.origins.items():
            yield {
                "structure_id": s.id,
                "field": field,
                "source_key": record.source,
                "record_key": record.record_key,
            }


def _records(structures: Iterable[Writable]) -> Iterator[dict[str, Any]]:
    for s in structures:
        for record in s.records:
            yield {
                "source_key": record.source,
                "record_key": record.record_key,
                "structure_id": s.id,
            }
