"""What is said of a published dataset: licence, sources, lineage, extent, dates."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from numna_geo.gaps import INDICATORS
from numna_geo.model.dataset import Dataset
from numna_geo.model.licence import OURS, Licence, licence
from numna_geo.store import sources, state
from numna_geo.store.published import origins
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch
from numna_geo.store.statements import Row
from numna_geo.usecases.cite_sources import place_sources
from numna_geo.usecases.dataset_lineage import LINEAGE, Told

NAME = "numNA Geo"
"""Whose compilation it is, in attributions."""

# Outlines and names of territories.
_TERRITORIES = ("cog_2026", "ign_admin_express_2018")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source of a dataset; `date` is when it was published, or what it tells of."""

    key: str
    title: str
    publisher: str
    licence: Licence
    landing_page: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A dataset as its metadata tell it, at one version of the data.

    Args:
        dataset: that is told of.
        version: of the data.
        modified: when that version came to be; `None` before anything is loaded.
        licence: what the dataset is published under.
        origins: its sources, each with its own licence.
        attribution: what the licence asks to show: who, when, from whom; in French.
        attribution_en: the same in English.
        lineage: how it was made, in both languages.
        features: how many there are.
        box: west, south, east, north in degrees, `None` where nothing has a place.
        days: the first and the last that it tells of, `None` where features have none.
    """

    dataset: Dataset
    version: DataVersion
    modified: datetime | None
    licence: Licence
    origins: Sequence[Origin]
    attribution: str
    attribution_en: str
    lineage: Told
    features: int
    box: tuple[float, float, float, float] | None
    days: tuple[date, date] | None


class Descriptions:
    """Descriptions of the data of the moment, kept until they change.

    Args:
        reader: where they are.
        watch: which version that is.
    """

    def __init__(self, reader: Reader, watch: DataWatch) -> None:
        self._reader, self._watch = reader, watch
        self._version = ""
        self._kept: dict[str, Description] = {}
        self._describing = asyncio.Lock()

    async def of(self, dataset: Dataset) -> Description:
        """What is said of a dataset now.

        Raises:
            DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
        """
        version = await self._watch.now()
        found = self._kept.get(dataset.key)
        if found is not None and str(version) == self._version:
            return found
        # Whoever comes meanwhile waits for what the first one asks.
        async with self._describing:
            if str(version) != self._version:
                self._version, self._kept = str(version), {}
            kept = self._kept
            if dataset.key not in kept:
                kept[dataset.key] = await describe(self._reader, dataset, version)
            return kept[dataset.key]


async def describe(
    reader: Reader, dataset: Dataset, version: DataVersion
) -> Description:
    """What is said of a dataset; raises as `Descriptions.of`.

    Args:
        reader: where it is.
        dataset: to tell of.
        version: the data version that is told of.
    """
    now = await reader.row(state.version())
    span = await reader.row(origins.span(dataset.key))
    told = await _origins(reader, dataset)
    clock = "measured_at" if dataset.key == "gaps" else "changed_at"
    modified = now[clock] if now else None
    return Description(
        dataset=dataset,
        version=version,
        modified=modified,
        licence=OURS,
        origins=told,
        attribution=_attribution(told, modified, "données du", "d'après"),
        attribution_en=_attribution(told, modified, "data of", "after"),
        lineage=LINEAGE[dataset.key],
        features=span["features"] if span else 0,
        box=_box(span),
        days=_days(span),
    )


def timeless(description: Description) -> Description:
    """What is said of a dataset whenever it is said: equal texts for equal data."""
    told, then = description.origins, datetime.fromtimestamp(0, UTC)
    return replace(
        description,
        version=DataVersion(0, 0),
        modified=then,
        attribution=_attribution(told, then, "données du", "d'après"),
        attribution_en=_attribution(told, then, "data of", "after"),
    )


async def _origins(reader: Reader, dataset: Dataset) -> list[Origin]:
    """The sources behind a dataset, without those that may not be passed on."""
    keys = tuple(dict.fromkeys(await _keys(reader, dataset)))
    rows = {row["key"]: row for row in await reader.rows(sources.sources(keys))}
    told = (rows[key] for key in keys if key in rows)
    return [_origin(row) for row in told if row["redistributable"]]


async def _keys(reader: Reader, dataset: Dataset) -> Iterable[str]:
    match dataset.key:
        case "structures":
            rows = await reader.rows(origins.structure_sources())
            return [row["key"] for row in rows]
        case "broadband":
            rows = await reader.rows(origins.broadband_sources())
            return [*(row["key"] for row in rows), *_TERRITORIES]
        case "gaps":
            places = await place_sources(reader)
            behind = (places.behind(one) for one in INDICATORS.values())
            return [*(key for keys in behind for key in keys), *_TERRITORIES]
        case _:
            return dataset.sources


def _origin(row: Row) -> Origin:
    published_on = row["published_on"]
    return Origin(
        key=row["key"],
        title=row["title"],
        publisher=row["publisher"],
        licence=licence(row["licence"]),
        landing_page=row["landing_page"],
        date=published_on.isoformat() if published_on else row["vintage"],
    )


def _attribution(
    told: Sequence[Origin], modified: datetime | None, of: str, after: str
) -> str:
    """Who publishes it, of which day, and from whom; the licence asks for no less."""
    day = f", {of} {modified:%Y-%m-%d}" if modified else ""
    whom = "; ".join(_cited(one) for one in told)
    return f"{NAME}{day}, {after} {whom}" if whom else f"{NAME}{day}"


def _cited(origin: Origin) -> str:
    date = f", {origin.date}" if origin.date else ""
    return f"{origin.title} ({origin.publisher}{date})"


def _box(span: Row | None) -> tuple[float, float, float, float] | None:
    if span is None or span["west"] is None:
        return None
    west, south, east, north = (
        round(span[side], 6) for side in ("west", "south", "east", "north")
    )
    return west, south, east, north


def _days(span: Row | None) -> tuple[date, date] | None:
    if span is None or span["first_day"] is None:
        return None
    return span["first_day"], span["last_day"]
