"""Keeping what was measured, one run at a time, without keeping anything twice."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

import numpy as np
import numpy.typing as npt
import psycopg
from sqlalchemy import Connection, delete, insert, select, update

from numna_geo.store.loading import copy_rows, relation
from numna_geo.store.tables import MeasureColumnRow, MeasureRow, MeasureRunRow

Floats = npt.NDArray[np.float64]

KEPT_RUNS = 200
"""Older runs go: what did not change between two costs nothing."""

_FLOAT8_OID = 701


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """What a run was made from: two equal ones give equal measures."""

    data_version: int
    code_version: str
    engine: str
    engine_version: str
    is_estimate: bool
    method: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """Numbers of every commune, NaN where unknown, and a digest of what made them."""

    made_from: str
    numbers: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """The last run: what it was made from, and the digests of its columns by name."""

    id: int
    made_from: MadeFrom
    measured_at: datetime
    codes: tuple[str, ...]
    columns: Mapping[str, tuple[str, str]]
    """`made_from` and `digest` of each."""


def last_run(connection: Connection) -> KeptRun | None:
    """What the last measuring left, if there was one."""
    newest = select(MeasureRunRow).order_by(MeasureRunRow.id.desc()).limit(1)
    run = connection.execute(newest).first()
    if run is None:
        return None
    held = select(MeasureRow.name, MeasureRow.made_from, MeasureRow.digest)
    columns = connection.execute(held.where(MeasureRow.run_id == run.id))
    return KeptRun(
        id=run.id,
        made_from=MadeFrom(
            **{name: getattr(run, name) for name in MadeFrom.__dataclass_fields__}
        ),
        measured_at=run.measured_at,
        codes=tuple(run.codes),
        columns={row.name: (row.made_from, row.digest) for row in columns},
    )


def write_run(
    connection: Connection,
    made_from: MadeFrom,
    measured_at: datetime,
    codes: Iterable[str],
    columns: Mapping[str, Column | tuple[str, str]],
    *,
    kept_runs: int = KEPT_RUNS,
) -> int:
    """Keep a run and its columns, drop the oldest runs; returns the id.

    Args:
        connection: in a transaction of the caller.
        made_from: of the run.
        measured_at: with a time zone.
        codes: of the communes, in the order of every column.
        columns: by name; a pair (`made_from`, `digest`) is a column that is kept
            already.
        kept_runs: how many runs stay; columns that none of them has go.
    """
    run = {**asdict(made_from), "measured_at": measured_at, "codes": list(codes)}
    statement = insert(MeasureRunRow).values(**run).returning(MeasureRunRow.id)
    run_id = int(connection.execute(statement).scalar_one())
    found = {
        name: column if isinstance(column, tuple) else _digested(column)
        for name, column in columns.items()
    }
    fresh = {
        _digest(column.numbers): column.numbers
        for column in columns.values()
        if isinstance(column, Column)
    }
    known = set(connection.scalars(select(MeasureColumnRow.digest)))
    _copy_columns(connection, {d: n for d, n in fresh.items() if d not in known})
    rows = (
        {"run_id": run_id, "name": name, "made_from": made, "digest": digest}
        for name, (made, digest) in found.items()
    )
    copy_rows(connection, relation(MeasureRow).name, rows)
    _forget(connection, kept_runs)
    return run_id


def confirm_run(connection: Connection, run_id: int, made_from: MadeFrom) -> int:
    """Say of a run that the same was found from what there is now; returns its id."""
    now_from = update(MeasureRunRow).where(MeasureRunRow.id == run_id)
    connection.execute(now_from.values(**asdict(made_from)))
    return run_id


def _digested(column: Column) -> tuple[str, str]:
    return column.made_from, _digest(column.numbers)


def _digest(numbers: Floats) -> str:
    return hashlib.sha256(np.ascontiguousarray(numbers).tobytes()).hexdigest()[:32]


def _copy_columns(connection: Connection, columns: Mapping[str, Floats]) -> None:
    """In COPY's binary form: as text the same numbers take ten times as long."""
    if not columns:
        return
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    with (
        driver.cursor() as cursor,
        cursor.copy(
            "COPY measure_columns (digest, numbers) FROM STDIN (FORMAT BINARY)"
        ) as copy,
    ):
        for digest, numbers in columns.items():
            copy.write_row((digest.encode(), _as_array(numbers)))


def _as_array(numbers: Floats) -> bytes:
    """A `float8[]` as PostgreSQL receives it: dimensions, then length and number."""
    head = np.array([1, 0, _FLOAT8_OID, len(numbers), 1], dtype=">i4").tobytes()
    cells = np.empty(len(numbers), dtype=[("length", ">i4"), ("number", ">f8")])
    cells["length"], cells["number"] = 8, numbers
    return head + cells.tobytes()


def _forget(connection: Connection, kept_runs: int) -> None:
    newest = select(MeasureRunRow.id).order_by(MeasureRunRow.id.desc()).limit(kept_runs)
    gone = delete(MeasureRunRow).where(MeasureRunRow.id.not_in(newest))
    if connection.execute(gone).rowcount:
        held = select(MeasureRow.digest)
        unheld = delete(MeasureColumnRow).where(MeasureColumnRow.digest.not_in(held))
        connection.execute(unheld)
