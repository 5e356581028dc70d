"""Territories, their people and their broadband, from the bundled tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import shapely

from numna_geo.model.naming import search_name
from numna_geo.model.territory import (
    REGION_CODE,
    REGION_NAME,
    Level,
    NamedTerritory,
    Quantity,
)
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.sources.source import catalogue
from numna_geo.sources.table import plain_rows
from numna_geo.sources.thd30 import SOURCE as SHARES_SOURCE
from numna_geo.sources.zone_tables import Share, read_shares, read_zones
from numna_geo.store import tables as store_tables
from numna_geo.store.bundled_counts import (
    replace_broadband,
    replace_counts,
    replace_zonings,
)
from numna_geo.store.database import Connection
from numna_geo.store.loading import replace_all, upsert
from numna_geo.store.named_territories import named_territories
from numna_geo.usecases.load_zones import Zone, zone_rows, zones_of, zoning_rows
from numna_geo.usecases.name_territories import named_rows, renamed
from numna_geo.usecases.territory_rows import (
    Outlines,
    Row,
    Scales,
    ewkb,
    member_rows,
    territory_row,
    united,
)

_POPULATION_YEAR, _POPULATION_SOURCE = "2023", "cog_2026"
_ESTABLISHMENTS_SOURCE = "insee_clap_2014"
_BROADBAND_SOURCE = {"2018-T1": "arcep_2018_t1", "2026-T2": "arcep_2026_t2"}

COUNTED = frozenset(
    {
        _POPULATION_SOURCE,
        _ESTABLISHMENTS_SOURCE,
        "insee_rp_2021",
        SHARES_SOURCE,
        *_BROADBAND_SOURCE.values(),
    }
)
"""Sources of counts that are bundled."""


def load_sources(connection: Connection, data_dir: Path) -> None:
    """The catalogue of sources; one that facts still point to is never removed."""
    kept = [asdict(source) for source in catalogue(data_dir).values()]
    upsert(connection, store_tables.SourceRow, kept)


def load_territories(
    connection: Connection,
    data_dir: Path,
    communes: Sequence[tables.Commune],
    fine: Outlines,
) -> None:
    """Communes and what they make up, with outlines at two scales.

    Outlines of larger territories are unions of those of their communes, hence share
    the same borders. Territories that the operator named are kept.
    """
    former = list(tables.read_former_communes(data_dir))
    passage = {one.code: one.commune_code for one in former}
    named = renamed(named_territories(connection), communes, passage)
    known = list(read_zones(data_dir))
    zones = list(zones_of(known, communes))
    scales = (fine, read_topology(data_dir / "outlines_coarse.topojson"))
    rows = [
        *_communes(communes, scales),
        *_groups(data_dir, communes, scales),
        *zone_rows(zones, scales),
        *named_rows(named, communes, scales),
    ]
    replace_all(connection, store_tables.TerritoryRow, rows)
    members = _members(communes, zones, named)
    replace_all(connection, store_tables.MemberRow, members)
    replace_all(connection, store_tables.PostcodeRow, _postcodes(communes))
    replace_zonings(connection, [*_zonings(communes), *zoning_rows(known)])
    replace_all(connection, store_tables.FormerCommuneRow, _former(former))
    load_demand(connection, data_dir, communes)


def load_demand(
    connection: Connection, data_dir: Path, communes: Iterable[tables.Commune]
) -> None:
    """People and businesses of every commune, where no other file was loaded."""
    people = [
        {
            "commune_code": c.code,
            "quantity": Quantity.INHABITANTS.value,
            "period": _POPULATION_YEAR,
            "value": c.population,
            "source_key": _POPULATION_SOURCE,
        }
        for c in communes
        if c.population is not None
    ]
    others = [
        {
            "commune_code": d.commune_code,
            "quantity": d.quantity,
            "period": d.period,
            "value": d.value,
            "source_key": d.source,
        }
        for d in tables.read_demand(data_dir)
    ]
    replace_counts(connection, store_tables.DemandRow, [*people, *others])
    bands = (
        {**row, "sector": "all", "source_key": _ESTABLISHMENTS_SOURCE}
        for row in plain_rows(
            tables.Establishments, tables.read_establishments(data_dir)
        )
    )
    replace_counts(connection, store_tables.EstablishmentRow, bands)


def load_broadband(connection: Connection, data_dir: Path) -> None:
    """Premises by commune and quarter, where no other file was loaded."""
    rows = (
        {**row, "source_key": _BROADBAND_SOURCE[row["period"]]}
        for row in plain_rows(tables.Broadband, tables.read_broadband(data_dir))
    )
    replace_broadband(connection, rows)
    shares = (
        {**{k: v for k, v in row.items() if k != "source"}, "source_key": row["source"]}
        for row in plain_rows(Share, read_shares(data_dir))
    )
    replace_counts(connection, store_tables.BroadbandShareRow, shares)


def load_collection(connection: Connection, data_dir: Path) -> None:
    """How completely each category was collected in each department."""
    rows = (
        {
            "category": c.category,
            "department_code": c.department,
            "completeness": c.completeness,
            "reason": c.reason,
        }
        for c in tables.read_collection(data_dir)
    )
    replace_all(connection, store_tables.CollectionRow, rows)


def _communes(communes: Iterable[tables.Commune], scales: Scales) -> Iterator[Row]:
    known = list(communes)
    seats = shapely.points([(c.counted_at.lon, c.counted_at.lat) for c in known])
    fine, coarse = (ewkb([outlines.get(c.code) for c in known]) for outlines in scales)
    written = zip(known, ewkb(seats), fine, coarse, strict=True)
    for c, seat, outline_fine, outline_coarse in written:
        yield territory_row(
            Level.COMMUNE,
            c.code,
            c.name,
            in_region=c.in_region,
            department_code=c.department,
            epci_code=c.epci,
            population=c.population,
            area_km2=c.area_km2,
            border_km=c.border_km,
            seat=seat,
            outline_fine=outline_fine,
            outline_coarse=outline_coarse,
        )


def _groups(
    data_dir: Path,
    communes: Iterable[tables.Commune],
    scales: Scales,
) -> Iterator[Row]:
    inside = [c for c in communes if c.in_region]
    population = sum(c.population or 0 for c in inside)
    area = sum(c.area_km2 or 0 for c in inside)
    region = united([c.code for c in inside], scales)
    numbers = {"population": population, "area_km2": round(area, 1)}
    yield territory_row(Level.REGION, REGION_CODE, REGION_NAME, **numbers, **region)
    for department in tables.read_departments(data_dir):
        of_it = [c for c in inside if c.department == department.code]
        yield territory_row(
            Level.DEPARTEMENT,
            department.code,
            department.name,
            population=sum(c.population or 0 for c in of_it),
            area_km2=round(sum(c.area_km2 or 0 for c in of_it), 1),
            **united([c.code for c in of_it], scales),
        )
    for epci in tables.read_epci(data_dir):
        of_it = [c for c in inside if c.epci == epci.code]
        yield territory_row(
            Level.EPCI,
            epci.code,
            epci.name,
            population=epci.population,
            area_km2=epci.area_km2,
            **united([c.code for c in of_it], scales),
        )


def _members(
    communes: Iterable[tables.Commune],
    zones: Iterable[Zone],
    named: Iterable[NamedTerritory],
) -> Iterator[Row]:
    for c in communes:
        levels = [(Level.EPCI, c.epci)]
        if c.in_region:
            levels += [(Level.DEPARTEMENT, c.department), (Level.REGION, REGION_CODE)]
        for level, code in levels:
            if code is not None:
                yield {"level": level.value, "code": code, "commune_code": c.code}
    for zone in zones:
        yield from member_rows(zone.level, zone.code, (c.code for c in zone.communes))
    for one in named:
        yield from member_rows(Level.CUSTOM, one.code, sorted(one.communes))


def _former(communes: Iterable[tables.FormerCommune]) -> Iterator[Row]:
    for one in communes:
        searched = search_name(one.name) if one.name else None
        yield {**asdict(one), "search_name": searched}


def _postcodes(communes: Iterable[tables.Commune]) -> Iterator[Row]:
    for c in communes:
        for postcode in c.postcodes:
            yield {"postcode": postcode, "commune_code": c.code}


def _zonings(communes: Iterable[tables.Commune]) -> Iterator[Row]:
    for c in communes:
        for zoning, label in (("density", c.density), ("mountain", c.mountain)):
            if label is not None:
                yield {"commune_code": c.code, "zoning": zoning, "label": label}
