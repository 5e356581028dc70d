"""Needs that found nobody near: added to by the service, told to planners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import asyncpg
from sqlalchemy import Date, Integer, and_, bindparam, cast, func, select
from sqlalchemy.engine import make_url

from numna_geo.errors import DatabaseUnavailable
from numna_geo.model.territory import Level
from numna_geo.store.reading import AWAY, Filled, Statement
from numna_geo.store.tables import MemberRow, TerritoryRow, UnmetNeedRow
from numna_geo.store.territories import inside

FEWEST = 3
"""A month of a commune is told from so many on: fewer might be somebody we can name."""

_ADD = """
    INSERT INTO unmet_needs (day, commune_code, need, times)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (day, commune_code, need)
    DO UPDATE SET times = unmet_needs.times + excluded.times
"""


@dataclass(frozen=True, slots=True, order=True)
class UnmetNeed:
    """What is counted: `need` is a key of `store.tables.unmet_needs`."""

    day: date
    commune_code: str
    need: str


class UnmetWriter:
    """Adds counts, on a connection of its own that lives as long as a batch.

    The service reads on connections that cannot write; this is the only one that can.
    """

    def __init__(self, database_url: str, *, wait_s: float) -> None:
        url = make_url(database_url).set(drivername="postgresql")
        self._url, self._wait_s = url.render_as_string(hide_password=False), wait_s

    async def add(self, counts: Mapping[UnmetNeed, int]) -> None:
        """All of them, or none.

        Raises:
            DatabaseUnavailable: no connection, no answer in time, no table yet, or
                whatever else PostgreSQL refuses for: a full disk, a database that
                cannot be written to, a deadlock.
        """
        rows = [
            (one.day, one.commune_code, one.need, times)
            for one, times in sorted(counts.items())
        ]
        try:
            connection = await asyncpg.connect(
                self._url, timeout=self._wait_s, command_timeout=self._wait_s
            )
            try:
                async with connection.transaction():
                    await connection.executemany(_ADD, rows)
            finally:
                await connection.close(timeout=self._wait_s)
        except (*AWAY, asyncpg.PostgresError) as error:
            raise DatabaseUnavailable(type(error).__name__) from error


def totals(level: Level, within: tuple[Level, str] | None, since: date) -> Filled:
    """By territory, month and need: code, name, month, need, times.

    Months before that of `since` are left out. Of communes, those of fewer than
    `FEWEST` times are left out too.
    """
    return Filled(_totals(level, within), {"since": since.replace(day=1)})


@lru_cache(maxsize=64)
def _totals(level: Level, within: tuple[Level, str] | None) -> Statement:
    month = cast(func.date_trunc("month", UnmetNeedRow.day), Date).label("month")
    times = cast(func.sum(UnmetNeedRow.times), Integer)
    found = (
        select(
            TerritoryRow.code,
            TerritoryRow.name,
            month,
            UnmetNeedRow.need,
            times.label("times"),
        )
        .select_from(UnmetNeedRow)
        .where(
            TerritoryRow.level == level,
            TerritoryRow.in_region,
            UnmetNeedRow.day >= bindparam("since", None, Date),
        )
        .group_by(TerritoryRow.code, TerritoryRow.name, month, UnmetNeedRow.need)
        .order_by(TerritoryRow.code, month, UnmetNeedRow.need)
    )
    if within is not None:
        found = found.where(inside(level, within))
    if level is Level.COMMUNE:
        found = found.having(times >= FEWEST)
        return found.join(TerritoryRow, TerritoryRow.code == UnmetNeedRow.commune_code)
    holder = and_(
        MemberRow.level == level, MemberRow.commune_code == UnmetNeedRow.commune_code
    )
    return found.join(MemberRow, holder).join(
        TerritoryRow, TerritoryRow.code == MemberRow.code
    )
