"""Structures: who is nearest, who is listed, and where each field came from."""

from dataclasses import dataclass
from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import ColumnElement, Subquery, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.statements import Condition, Rows
from numna_geo.store.tables import (
    MemberRow,
    SourceRow,
    StructureCategoryRow,
    StructureFieldRow,
    StructureNeedRow,
    StructureRecordRow,
    StructureRedirectRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    TerritoryRow,
)

USABLE = (Status.OPEN, Status.UNKNOWN)
"""What a finder may send people to; a structure is never said closed by silence."""

# Far above PostGIS's own rounding of distances (1e-8 m), far below what matters.
_TOLERANCE_M = 0.001


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


def nearest(here: Position, wanted: Wanted, *, limit: int) -> Rows:
    """The `limit` usable structures nearest to `here`, in ellipsoid metres, ties by id.

    `<->` ranks on a sphere, up to 0.6 % off, so no fixed number of spares is surely
    enough. Instead: the greatest true distance of any `limit` structures is a radius
    within which at least `limit` lie, hence all of the true nearest, ties included;
    `ST_DWithin` on that radius is exact and walks the index again.
    """
    origin = _geography(here)
    distance_m = func.ST_Distance(StructureRow.position, origin)
    usable = [StructureRow.status.in_(USABLE), *_offers(wanted)]
    by_sphere = (
        select(distance_m.label("distance_m"))
        .where(StructureRow.position.is_not(None), *usable)
        .order_by(StructureRow.position.op("<->")(origin))
        .limit(limit)
        .subquery()
    )
    radius_m = select(func.max(by_sphere.c.distance_m) + _TOLERANCE_M).scalar_subquery()
    chosen = (
        select(StructureRow.id.label("id"), distance_m.label("distance_m"))
        .where(func.ST_DWithin(StructureRow.position, origin, radius_m), *usable)
        .order_by(distance_m, StructureRow.id)
        .limit(limit)
        .subquery()
    )
    described = _described(chosen).add_columns(chosen.c.distance_m)
    return described.order_by(chosen.c.distance_m, StructureRow.id)


def page(listed: Listed, *, after: str | None, limit: int) -> Rows:
    """At most `limit` structures of the region, by id, those that follow `after`."""
    chosen = select(StructureRow.id).where(*_is_listed(listed))
    if after is not None:
        chosen = chosen.where(StructureRow.id > after)
    ids = chosen.order_by(StructureRow.id).limit(limit).subquery()
    return _described(ids).order_by(StructureRow.id)


def count(listed: Listed) -> Rows:
    """How many structures of the region match."""
    return select(func.count(StructureRow.id)).where(*_is_listed(listed))


def one(structure_id: str) -> Rows:
    """One structure, beyond the border too."""
    chosen = select(StructureRow.id).where(StructureRow.id == structure_id)
    return _described(chosen.subquery())


def survivor(old_id: str) -> Rows:
    """The id that an id of old merged into."""
    merged = StructureRedirectRow.old_id == old_id
    return select(StructureRedirectRow.structure_id).where(merged)


def fields(structure_id: str) -> Rows:
    """Which record of which source gave each field of a structure."""
    return (
        select(
            StructureFieldRow.field,
            StructureFieldRow.source_key,
            StructureFieldRow.record_key,
        )
        .where(StructureFieldRow.structure_id == structure_id)
        .order_by(StructureFieldRow.field)
    )


def records(structure_id: str) -> Rows:
    """The records that speak of a structure, with what to say of their source."""
    return (
        select(
            StructureRecordRow.source_key,
            StructureRecordRow.record_key,
            SourceRow.title,
            SourceRow.publisher,
            SourceRow.licence,
            SourceRow.published_on,
        )
        .join(SourceRow, SourceRow.key == StructureRecordRow.source_key)
        .where(StructureRecordRow.structure_id == structure_id)
        .order_by(SourceRow.rank, StructureRecordRow.record_key)
    )


def _geography(here: Position) -> ColumnElement[object]:
    # The point must stand inline in ORDER BY: through a join the index is not used.
    point = func.ST_SetSRID(func.ST_MakePoint(here.lon, here.lat), 4326)
    return cast(point, Geography("POINT", srid=4326))


def _described(chosen: Subquery) -> Rows:
    """All that is shown of the structures whose `id` is in `chosen`."""
    point = cast(StructureRow.position, Geometry)
    kept = [c for c in StructureRow.__table__.c if c.name != "position"]
    return (
        select(
            *kept,
            func.ST_X(point).label("lon"),
            func.ST_Y(point).label("lat"),
            TerritoryRow.name.label("commune"),
            SourceRow.title.label("source_title"),
            SourceRow.publisher.label("source_publisher"),
            SourceRow.licence.label("source_licence"),
            SourceRow.published_on.label("source_published_on"),
            _all(StructureCategoryRow, "category", "categories"),
            _all(StructureStageRow, "stage", "stages"),
            _all(StructureNeedRow, "need", "needs"),
            _all(StructureSectorRow, "sector", "sectors"),
        )
        .join(chosen, chosen.c.id == StructureRow.id)
        .join(SourceRow, SourceRow.key == StructureRow.source_key)
        .outerjoin(
            TerritoryRow,
            and_(
                TerritoryRow.level == Level.COMMUNE,
                TerritoryRow.code == StructureRow.commune_code,
            ),
        )
    )


def _all(row: Any, name: str, label: str) -> ColumnElement[Any]:
    value = getattr(row, name)
    order = (row.is_main.desc(), value) if hasattr(row, "is_main") else (value,)
    gathered = func.array_agg(aggregate_order_by(value, *order))
    values = select(gathered).where(row.structure_id == StructureRow.id)
    return values.correlate(StructureRow).scalar_subquery().label(label)


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


def _offers(wanted: Wanted) -> list[Condition]:
    found = _kinds(wanted.families, wanted.categories)
    if wanted.needs:
        found.append(_has(StructureNeedRow, StructureNeedRow.need.in_(wanted.needs)))
    if wanted.stages:
        named = _has(StructureStageRow, StructureStageRow.stage.in_(wanted.stages))
        found.append(or_(named, ~_has(StructureStageRow)))
    if wanted.sectors:
        asked = (*wanted.sectors, Sector.ANY)
        named = _has(StructureSectorRow, StructureSectorRow.sector.in_(asked))
        found.append(or_(named, ~_has(StructureSectorRow)))
    return found


def _is_listed(listed: Listed) -> list[Condition]:
    found = [StructureRow.in_region, *_kinds(listed.families, listed.categories)]
    if listed.statuses:
        found.append(StructureRow.status.in_(listed.statuses))
    if listed.sources:
        key = StructureRecordRow.source_key
        found.append(_has(StructureRecordRow, key.in_(listed.sources)))
    if listed.territory:
        found.append(_lies_in(*listed.territory))
    if listed.bbox:
        west, south, east, north = listed.bbox
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
