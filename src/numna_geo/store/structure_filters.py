"""Which structures are meant: what they offer, where they lie, who speaks of them."""

from dataclasses import dataclass, replace
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    Double,
    bindparam,
    cast,
    func,
    select,
)

from numna_geo.model.category import Category, Family
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.statements import Condition
from numna_geo.store.tables import (
    MemberRow,
    StructureCategoryRow,
    StructureNeedRow,
    StructureRecordRow,
    StructureRow,
    StructureStageRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Filters of a list; an empty one asks nothing. `bbox` is west, south, east, north.

    `territory` is a level and a code.
    """

    families: tuple[Family, ...] = ()
    categories: tuple[Category, ...] = ()
    statuses: tuple[Status, ...] = ()
    sources: tuple[str, ...] = ()
    territory: tuple[Level, str] | None = None
    bbox: tuple[float, float, float, float] | None = None


_SIDES = ("west", "south", "east", "north")


def shape(listed: Listed) -> Listed:
    """The same list for every box: boxes are filled in by `box_values`."""
    return replace(listed, bbox=(0.0, 0.0, 0.0, 0.0)) if listed.bbox else listed


def box_values(listed: Listed) -> dict[str, Any]:
    """Values of the parameters that the box of a list takes."""
    return dict(zip(_SIDES, listed.bbox, strict=True)) if listed.bbox else {}


def _has(row: Any, *also: Condition) -> Condition:
    there = select(1).where(row.structure_id == StructureRow.id, *also)
    return there.correlate(StructureRow).exists()


def _in_categories(categories: tuple[Category, ...]) -> Condition:
    return _has(StructureCategoryRow, StructureCategoryRow.category.in_(categories))


def _kinds(
    families: tuple[Family, ...], categories: tuple[Category, ...]
) -> list[Condition]:
    found = []
    if families:
        of_family = tuple(c for c in Category if c.family in families)
        found.append(_in_categories(of_family))
    if categories:
        found.append(_in_categories(categories))
    return found


def of_kind(wanted: Wanted) -> list[Condition]:
    """Conditions on a structure of the family, category and need that are wanted."""
    found = _kinds(wanted.families, wanted.categories)
    if wanted.needs:
        found.append(_has(StructureNeedRow, StructureNeedRow.need.in_(wanted.needs)))
    return found


def says_stage(stage: Stage) -> Condition:
    """Whether a source says that a structure accompanies a stage."""
    return _has(StructureStageRow, StructureStageRow.stage == stage)


def is_listed(listed: Listed) -> list[Condition]:
    """Conditions on a structure of the region that a list holds.

    Lists are for passing on: what only sources of an unconfirmed licence speak of is
    not in them.
    """
    found: list[Condition] = [StructureRow.in_region, StructureRow.redistributable]
    found += _kinds(listed.families, listed.categories)
    if listed.statuses:
        found.append(StructureRow.status.in_(listed.statuses))
    if listed.sources:
        key = StructureRecordRow.source_key
        found.append(_has(StructureRecordRow, key.in_(listed.sources)))
    if listed.territory:
        found.append(_lies_in(*listed.territory))
    if listed.bbox:
        west, south, east, north = (bindparam(side, None, Double) for side in _SIDES)
        point = cast(StructureRow.position, Geometry)
        found.append(func.ST_X(point).between(west, east))
        found.append(func.ST_Y(point).between(south, north))
    return found


def _lies_in(level: Level, code: str) -> Condition:
    if level is Level.COMMUNE:
        return StructureRow.commune_code == code
    members = select(MemberRow.commune_code).where(
        MemberRow.level == level, MemberRow.code == code
    )
    return StructureRow.commune_code.in_(members)
