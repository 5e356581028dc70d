"""Structures: who is listed, and what is said of each."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Subquery,
    Text,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from numna_geo.model.structure import Status
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.structure_filters import (
    Listed,
    box_values,
    is_listed,
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

_ASKED = bindparam("asked", None, Text)


def described(structure_ids: Iterable[str]) -> Filled:
    """All that is shown of these structures, in no order."""
    return Filled(_these(), {"ids": list(structure_ids)})


@cache
def _these() -> Statement:
    asked = bindparam("ids", None, ARRAY(Text))
    chosen = select(StructureRow.id).where(StructureRow.id == func.any(asked))
    return _described(chosen.subquery())


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


def to_publish(*, after: str | None, limit: int) -> Filled:
    """A page of all that is listed, with the `department_code` and the `epci_code`."""
    values = {"after": after or "", "most": limit}
    return Filled(_to_publish(), values)


@cache
def _to_publish() -> Statement:
    around = (TerritoryRow.department_code, TerritoryRow.epci_code)
    return _page(Listed()).add_columns(*around)


def all_listed() -> Statement:
    """The id of every structure that is listed."""
    return select(StructureRow.id).where(*is_listed(Listed()))


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
        .outerjoin(TerritoryRow, is_commune(StructureRow.commune_code))
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
