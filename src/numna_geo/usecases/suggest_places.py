"""Which places may this text mean?"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from numna_geo.geocoding.entry import Entry
from numna_geo.geocoding.gazetteer import Gazetteer
from numna_geo.model.category import Category
from numna_geo.store import names, sources
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.store.statements import Row
from numna_geo.usecases.find_addresses import Addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlaces:
    """Every name of a version of the data, and rows of `store.sources` for them."""

    version: DataVersion
    gazetteer: Gazetteer
    sources: tuple[Row, ...]


class Places:
    """The names of the data version of the moment, gathered again when it changes.

    Attributes:
        addresses: beside them, what may ask a geocoder for streets.
    """

    def __init__(
        self, reader: Reader, watch: DataWatch, addresses: Addresses | None = None
    ) -> None:
        self._reader, self._watch = reader, watch
        self.addresses = addresses or Addresses()
        self._known: KnownPlaces | None = None
        self._gathering = asyncio.Lock()

    async def gazetteer(self) -> Gazetteer:
        """Every name of the loaded data; raises as `known`."""
        return (await self.known()).gazetteer

    async def known(self) -> KnownPlaces:
        """Every name of the loaded data, and who says so.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        async with self._gathering:
            if self._known is None or self._known.version != version:
                self._known = await self._gathered(version)
            return self._known

    async def _gathered(self, version: DataVersion) -> KnownPlaces:
        communes = await self._reader.rows(names.communes())
        former = await self._reader.rows(names.former())
        structures = await self._reader.rows(names.structures())
        cited = await self._reader.rows(sources.sources(sources.PLACES))
        cited += await self._reader.rows(sources.of_structures())
        # Building takes a tenth of a second: not on the event loop.
        gazetteer = await asyncio.to_thread(
            lambda: Gazetteer(entries(communes, former, structures))
        )
        return KnownPlaces(version=version, gazetteer=gazetteer, sources=tuple(cited))


def entries(
    communes: Iterable[Row], former: Iterable[Row], structures: Iterable[Row]
) -> Iterator[Entry]:
    """One entry for every name, from rows of `store.names`."""
    today = {row["code"]: _commune(row, row["name"]) for row in communes}
    yield from today.values()
    for row in former:
        now = today.get(row["commune_code"])
        if now and row["name"] != now.name:
            yield _renamed(now, row)
    for row in structures:
        yield _structure(row)


def _commune(row: Row, name: str) -> Entry:
    postcodes = tuple(row["postcodes"] or ())
    shown = postcodes[0] if postcodes else row["code"]
    return Entry(
        kind="commune",
        id=row["code"],
        label=row["name"],
        detail=f"{shown} · {row['department'] or row['department_code']}",
        name=name,
        lon=row["lon"],
        lat=row["lat"],
        weight=row["population"] or 0,
        postcodes=postcodes,
        source=sources.COMMUNES,
        department=_department(row),
    )


def _department(row: Row) -> tuple[str, str] | None:
    if row["department_code"] is None:
        return None
    return row["department_code"], row["department"] or ""


def _renamed(now: Entry, row: Row) -> Entry:
    name = row["name"]
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
        source=now.source,
        department=now.department,
        old_code=row["code"],
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
        source=row["source_key"],
    )
