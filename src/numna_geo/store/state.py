"""Which version of the data the tables hold, asked at most once a second."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from sqlalchemy import column, func, select, table

from numna_geo.store.published.content import marks
from numna_geo.store.reading import Filled, Reader, Row, Statement
from numna_geo.store.tables import DataStateRow, MeasureRunRow, TerritoryRow

FRESH_S = 1.0


@dataclass(frozen=True, slots=True)
class DataVersion:
    """What was loaded, and the last measuring of it; 0 for neither yet.

    `stamp` tells two databases apart that count the same versions: when each was
    loaded and measured, and from what. It changes, too, when the last measuring is
    found to hold for data that were loaded since, and when what is published is made
    again, by other code.
    """

    data: int
    run: int
    stamp: str = ""

    def __str__(self) -> str:
        return f"{self.data}.{self.run}-{self.stamp}"


def version() -> Filled:
    """One row: `data`, `run`, `measured` (the data version of the last run), clocks.

    And `published`: marks of what the published datasets were made from.
    """
    return Filled(_version(), {})


@cache
def _version() -> Statement:
    loaded = select(DataStateRow).order_by(DataStateRow.version.desc()).limit(1)
    last_run = select(MeasureRunRow).order_by(MeasureRunRow.id.desc()).limit(1)
    state, last = loaded.subquery(), last_run.subquery()
    return select(
        func.coalesce(select(state.c.version).scalar_subquery(), 0).label("data"),
        func.coalesce(select(last.c.id).scalar_subquery(), 0).label("run"),
        select(last.c.data_version).scalar_subquery().label("measured"),
        select(state.c.changed_at).scalar_subquery().label("changed_at"),
        select(state.c.fingerprint).scalar_subquery().label("fingerprint"),
        select(last.c.measured_at).scalar_subquery().label("measured_at"),
        marks().statement.scalar_subquery().label("published"),
    )


def version_of(row: Row) -> DataVersion:
    """The version that a row of `version` tells."""
    names = ("changed_at", "fingerprint", "measured_at", "measured", "published")
    clocks = " ".join(str(row[name]) for name in names)
    stamp = blake2b(clocks.encode(), digest_size=4).hexdigest()
    return DataVersion(row["data"], row["run"], stamp)


def territories_loaded() -> Statement:
    """How many territories of the region there are."""
    return select(func.count()).where(TerritoryRow.in_region)


def revision() -> Statement:
    """The migration that the schema is at."""
    return select(column("version_num")).select_from(table("alembic_version"))


class DataWatch:
    """Remembers the data version for a second; many callers at once ask once.

    A failure is remembered as long: when the database hangs, nobody waits for the
    attempt of somebody else to end before starting one of their own.
    """

    def __init__(
        self, reader: Reader, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._reader, self._clock = reader, clock
        self._attempt: asyncio.Task[DataVersion] | None = None
        self._ended_at = 0.0

    async def now(self) -> DataVersion:
        """The version at most `FRESH_S` seconds ago.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        if self._attempt is None or self._is_stale(self._attempt):
            self._attempt = asyncio.create_task(self._asked())
        if self._attempt.done():
            return self._attempt.result()
        # Shielded: a caller who hangs up does not take the answer from the others.
        return await asyncio.shield(self._attempt)

    def _is_stale(self, attempt: asyncio.Task[DataVersion]) -> bool:
        if not attempt.done():
            return False
        return attempt.cancelled() or self._clock() - self._ended_at >= FRESH_S

    async def _asked(self) -> DataVersion:
        try:
            row = await self._reader.row(version())
        finally:
            self._ended_at = self._clock()
        return version_of(row) if row else DataVersion(0, 0)
