"""Keeping what was measured, one run at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from numna_geo.store.loading import copy_rows, relation
from numna_geo.store.tables import MeasureRow, MeasureRunRow

KEPT_RUNS = 3
"""Older runs go: each holds some 240,000 values, 80 MB with their index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """What a run was made from: two equal ones give equal measures."""

    data_version: int
    code_version: str


def measured_already(connection: Connection, made_from: MadeFrom) -> datetime | None:
    """When this version of the data was measured by this version of the code."""
    last = select(MeasureRunRow).order_by(MeasureRunRow.id.desc()).limit(1)
    row = connection.execute(last).first()
    if row is None or made_from != MadeFrom(
        data_version=row.data_version, code_version=row.code_version
    ):
        return None
    measured_at: datetime = row.measured_at
    return measured_at


def write_run(
    connection: Connection,
    rows: Iterable[Mapping[str, Any]],
    made_from: MadeFrom,
    measured_at: datetime,
) -> int:
    """Keep a run and its measures, drop the oldest runs; returns the id."""
    run = {**asdict(made_from), "measured_at": measured_at}
    statement = insert(MeasureRunRow).values(**run).returning(MeasureRunRow.id)
    run_id = int(connection.execute(statement).scalar_one())
    marked = ({"run_id": run_id, **row} for row in rows)
    copy_rows(connection, relation(MeasureRow).name, marked)
    newest = select(MeasureRunRow.id).order_by(MeasureRunRow.id.desc()).limit(KEPT_RUNS)
    connection.execute(delete(MeasureRunRow).where(MeasureRunRow.id.not_in(newest)))
    return run_id
