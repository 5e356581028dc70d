"""Structures: who is nearest, who is listed, and what is said of each."""

from datetime import date
from functools import cache, lru_cache
from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import (
    ColumnElement,
    Date,
    Double,
    Integer,
    Subquery,
    Text,
    and_,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.structure_filters import (
    Listed,
    box_values,
    is_listed,
    is_verified,
    offers,
    shape,
)
from numna_geo.store.tables import (
    OrganisationRow,
    SourceRow,
    StructureCategoryRow,
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

_ASKED = bindparam("asked", None, Text)


def nearest(here: Position, wanted: Wanted, *, limit: int, today: date) -> Filled:
    """The `limit` usable structures nearest to `here`; see `nearest_statement`."""
    values = {"lon": here.lon, "lat": here.lat, "most": limit, "today": today}
    return Filled(nearest_statement(wanted), values)


@lru_cache(maxsize=128)
def nearest_statement(wanted: Wanted) -> Statement:
    """The `most` usable structures nearest to `lon`, `lat`, in ellipsoid metres.

    `<->` ranks on a sphere, up to 0.6 % off, so no fixed number of spares is surely
    enough. Instead: the greatest true distance of any `most` structures is a radius
    within which at least `most` lie, hence all of the true nearest, ties included;
    `ST_DWithin` on that radius is exact and walks the index again. Of two at the same
    distance, one that is verified on `today` comes first; then ties go by id.
    """
    origin = _asked_point()
    most = bindparam("most", None, Integer)
    checked = is_verified(bindparam("today", None, Date)).desc()
    distance_m = func.ST_Distance(StructureRow.position, origin)
    usable = [StructureRow.status.in_(USABLE), *offers(wanted)]
    by_sphere = (
        select(distance_m.label("distance_m"))
        .where(StructureRow.position.is_not(None), *usable)
        .order_by(StructureRow.position.op("<->")(origin))
        .limit(most)
        .subquery()
    )
    radius_m = select(func.max(by_sphere.c.distance_m) + _TOLERANCE_M).scalar_subquery()
    chosen = (
        select(StructureRow.id.label("id"), distance_m.label("distance_m"))
        .where(func.ST_DWithin(StructureRow.position, origin, radius_m), *usable)
        .order_by(distance_m, checked, StructureRow.id)
        .limit(most)
        .subquery()
    )
    described = _described(chosen).add_columns(chosen.c.distance_m)
    return described.order_by(chosen.c.distance_m, checked, StructureRow.id)


def page(listed: Listed, *, after: str | None, limit: int) -> Filled:
    """At most `limit` structures of the region, by id, those that follow `after`."""
    values = {**box_values(listed), "after": after or "", "most": limit}
    return Filled(_page(shape(listed)), values)


@lru_cache(maxsize=64)
def _page(listed: Listed) -> Statement:
    # Every id follows the empty one.
    ids = (
        select(StructureRow.id)
        .where(*is_listed(listed), StructureRow.id > bindparam("after", None, Text))
        .order_by(StructureRow.id)
        .limit(bindparam("most", None, Integer))
        .subquery()
    )
    return _described(ids).order_by(StructureRow.id)


def count(listed: Listed) -> Filled:
    """How many structures of the region match."""
    return Filled(_count(shape(listed)), box_values(listed))


@lru_cache(maxsize=64)
def _count(listed: Listed) -> Statement:
    return select(func.count(StructureRow.id)).where(*is_listed(listed))


def one(structure_id: str) -> Filled:
    """One structure, beyond the border too."""
    return Filled(_one(), {"asked": structure_id})


@cache
def _one() -> Statement:
    chosen = select(StructureRow.id).where(StructureRow.id == _ASKED)
    return _described(chosen.subquery())


def survivor(old_id: str) -> Statement:
    """The id that an id of old merged into."""
    merged = StructureRedirectRow.old_id == old_id
    return select(StructureRedirectRow.structure_id).where(merged)


def _asked_point() -> ColumnElement[object]:
    # The point must stand inline in ORDER BY: through a join the index is not used.
    lon, lat = bindparam("lon", None, Double), bindparam("lat", None, Double)
    point = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
    return cast(point, Geography("POINT", srid=4326))


def _described(chosen: Subquery) -> Statement:
    """All that is shown of the structures whose `id` is in `chosen`."""
    point = cast(StructureRow.position, Geometry)
    hidden = {"position", "digest"}
    kept = [c for c in StructureRow.__table__.c if c.name not in hidden]
    return (
        select(
            *kept,
            func.ST_X(point).label("lon"),
            func.ST_Y(point).label("lat"),
            TerritoryRow.name.label("commune"),
            OrganisationRow.name.label("organisation"),
            SourceRow.title.label("source_title"),
            SourceRow.publisher.label("source_publisher"),
            SourceRow.licence.label("source_licence"),
            SourceRow.published_on.label("source_published_on"),
            _all(StructureCategoryRow, "category", "categories"),
            _all(StructureStageRow, "stage", "stages"),
            _all(StructureNeedRow, "need", "needs"),
            _all(StructureSectorRow, "sector", "sectors"),
            _licences(),
        )
        .join(chosen, chosen.c.id == StructureRow.id)
        .join(SourceRow, SourceRow.key == StructureRow.source_key)
        .outerjoin(OrganisationRow, OrganisationRow.id == StructureRow.organisation_id)
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


def _licences() -> ColumnElement[Any]:
    """Those of every source that gave it something: who passes it on owes them all.

    A source of an unconfirmed licence gives nothing where another one speaks.
    """
    heard = SourceRow.redistributable == StructureRow.redistributable
    values = (
        select(func.array_agg(SourceRow.licence.distinct()))
        .select_from(StructureRecordRow)
        .join(SourceRow, SourceRow.key == StructureRecordRow.source_key)
        .where(StructureRecordRow.structure_id == StructureRow.id, heard)
    )
    return values.correlate(StructureRow).scalar_subquery().label("licences")
