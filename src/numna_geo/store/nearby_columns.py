"""What is read of a place that may be near: how far it is, and what ranks it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Double,
    Text,
    any_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    tuple_,
)

from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector
from numna_geo.model.territory import Level
from numna_geo.store.tables import (
    CompetenceRow,
    MemberRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    VisitRow,
)


class Part(StrEnum):
    """Why a row is among the candidates.

    `SITE`, `VISIT` and `BESIDES` are the nearest sites, permanences, and sites that are
    of what is wanted besides being of another family. `AFAR` help from afar, or all
    over the department or the region; `NEXT` say that they accompany the next stage.
    """

    SITE = "site"
    VISIT = "visit"
    BESIDES = "besides"
    AFAR = "afar"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """How far places may be, in metres on the ellipsoid.

    Those of `slow_communes` (INSEE codes) may be no farther than `slow_m`, if that is
    less.
    """

    metres: float
    slow_m: float
    slow_communes: Sequence[str] = ()

    def at_least(self, metres: float) -> "Within":
        """The same, or farther if it is less than so many metres."""
        return replace(
            self,
            metres=max(self.metres, metres),
            slow_m=max(self.slow_m, metres),
        )

    @property
    def values(self) -> Mapping[str, Any]:
        """Of the parameters that a statement takes of it."""
        slow = list(self.slow_communes)
        return {"within_m": self.metres, "slow_m": self.slow_m, "slow_communes": slow}


COMMUNE = bindparam("commune", None, Text)
"""The commune that asks."""


def asked_point() -> ColumnElement[object]:
    """The point to measure from, at `lon` and `lat`."""
    # It must stand inline in ORDER BY: through a join the index is not used.
    lon, lat = bindparam("lon", None, Double), bindparam("lat", None, Double)
    point = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
    return cast(point, Geography("POINT", srid=4326))


def lies_within(position: Any, commune_code: Any) -> list[ColumnElement[bool]]:
    """Whether a place of a commune is as near as a `Within` says."""
    codes = bindparam("slow_communes", None, ARRAY(Text))
    on_slow_ground = func.coalesce(commune_code, "") == any_(codes)
    near = [
        func.ST_DWithin(position, asked_point(), bindparam(name, None, Double))
        for name in ("within_m", "slow_m")
    ]
    return [near[0], or_(not_(on_slow_ground), near[1])]


def columns(
    wanted: Wanted, position: Any, *, knows_commune: bool
) -> list[ColumnElement[Any]]:
    """Those of `store.nearby_candidates`, for a place at `position`."""
    origin, point = asked_point(), cast(position, Geometry)
    told, covers, visits = _who_may_ask() if knows_commune else [false()] * 3
    return [
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
        _said(StructureSectorRow, "sector", asked=True).label("sectors"),
    ]


def that_are_able(part: Any, wanted: Wanted) -> Any:
    """Rows of a part that are not known to be unable, still by distance.

    As `usecases.judge_able` has it, before a limit leaves some out: unknown is never
    "no", what is told of the area, of the stages and of the sectors may be.
    """
    sectors = (*wanted.sectors, Sector.ANY) if wanted.sectors else ()
    one = part.subquery().c
    may_ask = or_(not_(one.told), one.covers, one.visits)
    return (
        select(*one)
        .where(may_ask, *_agree(one.stages, wanted.stages))
        .where(*_agree(one.sectors, sectors))
        .order_by(one.sphere_m)
    )


def _agree(said: Any, asked: Collection[str]) -> list[ColumnElement[bool]]:
    values = literal([str(one) for one in asked], ARRAY(Text))
    nothing_said = func.cardinality(said) == 0
    return [or_(nothing_said, said.op("&&")(values))] if asked else []


def _who_may_ask() -> list[ColumnElement[bool]]:
    """Whether a source tells who may ask, and whether the asking commune may."""
    around = select(MemberRow.level, MemberRow.code).where(
        MemberRow.commune_code == COMMUNE
    )
    area = tuple_(CompetenceRow.level, CompetenceRow.code)
    holds = or_(area == tuple_(Level.COMMUNE.value, COMMUNE), area.in_(around))
    of_it = CompetenceRow.structure_id == StructureRow.id
    known = StructureRow.competence == "known"

    def probed(*conditions: Any) -> ColumnElement[bool]:
        there = exists().where(*conditions).correlate(StructureRow)
        # Most of them tell nothing: nothing is looked up for those.
        return case((known, there), else_=false())

    met = exists().where(
        VisitRow.structure_id == StructureRow.id, VisitRow.commune_code == COMMUNE
    )
    return [probed(of_it), probed(of_it, holds), met.correlate(StructureRow)]


def _said(row: Any, name: str, *, asked: bool) -> ColumnElement[Any]:
    if not asked:
        return null().cast(Text)
    value = getattr(row, name)
    of_it = select(value).where(row.structure_id == StructureRow.id)
    return func.array(of_it.correlate(StructureRow).scalar_subquery())
