"""Which structures are meant: what they offer, where they lie, who speaks of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    ARRAY,
    Double,
    Text,
    any_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
)

from numna_geo.model.category import Category, Family
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement
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
    return _has(StructureCategoryRow, among(StructureCategoryRow.category, categories))


def _in_categories_on_the_way(categories: tuple[Category, ...]) -> Condition:
    """The same, for a walk that meets many: the other categories are looked up once.

    PostgreSQL takes half of all structures to be such, and would rather read them all
    than look up a few by their ids: there the plain condition is the quick one.
    """
    others = StructureRow.id.in_(_besides(categories))
    return or_(among(StructureRow.category, categories), others)


def besides(family: Family) -> Statement:
    """Ids of structures with a category of a family that is not their main one."""
    return _besides(tuple(c for c in Category if c.family is family))


def _besides(categories: tuple[Category, ...]) -> Statement:
    return select(StructureCategoryRow.structure_id).where(
        ~StructureCategoryRow.is_main,
        among(StructureCategoryRow.category, categories),
    )


def among(column: Any, values: Iterable[str]) -> Condition:
    """Whether a column holds one of some texts.

    As one array: `IN` is written anew for every question, which takes a millisecond.
    """
    texts: Condition = column == any_(literal([str(v) for v in values], ARRAY(Text)))
    return texts


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
    return [*_kinds(wanted.families, wanted.categories), *_answers(wanted)]


def of_kind_on_the_way(wanted: Wanted, family: Family | None) -> list[Condition]:
    """The same conditions, for a walk over structures by distance.

    Args:
        wanted: what is wanted.
        family: the main family of all that the walk meets, if it is known.
    """
    known = {c for c in Category if c.family is family}
    kinds = (tuple(c for c in Category if c.family in wanted.families),)
    return [
        *(
            _in_categories_on_the_way(asked)
            for asked in (*kinds, wanted.categories)
            if asked and not (known and known.issubset(asked))
        ),
        *_answers(wanted),
    ]


def _answers(wanted: Wanted) -> list[Condition]:
    if not wanted.needs:
        return []
    return [_has(StructureNeedRow, among(StructureNeedRow.need, wanted.needs))]


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
        found.append(among(StructureRow.status, listed.statuses))
    if listed.sources:
        key = StructureRecordRow.source_key
        found.append(_has(StructureRecordRow, among(key, listed.sources)))
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
