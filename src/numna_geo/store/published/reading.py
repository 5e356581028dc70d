"""Features of a dataset, by page, by one, or counted: text that is ready to be sent.

Statements are built once for all questions of the same form, and filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Integer,
    LargeBinary,
    Text,
    bindparam,
    func,
    literal,
    literal_column,
    null,
    select,
)
from sqlalchemy import cast as as_type

from numna_geo.model.dataset import Dataset, Kind
from numna_geo.store.published.keyset import (
    Place,
    Sort,
    following,
    order,
    place_values,
)
from numna_geo.store.published.question import CRS84, FeatureQuestion
from numna_geo.store.published.relation import Column, Relation, relation_of
from numna_geo.store.published.selection import (
    Chosen,
    chosen,
    conditions,
    storable,
)
from numna_geo.store.reading import Filled, Statement

# 10 cm in degrees, 1 cm in metres.
_DIGITS = {CRS84: 6}
_DIGITS_OF_METRES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """How features are told."""

    properties: tuple[str, ...] | None
    geometry: bool
    srid: int
    lat_first: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page begins: after a place, whose unknown values are marked, or not."""

    sort: Sort
    kinds: tuple[Kind, ...]
    unknown: tuple[bool, ...] | None
    skips: bool


def features(
    question: FeatureQuestion,
    *,
    after: Place | None = None,
    limit: int,
    offset: int = 0,
) -> Filled:
    """A page of features in the order asked for.

    Each row has `fid`, `properties` and `geometry` as bytes of JSON (null where there
    is none), and `k0`, `k1`… with the values that it is sorted by.

    Args:
        question: which features, told how.
        after: the place that they follow, see `keyset.place_text`.
        limit: at most so many.
        offset: so many are passed over, at a cost for each of them.
    """
    fields = question.dataset.by_name
    page = Page(
        question.sort,
        tuple(fields[name].kind for name, _ in question.sort),
        tuple(value is None for value in after[:-1]) if after else None,
        offset > 0,
    )
    asked, filled = chosen(question)
    filled["most"] = limit
    if after:
        filled |= place_values(after)
    if offset:
        filled["offset"] = offset
    return Filled(_page(asked, _told(question), page), filled, _blamed(question))


def feature(
    dataset: Dataset, fid: str, *, srid: int = CRS84, lat_first: bool = False
) -> Filled:
    """One feature, as `features` tells it."""
    told = Told(None, True, srid, lat_first)
    return Filled(_one(relation_of(dataset), told), {"asked": storable(fid)})


def matched(question: FeatureQuestion, *, most: int | None = None) -> Filled:
    """How many features there are, counted until there are more than `most`."""
    asked, filled = chosen(question)
    if most is not None:
        filled["most"] = most + 1
    return Filled(_count(asked, capped=most is not None), filled, _blamed(question))


def rows(question: FeatureQuestion, *, limit: int | None = None) -> Filled:
    """Features for a file: a typed column for each field told, and the identifier.

    `geometry` is WKB in the CRS asked for, x before y; there is none if none is asked.
    """
    names = question.properties
    if names is None:
        names = tuple(question.dataset.by_name)
    else:
        names = tuple(dict.fromkeys((question.dataset.identifier, *names)))
    told = Told(names, question.geometry, question.srid, lat_first=False)
    asked, filled = chosen(question)
    if limit is not None:
        filled["most"] = limit
    statement = _rows(asked, told, question.sort, limited=limit is not None)
    return Filled(statement, filled, _blamed(question))


def _blamed(question: FeatureQuestion) -> str:
    # A filter may compute too large a number, or ask GEOS for what it cannot tell:
    # only rows show it.
    return "filter" if question.condition is not None else ""


def _told(question: FeatureQuestion) -> Told:
    return Told(
        question.properties, question.geometry, question.srid, question.lat_first
    )


