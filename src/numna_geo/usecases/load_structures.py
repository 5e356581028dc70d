"""Structures of every bundled source: read, placed, merged, written, reported."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from numna_geo.errors import RowRejected
from numna_geo.matching.merge import Merged, grouped, merged
from numna_geo.model.mend import Mend
from numna_geo.model.naming import search_name
from numna_geo.model.structure import Record
from numna_geo.sources.places import record_of
from numna_geo.sources.rows import RawPlace, read_places
from numna_geo.sources.source import Source
from numna_geo.store.database import Connection
from numna_geo.store.imports import Import, RowReport, write_import
from numna_geo.store.structure_writing import published_ids, write_structures
from numna_geo.usecases.place_records import Communes, placed


@dataclass(slots=True)
class SourceReport:
    """What became of each row of one source; every row is kept or rejected."""

    source: str
    file_name: str
    read: int = 0
    kept: int = 0
    rows: list[RowReport] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return sum(1 for row in self.rows if row.action == "rejected")

    @property
    def mended(self) -> int:
        numbers = {r.row_number for r in self.rows if r.action != "rejected"}
        return len(numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A record that could be placed, and whether it lies in the region."""

    record: Record
    in_region: bool


def load_structures(
    connection: Connection,
    data_dir: Path,
    sources: Mapping[str, Source],
    communes: Communes,
) -> list[SourceReport]:
    """Read every bundled list of structures and write one structure per place."""
    located: list[Located] = []
    reports = []
    for source in sources.values():
        if source.family != "structures":
            continue
        path = data_dir / f"{source.key}.csv"
        report = SourceReport(source.key, path.name)
        located += _understood(read_places(path), report, communes)
        reports.append(report)
        write_import(connection, _import(report, path))
    ranks = {s.key: s.rank or 0 for s in sources.values()}
    inside = {_key(one.record): one.in_region for one in located}
    groups = grouped((one.record for one in located), ranks=ranks)
    today = datetime.now(UTC).date()
    published = published_ids(connection)
    rows = [_row(merged(group, published=published), inside, today) for group in groups]
    write_structures(connection, rows, closed_on=today)
    return reports


def _understood(
    raws: Iterable[RawPlace], report: SourceReport, communes: Communes
) -> list[Located]:
    found = []
    for raw in raws:
        report.read += 1
        try:
            understood = record_of(
                raw, source=report.source, postcodes=communes.postcodes
            )
            there = placed(understood.record, communes)
        except RowRejected as error:
            value = None if error.value is None else str(error.value)
            mend = Mend(
                column=error.column, value=value, reason=error.reason, action="rejected"
            )
            report.rows.append(_line(raw, mend))
            continue
        report.kept += 1
        report.rows += [_line(raw, m) for m in (*understood.mended, *there.mended)]
        found.append(Located(record=there.record, in_region=there.in_region))
    return found


def _line(raw: RawPlace, mend: Mend) -> RowReport:
    return RowReport(
        row_number=raw.row_number,
        record_key=raw.record_key,
        column_name=mend.column,
        value=mend.value,
        reason=mend.reason,
        action=mend.action,
    )


def _import(report: SourceReport, path: Path) -> Import:
    return Import(
        source_key=report.source,
        file_name=report.file_name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        imported_at=datetime.now(UTC),
        rows_read=report.read,
        rows_kept=report.kept,
        rows_mended=report.mended,
        rows_rejected=report.rejected,
        rows=tuple(report.rows),
    )


def _key(record: Record) -> tuple[str, str]:
    return record.source, record.record_key


def _row(
    structure: Merged, inside: Mapping[tuple[str, str], bool], today: date
) -> dict[str, Any]:
    first = structure.records[0]
    return {
        "structure": structure,
        "in_region": inside[_key(first)],
        "search_name": search_name(structure.fields["name"]),
        "imported_on": today,
        "source_key": first.source,
    }
