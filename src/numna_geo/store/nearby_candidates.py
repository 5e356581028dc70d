"""Who may be near: sites and permanences, nearest first, with what ranks them.

Rows are light; `store.structures.described` tells the rest of the chosen ones. Rows
that cannot help (closed, elsewhere, another stage) come too, for an answer says why a
nearer one was passed over; who they are is judged by `usecases.judge_able`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Double,
    Integer,
    Text,
    and_,
    bindparam,
    false,
    func,
    literal,
    null,
    select,
    union_all,
)

from numna_geo.model.category import Family
from numna_geo.model.position import Position, Precision
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.communes import is_commune
from numna_geo.store.nearby_columns import (
    COMMUNE,
    Part,
    Within,
    asked_point,
    columns,
    lies_within,
    that_are_able,
)
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.statements import Condition
from numna_geo.store.structure_filters import (
    among,
    besides,
    of_kind,
    of_kind_on_the_way,
    says_stage,
)
from numna_geo.store.tables import (
    CompetenceRow,
    MemberRow,
    StructureRow,
    TerritoryRow,
    VisitRow,
)

NEXT_MOST = 16
"""How many of the nearest that accompany the next stage are timed: a choice of ours."""

# PostGIS orders geography on a sphere of the mean radius; along a meridian at the
# equator the ellipsoid is shortest beside it: 6,335,439 m of radius for 6,371,009.
SHORTEST = 0.9944

# Few among many, and rarely where many are: each has a spatial index of its own.
_INDEXED = (Family.SUPPORT, Family.OTHER)
_WIDE = (Level.REGION, Level.DEPARTEMENT)
_MOST = bindparam("most", None, Integer)


def nearest(  # noqa: PLR0913 (what is read beside is part of one round trip)
    here: Position,
    wanted: Wanted,
    commune_code: str | None,
    *,
    most: int,
    within: Within | None = None,
    next_stage: Stage | None = None,
    beside: bool = False,
) -> Filled:
    """The `most` nearest of each near part, and those beside them.

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
        within: how far sites and permanences may be.
        next_stage: also the nearest that say they accompany it.
        beside: also those that help from afar.
    """
    shape = _Shape(
        knows_commune=commune_code is not None,
        bounded=within is not None,
        next_stage=next_stage,
        beside=beside,
    )
    values: dict[str, Any] = {"lon": here.lon, "lat": here.lat, "most": most}
    if commune_code is not None:
        values["commune"] = commune_code
    if within is not None:
        values |= within.values
    return Filled(_nearest(wanted, shape), values)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What a statement is made of, besides what is wanted."""

    knows_commune: bool
    bounded: bool
    next_stage: Stage | None
    beside: bool


@lru_cache(maxsize=256)
def _nearest(wanted: Wanted, shape: _Shape) -> Statement:
    knows = shape.knows_commune
    parts = [part.limit(_MOST) for part in _near(wanted, shape)]
    if shape.beside:
        helping = _of_few(wanted, Part.AFAR, _helping_from_afar(knows), knows)
        helping = that_are_able(helping.where(_is_usable()), wanted)
        parts.append(helping.limit(_MOST))
    if shape.next_stage is not None:
        later = replace(wanted, stages=(shape.next_stage,))
        following = _on_the_way(_sites(later, knows, Part.NEXT), wanted)
        says = says_stage(shape.next_stage)
        # Without an order of its own, the walk by distance is that of the whole.
        following = following.where(_is_usable(), says).order_by(None)
        parts.append(that_are_able(following, later).limit(NEXT_MOST))
    return select(union_all(*[select(p.subquery()) for p in parts]).subquery())


