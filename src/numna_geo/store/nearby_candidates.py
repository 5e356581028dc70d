"""Who may be near: sites and permanences, nearest first, with what ranks them.

Rows are light; `store.structures.described` tells the rest of the chosen ones. Rows
that cannot help (closed, elsewhere, another stage) come too, for an answer says why a
nearer one was passed over; who they are is judged by `usecases.judge_able`.
"""

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from numna_geo.model.position import Position, Precision
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.structure_filters import of_kind, says_stage
from numna_geo.store.tables import (
    CompetenceRow,
    MemberRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    TerritoryRow,
    VisitRow,
)


class Part(StrEnum):
    """Why a row is among the candidates.

    `SITE` and `VISIT` are the nearest of their kind; `AFAR` helps from afar, or all
    over the department or the region; `NEXT` says that it accompanies the next stage.
    """

    SITE = "site"
    VISIT = "visit"
    AFAR = "afar"
    NEXT = "next"


AFAR_MOST, NEXT_MOST = 8, 8

# PostGIS orders geography on a sphere of the mean radius; along a meridian at the
# equator the ellipsoid is shortest beside it: 6,335,439 m of radius for 6,371,009.
SHORTEST = 0.9944

_COMMUNE = bindparam("commune", None, Text)
_MOST = bindparam("most", None, Integer)


def nearest(
    here: Position,
    wanted: Wanted,
    commune_code: str | None,
    *,
    most: int,
    next_stage: Stage | None = None,
    afar: bool = False,
) -> Filled:
    """The `most` nearest sites and as many permanences, and those beside them.

    One row a place: `part`, `id`, `name`, `category`, `status`, `itinerant`, `remote`,
    the position (`lon`, `lat`, `position_precision`, `commune_code`), the straight line
    to it in metres (`distance_m` on the ellipsoid, `sphere_m` by which each part is
    ordered), `stop` (the commune's name, where it is a permanence), `opening`, the
    dates and the evidence of its checks, `told`, `covers` and `visits` (who may ask),
    and where they were asked for, the known `stages` and `sectors`.

    Args:
        here: where to measure from.
        wanted: family, category and need are conditions; stages and sectors are told.
        commune_code: the commune that asks; unknown, nothing is told of who may ask.
        most: rows of each part.
        next_stage: also the nearest that say they accompany it.
        afar: also those that help from afar.
    """
    statement = _nearest(wanted, commune_code is not None, next_stage, afar)
    values = {"lon": here.lon, "lat": here.lat, "most": most, "commune": commune_code}
    return Filled(statement, values if commune_code else _without_commune(values))


def _without_commune(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "commune"}


@lru_cache(maxsize=256)
def _nearest(
    wanted: Wanted, knows_commune: bool, next_stage: Stage | None, afar: bool
) -> Statement:
    parts = [
        _sites(wanted, knows_commune, Part.SITE).limit(_MOST),
        _visits(wanted, knows_commune).limit(_MOST),
    ]
    if afar:
        helping = _sites(wanted, knows_commune, Part.AFAR)
        helps = _helps_from_afar(knows_commune)
        parts.append(helping.where(_is_usable(), helps).limit(AFAR_MOST))
    if next_stage is not None:
        later = replace(wanted, stages=(next_stage,))
        says = says_stage(next_stage)
        following = _sites(later, knows_commune, Part.NEXT).where(_is_usable(), says)
        parts.append(following.limit(NEXT_MOST))
    return select(union_all(*[select(p.subquery()) for p in parts]).subquery())


def _is_usable() -> ColumnElement[bool]:
    return StructureRow.status.in_((Status.OPEN, Status.UNKNOWN))


def _sites(wanted: Wanted, knows_commune: bool, part: Part) -> Any:
    origin = _asked_point()
    return (
        select(
            *_columns(wanted, knows_commune, part, StructureRow.position),
            StructureRow.position_precision,
            StructureRow.commune_code,
            null().cast(Text).label("stop"),
            StructureRow.opening,
        )
        .where(StructureRow.position.is_not(None), *of_kind(wanted))
        .order_by(StructureRow.position.op("<->", return_type=Double())(origin))
    )


