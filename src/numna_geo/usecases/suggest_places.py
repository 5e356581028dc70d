"""Which places may this text mean?"""

import asyncio
from collections.abc import Iterable, Iterator

from numna_geo.geocoding.entry import Entry
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.model.category import Category
from numna_geo.store import names
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.store.statements import Row


class Places:
    """The gazetteer of the data version of the moment, built again when it changes."""

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._built: tuple[DataVersion, Gazetteer] | None = None
        self._building = asyncio.Lock()

    async def gazetteer(self) -> Gazetteer:
        """Every name of the loaded data.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        async with self._building:
            if self._built is None or self._built[0] != version:
                communes = await self._reader.rows(names.communes())
                former = await self._reader.rows(names.former())
                structures = await self._reader.rows(names.structures())
                # Building takes a tenth of a second: not on the event loop.
                found = await asyncio.to_thread(
                    lambda: Gazetteer(entries(communes, former, structures))
                )
                self._built = (version, found)
            return self._built[1]


def entries(
    communes: Iterable[Row], former: Iterable[Row], structures: Iterable[Row]
) -> Iterator[Entry]:
    """One entry for every name, from rows of `store.names`."""
    today = {row["code"]: _commune(row, row["name"]) for row in communes}
    yield from today.values()
    for row in former:
        now = today.get(row["commune_code"])
        if now and row["name"] != now.name:
            yield _renamed(now, row["name"])
    for row in structures:
        yield _structure(row)


def _commune(row: Row, name: str) -> Entry:
    postcodes = tuple(row["postcodes"] or ())
    shown = postcodes[0] if postcodes else row["code"]
    return Entry(
        kind="commune",
        id=row["code"],
        label=row["name"],
        detail=f"{shown} · {row['department_code']}",
        name=name,
        lon=row["lon"],
        lat=row["lat"],
        weight=row["population"] or 0,
        postcodes=postcodes,
    )


def _renamed(now: Entry, name: str) -> Entry:
    return Entry(
        kind=now.kind,
        id=now.id,
        label=now.label,
        detail=f"{now.detail} · {name}, aujourd'hui {now.label}",
        name=name,
        lon=now.lon,
        lat=now.lat,
        weight=now.weight,
        former=True,
    )


def _structure(row: Row) -> Entry:
    kind = Category(row["category"]).label
    return Entry(
        kind="structure",
        id=row["id"],
        label=row["name"],
        detail=f"{kind} · {row['commune']}" if row["commune"] else kind,
        name=row["name"],
        lon=row["lon"],
        lat=row["lat"],
        also=row["commune"] or "",
    )