def _near(wanted: Wanted, shape: _Shape) -> list[Any]:
    knows, family = shape.knows_commune, _only_family(wanted)
    sites, visits = _sites(wanted, knows, Part.SITE), _visits(wanted, knows)
    if shape.bounded:
        visits = visits.where(*lies_within(TerritoryRow.seat, VisitRow.commune_code))
    found = [_on_the_way(sites, wanted)]
    if family is not None:
        others = _of_few(wanted, Part.BESIDES, besides(family), knows)
        found.append(others.where(StructureRow.family != family))
    if shape.bounded:
        site = StructureRow.position, StructureRow.commune_code
        found = [part.where(*lies_within(*site)) for part in found]
    return [*found, visits]


def _on_the_way(sites: Any, wanted: Wanted) -> Any:
    """Sites by growing distance, through the index that their family has."""
    family = _only_family(wanted)
    if family is not None:
        sites = sites.where(StructureRow.family == family)
    return sites.where(*of_kind_on_the_way(wanted, family))


def _of_few(wanted: Wanted, part: Part, few: Any, knows_commune: bool) -> Any:
    """Sites whose ids are in a small set: looked up one by one, then put in order.

    Left to itself, PostgreSQL walks all structures by distance until it has met enough
    of the few. What is materialised is read first; and no index orders by ST_Distance.
    """
    chosen = few.cte().prefix_with("MATERIALIZED")
    ids = select(chosen.c[0]).distinct().subquery()
    sphere_m = func.ST_Distance(StructureRow.position, asked_point(), false())
    return (
        _sites(wanted, knows_commune, part)
        .join(ids, ids.c[0] == StructureRow.id)
        .where(*of_kind(wanted))
        .order_by(None)
        .order_by(sphere_m)
    )


def _only_family(wanted: Wanted) -> Family | None:
    """The family of all that is wanted, where it has an index of its own."""
    named = {*wanted.families, *(one.family for one in wanted.categories)}
    family = named.pop() if len(named) == 1 else None
    return family if family in _INDEXED else None


def _is_usable() -> Condition:
    return among(StructureRow.status, (Status.OPEN, Status.UNKNOWN))


def _sites(wanted: Wanted, knows_commune: bool, part: Part) -> Any:
    origin = asked_point()
    return (
        select(
            literal(part.value, Text).label("part"),
            *columns(wanted, StructureRow.position, knows_commune=knows_commune),
            StructureRow.position_precision,
            StructureRow.commune_code,
            null().cast(Text).label("stop"),
            StructureRow.opening,
        )
        .where(StructureRow.position.is_not(None))
        .order_by(StructureRow.position.op("<->", return_type=Double())(origin))
    )


def _visits(wanted: Wanted, knows_commune: bool) -> Any:
    origin = asked_point()
    return (
        select(
            literal(Part.VISIT.value, Text).label("part"),
            *columns(wanted, TerritoryRow.seat, knows_commune=knows_commune),
            literal(Precision.COMMUNE.value, Text).label("position_precision"),
            VisitRow.commune_code,
            TerritoryRow.name.label("stop"),
            VisitRow.opening,
        )
        .join(VisitRow, VisitRow.structure_id == StructureRow.id)
        .join(TerritoryRow, is_commune(VisitRow.commune_code))
        .where(TerritoryRow.seat.is_not(None), *of_kind(wanted))
        .order_by(TerritoryRow.seat.op("<->", return_type=Double())(origin))
    )


def _helping_from_afar(knows_commune: bool) -> Any:
    """Ids of those that help remotely, or all over the department or the region."""
    # Not IS TRUE: the index is of those WHERE remote, to the letter.
    helps: Any = StructureRow.remote
    remote = select(StructureRow.id).where(helps)
    if not knows_commune:
        return remote
    held = and_(
        MemberRow.level == CompetenceRow.level, MemberRow.code == CompetenceRow.code
    )
    wide = (
        select(CompetenceRow.structure_id)
        .join(MemberRow, held)
        .where(MemberRow.commune_code == COMMUNE, among(CompetenceRow.level, _WIDE))
    )
    return union_all(remote, wide)
