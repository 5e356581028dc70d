"""One merged structure as rows of the tables that hold it, and a mark of them all."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import orjson

from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import Area, Record, Status, Visit
from numna_geo.store.tables import (
    CompetenceRow,
    StructureCategoryRow,
    StructureFieldRow,
    StructureNeedRow,
    StructureRecordRow,
    StructureSectorRow,
    StructureStageRow,
    Table,
    VisitRow,
)

CHILDREN: tuple[type[Table], ...] = (
    StructureCategoryRow,
    StructureStageRow,
    StructureNeedRow,
    StructureSectorRow,
    CompetenceRow,
    VisitRow,
    StructureFieldRow,
    StructureRecordRow,
)
"""Tables whose rows belong to one structure, by `structure_id`."""

_DEFAULTS = {"status": Status.UNKNOWN.value, "digital_focus": "unknown"}

Row = dict[str, Any]


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
    def in_region(self) -> bool: ...
    @property
    def redistributable(self) -> bool: ...
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
    @property
    def competence(self) -> frozenset[Area]: ...
    @property
    def visits(self) -> tuple[Visit, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A structure, and what is said of it beside what its records say.

    `closed_on` is the day on which the last of its sources stopped speaking of it.
    """

    structure: Writable
    search_name: str
    imported_on: date
    closed_on: date | None
    completeness: float


def rows_of(written: Written, organisation_id: int | None) -> dict[str, list[Row]]:
    """Its rows by name of table: `structures`, then each of `CHILDREN`."""
    structure = written.structure
    whose = {"structure_id": structure.id}
    of_children = {
        name: [whose | row for row in rows(structure)]
        for name, rows in _ROWS_BY_NAME.items()
    }
    main = _main(written, organisation_id)
    content = orjson.dumps([main, of_children], option=orjson.OPT_SORT_KEYS)
    main["digest"] = hashlib.blake2b(content, digest_size=16).hexdigest()
    return {"structures": [main], **of_children}


def _main(written: Written, organisation_id: int | None) -> Row:
    structure = written.structure
    fields = {k: v for k, v in structure.fields.items() if k != "organisation"}
    for name, unknown in _DEFAULTS.items():
        fields[name] = unknown if fields[name] is None else str(fields[name].value)
    if written.closed_on is not None:
        fields["status"] = Status.CLOSED.value
    at = structure.position
    return {
        **fields,
        "id": structure.id,
        "organisation_id": organisation_id,
        "search_name": written.search_name,
        "category": structure.category.value,
        "family": structure.category.family.value,
        "position": f"SRID=4326;POINT({at.lon!r} {at.lat!r})" if at else None,
        "position_precision": structure.precision.value,
        "in_region": structure.in_region,
        "competence": "known" if structure.competence else "unknown",
        "redistributable": structure.redistributable,
        "completeness": written.completeness,
        "imported_on": written.imported_on,
        "closed_on": written.closed_on,
        "source_key": structure.records[0].source,
    }


def _origins(structure: Writable) -> Iterator[Row]:
    # What comes from the first record goes without saying.
    first = structure.records[0]
    others = [f for f, record in structure.origins.items() if record is not first]
    for field in sorted(others):
        record = structure.origins[field]
        yield {
            "field": field,
            "source_key": record.source,
            "record_key": record.record_key,
        }


_CHILD_ROWS: dict[type[Table], Any] = {
    StructureCategoryRow: lambda s: [
        {"category": c.value, "is_main": c is s.category} for c in s.categories
    ],
    StructureStageRow: lambda s: [{"stage": x.value} for x in sorted(s.stages)],
    StructureNeedRow: lambda s: [
        {"need": need.value, "by_category": by_category}
        for need, by_category in s.needs.items()
    ],
    StructureSectorRow: lambda s: [{"sector": x.value} for x in sorted(s.sectors)],
    CompetenceRow: lambda s: [
        {"level": a.level.value, "code": a.code}
        for a in sorted(s.competence, key=lambda a: (a.level, a.code))
    ],
    VisitRow: lambda s: [
        {"commune_code": v.commune_code, "opening": v.opening} for v in s.visits
    ],
    StructureFieldRow: lambda s: list(_origins(s)),
    StructureRecordRow: lambda s: [
        {"source_key": r.source, "record_key": r.record_key} for r in s.records
    ],
}
_ROWS_BY_NAME = {table.__tablename__: rows for table, rows in _CHILD_ROWS.items()}