def _visits(wanted: Wanted, knows_commune: bool) -> Any:
    origin = _asked_point()
    return (
        select(
            *_columns(wanted, knows_commune, Part.VISIT, TerritoryRow.seat),
            literal(Precision.COMMUNE.value, Text).label("position_precision"),
            VisitRow.commune_code,
            TerritoryRow.name.label("stop"),
            VisitRow.opening,
        )
        .join(VisitRow, VisitRow.structure_id == StructureRow.id)
        .join(
            TerritoryRow,
            and_(
                TerritoryRow.level == Level.COMMUNE,
                TerritoryRow.code == VisitRow.commune_code,
            ),
        )
        .where(TerritoryRow.seat.is_not(None), *of_kind(wanted))
        .order_by(TerritoryRow.seat.op("<->", return_type=Double())(origin))
    )


def _columns(
    wanted: Wanted, knows_commune: bool, part: Part, position: Any
) -> list[ColumnElement[Any]]:
    origin, point = _asked_point(), cast(position, Geometry)
    told, covers, visits = _who_may_ask() if knows_commune else [false()] * 3
    return [
        literal(part.value, Text).label("part"),
        StructureRow.id,
        StructureRow.name,
        StructureRow.category,
        StructureRow.status,
        StructureRow.itinerant,
        StructureRow.remote,
        func.ST_X(point).label("lon"),
        func.ST_Y(point).label("lat"),
        func.ST_Distance(position, origin).label("distance_m"),
        position.op("<->", return_type=Double())(origin).label("sphere_m"),
        StructureRow.verified_on,
        StructureRow.edited_on,
        StructureRow.evidence_level,
        told.label("told"),
        covers.label("covers"),
        visits.label("visits"),
        _said(StructureStageRow, "stage", asked=bool(wanted.stages)).label("stages"),
        _said(StructureSectorRow, "sector", asked=bool(wanted.sectors)).label(
            "sectors"
        ),
    ]


def _who_may_ask() -> list[ColumnElement[bool]]:
    """Whether a source tells who may ask, and whether the asking commune may."""
    around = select(MemberRow.level, MemberRow.code).where(
        MemberRow.commune_code == _COMMUNE
    )
    area = tuple_(CompetenceRow.level, CompetenceRow.code)
    holds = or_(area == tuple_(Level.COMMUNE.value, _COMMUNE), area.in_(around))
    of_it = CompetenceRow.structure_id == StructureRow.id
    known = StructureRow.competence == "known"

    def probed(*conditions: Any) -> ColumnElement[bool]:
        there = exists().where(*conditions).correlate(StructureRow)
        # Most of them tell nothing: nothing is looked up for those.
        return case((known, there), else_=false())

    met = exists().where(
        VisitRow.structure_id == StructureRow.id, VisitRow.commune_code == _COMMUNE
    )
    return [probed(of_it), probed(of_it, holds), met.correlate(StructureRow)]


def _helps_from_afar(knows_commune: bool) -> ColumnElement[bool]:
    """Helps remotely, or all over the department or the region that asks."""
    remote: ColumnElement[bool] = StructureRow.remote.is_(True)
    if not knows_commune:
        return remote
    wide = (
        select(CompetenceRow.structure_id)
        .join(
            MemberRow,
            and_(
                MemberRow.level == CompetenceRow.level,
                MemberRow.code == CompetenceRow.code,
            ),
        )
        .where(
            MemberRow.commune_code == _COMMUNE,
            CompetenceRow.level.in_((Level.REGION, Level.DEPARTEMENT)),
        )
    )
    return or_(remote, StructureRow.id.in_(wide))


def _said(row: Any, name: str, *, asked: bool) -> ColumnElement[Any]:
    if not asked:
        return null().cast(Text)
    value = getattr(row, name)
    of_it = select(value).where(row.structure_id == StructureRow.id)
    return func.array(of_it.correlate(StructureRow).scalar_subquery())


def _asked_point() -> ColumnElement[object]:
    # The point must stand inline in ORDER BY: through a join the index is not used.
    lon, lat = bindparam("lon", None, Double), bindparam("lat", None, Double)
    point = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
    return cast(point, Geography("POINT", srid=4326))
