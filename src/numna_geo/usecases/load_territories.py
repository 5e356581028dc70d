"""Territories, their people and their broadband, from the bundled tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from numna_geo.model.naming import search_name
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level, Quantity
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import tables
from numna_geo.sources.source import catalogue
from numna_geo.sources.table import plain_rows
from numna_geo.store import tables as store_tables
from numna_geo.store.bundled_counts import (
    replace_broadband,
    replace_counts,
    replace_zonings,
)
from numna_geo.store.database import Connection
from numna_geo.store.loading import replace_all, upsert

Outlines = Mapping[str, BaseGeometry]
Row = dict[str, Any]

_POPULATION_YEAR, _POPULATION_SOURCE = "2023", "cog_2026"
_ESTABLISHMENTS_SOURCE = "insee_clap_2014"
_BROADBAND_SOURCE = {"2018-T1": "arcep_2018_t1", "2026-T2": "arcep_2026_t2"}

COUNTED = frozenset(
    {
        _POPULATION_SOURCE,
        _ESTABLISHMENTS_SOURCE,
        "insee_rp_2021",
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

    Outlines of EPCI, departments and the region are unions of those of their communes,
    hence share the same borders.
    """
    scales = (fine, read_topology(data_dir / "outlines_coarse.topojson"))
    rows = [*_communes(communes, scales), *_groups(data_dir, communes, scales)]
    replace_all(connection, store_tables.TerritoryRow, rows)
    replace_all(connection, store_tables.MemberRow, _members(communes))
    replace_all(connection, store_tables.PostcodeRow, _postcodes(communes))
    replace_zonings(connection, _zonings(communes))
    former = (
        {**asdict(f), "search_name": search_name(f.name) if f.name else None}
        for f in tables.read_former_communes(data_dir)
    )
    replace_all(connection, store_tables.FormerCommuneRow, former)
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


def _communes(
    communes: Iterable[tables.Commune], scales: tuple[Outlines, Outlines]
) -> Iterator[Row]:
    known = list(communes)
    seats = shapely.points([(c.counted_at.lon, c.counted_at.lat) for c in known])
    fine, coarse = (_ewkb([outlines.get(c.code) for c in known]) for outlines in scales)
    written = zip(known, _ewkb(seats), fine, coarse, strict=True)
    for c, seat, outline_fine, outline_coarse in written:
        yield _territory(
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
    scales: tuple[Outlines, Outlines],
) -> Iterator[Row]:
    inside = [c for c in communes if c.in_region]
    population = sum(c.population or 0 for c in inside)
    area = sum(c.area_km2 or 0 for c in inside)
    region = _united([c.code for c in inside], scales)
    numbers = {"population": population, "area_km2": round(area, 1)}
    yield _territory(Level.REGION, REGION_CODE, REGION_NAME, **numbers, **region)
    for department in tables.read_departments(data_dir):
        of_it = [c for c in inside if c.department == department.code]
        yield _territory(
            Level.DEPARTEMENT,
            department.code,
            department.name,
            population=sum(c.population or 0 for c in of_it),
            area_km2=round(sum(c.area_km2 or 0 for c in of_it), 1),
            **_united([c.code for c in of_it], scales),
        )
    for epci in tables.read_epci(data_dir):
        of_it = [c for c in inside if c.epci == epci.code]
        yield _territory(
            Level.EPCI,
            epci.code,
            epci.name,
            population=epci.population,
            area_km2=epci.area_km2,
            **_united([c.code for c in of_it], scales),
        )


def _territory(level: Level, code: str, name: str, **known: Any) -> Row:
    blank: Row = dict.fromkeys(
        (
            "department_code",
            "epci_code",
            "population",
            "area_km2",
            "border_km",
            "seat",
            "outline_fine",
            "outline_coarse",
        )
    )
    named = {"level": level.value, "code": code, "name": name}
    found = {"key": f"{level}:{code}", "search_name": search_name(name)}
    return {**blank, **named, **found, "in_region": True, **known}


def _united(codes: list[str], scales: tuple[Outlines, Outlines]) -> Row:
    fine, coarse = (
        shapely.coverage_union_all([outlines[code] for code in codes])
        for outlines in scales
    )
    shapes = [shapely.point_on_surface(fine), fine, coarse]
    return dict(
        zip(("seat", "outline_fine", "outline_coarse"), _ewkb(shapes), strict=True)
    )


def _members(communes: Iterable[tables.Commune]) -> Iterator[Row]:
    for c in communes:
        levels = [(Level.EPCI, c.epci)]
        if c.in_region:
            levels += [(Level.DEPARTEMENT, c.department), (Level.REGION, REGION_CODE)]
        for level, code in levels:
            if code is not None:
                yield {"level": level.value, "code": code, "commune_code": c.code}


def _postcodes(communes: Iterable[tables.Commune]) -> Iterator[Row]:
    for c in communes:
        for postcode in c.postcodes:
            yield {"postcode": postcode, "commune_code": c.code}


def _zonings(communes: Iterable[tables.Commune]) -> Iterator[Row]:
    for c in communes:
        for zoning, label in (("density", c.density), ("mountain", c.mountain)):
            if label is not None:
                yield {"commune_code": c.code, "zoning": zoning, "label": label}


def _ewkb(geometries: Iterable[BaseGeometry | None]) -> list[str | None]:
    """Hexadecimal EWKB of points and outlines; one polygon is made an outline."""
    several = [
        shapely.MultiPolygon([g]) if isinstance(g, shapely.Polygon) else g
        for g in geometries
    ]
    placed = shapely.set_srid(several, 4326)
    return list(shapely.to_wkb(placed, hex=True, include_srid=True))
