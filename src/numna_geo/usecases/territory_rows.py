"""Rows of territories as the database takes them, drawn from their communes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from numna_geo.model.naming import search_name
from numna_geo.model.territory import Level

Outlines = Mapping[str, BaseGeometry]
Scales = tuple[Outlines, Outlines]
"""Outlines of communes by code: the fine ones, then those for drawing."""

Row = dict[str, Any]

_BLANK = (
    "department_code",
    "epci_code",
    "population",
    "area_km2",
    "border_km",
    "seat",
    "outline_fine",
    "outline_coarse",
)


def territory_row(level: Level, code: str, name: str, **known: Any) -> Row:
    """A territory of the region, blank but for what is known of it."""
    named = {"level": level.value, "code": code, "name": name}
    found = {"key": f"{level}:{code}", "search_name": search_name(name)}
    blank: Row = dict.fromkeys(_BLANK)
    return {**blank, **named, **found, "in_region": True, **known}


def member_rows(
    level: Level, code: str, communes: Iterable[str]
) -> Iterable[dict[str, str]]:
    """Which communes a territory is made of."""
    about = {"level": level.value, "code": code}
    return ({**about, "commune_code": commune} for commune in communes)


def united(codes: Sequence[str], scales: Scales) -> Row:
    """The outline of several communes at both scales, and a point inside it."""
    fine, coarse = (
        shapely.coverage_union_all([outlines[code] for code in codes])
        for outlines in scales
    )
    shapes = [shapely.point_on_surface(fine), fine, coarse]
    return dict(
        zip(("seat", "outline_fine", "outline_coarse"), ewkb(shapes), strict=True)
    )


def ewkb(geometries: Iterable[BaseGeometry | None]) -> list[str | None]:
    """Hexadecimal EWKB of points and outlines; one polygon is made an outline."""
    several = [
        shapely.MultiPolygon([g]) if isinstance(g, shapely.Polygon) else g
        for g in geometries
    ]
    placed = shapely.set_srid(several, 4326)
    return list(shapely.to_wkb(placed, hex=True, include_srid=True))
