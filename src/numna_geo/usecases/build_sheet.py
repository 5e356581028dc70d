"""Everything that is known of one territory, beside those it is compared with."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from functools import partial
from typing import Any

from numna_geo.errors import UnknownTerritory
from numna_geo.gaps import INDICATORS
from numna_geo.model.fringe import Beyond, goes_beyond
from numna_geo.model.supply import SUPPLIES
from numna_geo.model.territory import Level, Quantity
from numna_geo.store import sources as catalogue
from numna_geo.store import territories
from numna_geo.store.border_reading import nearest_border_km
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.cite_sources import PlaceSources, place_sources
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.known_peers import Peers, peers_of
from numna_geo.usecases.list_inside import (
    Directories,
    completeness,
    directories,
    kinds_inside,
    list_inside,
    places_listed,
)
from numna_geo.usecases.read_measures import Measures, Run
from numna_geo.usecases.sheet import Around, Identity, Line, Sheet
from numna_geo.usecases.sheet_documents import sheet_documents
from numna_geo.usecases.sheet_facts import PEOPLE
from numna_geo.usecases.sheet_measures import sheet_measures


async def build_sheet(
    reader: Reader, measures: Measures, layers: Layers, level: Level, code: str
) -> Sheet:
    """The sheet of a territory of the region, by its code of today.

    Raises:
        UnknownTerritory: nothing of this level has this code.
        DatabaseUnavailable: as `Reader.rows`.
        DatabaseNotReady: likewise, or nothing is measured yet.
    """
    row, run = await _found(reader, measures, level, code)
    peers = await peers_of(layers, run, level, code)
    communes = await layers.level(run, Level.COMMUNE)
    departments = await layers.level(run, Level.DEPARTEMENT)
    found = await asyncio.to_thread(sheet_measures, run, peers, communes, departments)
    documents = await sheet_documents(reader, layers, run, peers)
    known, held = await directories(reader), _departments(communes, run, peers)
    identity = await _identity(reader, row, peers, departments.codes)
    finished = await _finishing(reader, known, held, identity)
    measured_on = run.measured_at.astimezone(UTC).date()
    inside = await list_inside(reader, level, code, measured_on)
    lines, kinds, businesses = (
        [finished(line) for _, line in several]
        for several in (found.defaults, found.kinds, found.businesses)
    )
    told = [*lines, *kinds, *businesses]
    return Sheet(
        identity=identity,
        **_made_by(run, peers),
        lines=lines,
        kinds=kinds,
        businesses=businesses,
        worst=[replace(one, line=finished(one.line)) for one in found.worst],
        parts=found.parts,
        inside=kinds_inside(inside, known, held),
        places=places_listed(inside),
        sources=await _sources(reader, told, documents.broadband),
        **{name: getattr(documents, name) for name in _DOCUMENTS},
    )


async def _found(
    reader: Reader, measures: Measures, level: Level, code: str
) -> tuple[Row, Run]:
    row = await reader.row(territories.one(level, code))
    if row is None:
        raise UnknownTerritory(f"no {level} of the region has this code")
    return row, await measures.needed_run()


_NAMED = 12
_DOCUMENTS = ("broadband", "equity", "combined", "history")


def _made_by(run: Run, peers: Peers) -> dict[str, Any]:
    """What measured it and when, and with how many it is compared."""
    return {
        "run": run.about,
        "measured_on": run.measured_at.astimezone(UTC).date(),
        "estimated": run.scene.travel.is_estimate,
        "method": run.scene.travel.method,
        "peers": len(peers.alike),
        "peers_of_same_class": peers.same_class,
        "peers_named": [peers.layer.names[i] for i in peers.alike]
        if len(peers.alike) <= _NAMED
        else [],
    }


def _departments(communes: Layer, run: Run, peers: Peers) -> list[str]:
    """Codes of the departments that the territory has communes in."""
    inside = {run.codes[row] for row in peers.rows}
    pairs = zip(communes.codes, communes.departments, strict=True)
    return sorted({d for code, d in pairs if code in inside and d is not None})


async def _finishing(
    reader: Reader, known: Directories, departments: Sequence[str], one: Identity
) -> Callable[[Line], Line]:
    """What is added to each line of a territory."""
    return partial(
        _finished,
        places=await place_sources(reader),
        known=known,
        departments=departments,
        is_whole=one.beyond in {Beyond.NO, Beyond.POSSIBLE},
    )


def _finished(
    line: Line,
    *,
    places: PlaceSources,
    known: Directories,
    departments: Sequence[str],
    is_whole: bool,
) -> Line:
    """With its sources and directories; a part of a territory is not ranked."""
    supply = SUPPLIES[line.supply] if line.supply else None
    behind = supply.categories if supply else ()
    quantity = Quantity(line.counted) if line.counted in set(Quantity) else None
    return replace(
        line,
        placed=line.placed if is_whole else None,
        placed_in_department=line.placed_in_department if is_whole else None,
        sources=places.behind(INDICATORS[line.indicator], supply, quantity),
        collection=completeness(known, behind, departments) if behind else None,
    )


async def _sources(
    reader: Reader, lines: Sequence[Line], broadband: Mapping[str, Any]
) -> list[Row]:
    """What is cited, once, in the order in which it is."""
    cited = [*PEOPLE, *(key for line in lines for key in line.sources)]
    keys = tuple(dict.fromkeys([*cited, *broadband["sources"]]))
    by_key = {row["key"]: row for row in await reader.rows(catalogue.sources(keys))}
    return [by_key[key] for key in keys if key in by_key]


async def _identity(
    reader: Reader, row: Row, peers: Peers, home: Sequence[str]
) -> Identity:
    level, outside = Level(row["level"]), row["members_outside"]
    border_km = await reader.value(nearest_border_km(level, row["code"]))
    beyond = goes_beyond(
        level,
        row["code"],
        departments=home,
        members_outside=outside or 0,
        border_km=border_km,
    )
    inside = level not in {Level.DEPARTEMENT, Level.REGION}
    held = peers.department_code if inside else None
    return Identity(
        level=level,
        code=row["code"],
        name=row["name"],
        population=row["population"],
        area_km2=row["area_km2"],
        density=peers.density,
        communes=row["members"] or 1,
        members_outside=None
        if beyond in {Beyond.CERTAIN, Beyond.POSSIBLE}
        else outside,
        beyond=beyond,
        department=await _around(reader, Level.DEPARTEMENT, held),
        epci=await _around(reader, Level.EPCI, row["epci_code"]),
        lon=row["lon"],
        lat=row["lat"],
    )


async def _around(reader: Reader, level: Level, code: str | None) -> Around | None:
    held = code and await reader.row(territories.one(level, code))
    return Around(level=level, code=held["code"], name=held["name"]) if held else None