@lru_cache(maxsize=256)
def _page(asked: Chosen, told: Told, page: Page) -> Statement:
    relation = asked.relation
    met = conditions(asked)
    if page.unknown is not None:
        met.append(following(relation, page.sort, page.unknown, page.kinds))
    columns = _columns(relation, told)
    columns += [
        relation.columns[n].label(f"k{i}") for i, (n, _) in enumerate(page.sort)
    ]
    sorted_by = order(relation, page.sort)
    most = bindparam("most", None, Integer)
    if not page.skips:
        every = select(*columns).select_from(relation.source).where(*met)
        return every.order_by(*sorted_by).limit(most)
    # What is told of a feature is not made for those that are passed over.
    here = select(relation.fid.label("fid")).select_from(relation.source).where(*met)
    skipped = here.order_by(*sorted_by).offset(bindparam("offset", None, Integer))
    found = skipped.limit(most).subquery()
    source = relation.source.join(found, found.c.fid == relation.fid)
    whole = select(*columns).select_from(source).where(*relation.where)
    return whole.order_by(*sorted_by)


@lru_cache(maxsize=64)
def _one(relation: Relation, told: Told) -> Statement:
    this = relation.fid == bindparam("asked", None, Text)
    columns = _columns(relation, told)
    return select(*columns).select_from(relation.source).where(*relation.where, this)


@lru_cache(maxsize=256)
def _count(asked: Chosen, *, capped: bool) -> Statement:
    met = conditions(asked)
    found = select(literal(1)).select_from(asked.relation.source).where(*met)
    if capped:
        found = found.limit(bindparam("most", None, Integer))
    return select(func.count()).select_from(found.subquery())


@lru_cache(maxsize=256)
def _rows(asked: Chosen, told: Told, sort: Sort, *, limited: bool) -> Statement:
    relation = asked.relation
    names = told.properties or ()
    columns = [relation.columns[name].label(name) for name in names]
    if told.geometry:
        shape = _projected(relation.geometry, told.srid)
        columns.append(func.ST_AsBinary(shape).label("geometry"))
    found = select(*columns).select_from(relation.source).where(*conditions(asked))
    found = found.order_by(*order(relation, sort))
    return found.limit(bindparam("most", None, Integer)) if limited else found


def _columns(relation: Relation, told: Told) -> list[Column]:
    properties = relation.properties_json
    if told.properties is not None:
        properties = _some_properties(relation, told.properties)
    return [
        relation.fid.label("fid"),
        _bytes(properties).label("properties"),
        _bytes(_geometry(relation, told)).label("geometry"),
    ]


def _bytes(text: Column) -> Column:
    """A text as it is sent: read as text, a page is decoded and encoded for nothing."""
    encoded: Column = func.convert_to(text, _UTF8, type_=LargeBinary)
    return encoded


_UTF8: Column = literal_column("'UTF8'")


def _geometry(relation: Relation, told: Told) -> Column:
    if not told.geometry:
        return as_type(null(), Text)
    if told.srid == CRS84 and not told.lat_first:
        return relation.geometry_json
    shape = _projected(relation.geometry, told.srid)
    if told.lat_first:
        shape = func.ST_FlipCoordinates(shape)
    digits = _DIGITS.get(told.srid, _DIGITS_OF_METRES)
    # 0: no `crs` member, which GeoJSON no longer has.
    written: Column = func.ST_AsGeoJSON(shape, digits, 0)
    return written


def _projected(geometry: Column, srid: int) -> Column:
    return geometry if srid == CRS84 else func.ST_Transform(geometry, srid)


def _some_properties(relation: Relation, names: Sequence[str]) -> Column:
    """A JSON object of some fields; functions that make one take few of them."""
    parts: list[Any] = []
    for index, name in enumerate(names):
        value = as_type(func.to_json(relation.columns[name]), Text)
        key = f'{"," if index else ""}"{name}":'
        parts += [literal(key, Text), func.coalesce(value, "null")]
    text: Column = literal("{", Text)
    for part in [*parts, literal("}", Text)]:
        text = text.concat(part)
    return text
