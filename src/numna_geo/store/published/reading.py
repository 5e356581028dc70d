"""Features of a dataset, by page, by one, or counted: text that is ready to be sent.

Statements are built once for all questions of the same form, and filled.
"""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    Integer,
    Text,
    bindparam,
    func,
    literal,
    select,
)

from numna_geo.model.dataset import Dataset, Kind
from numna_geo.store.published.keyset import (
    Place,
    Sort,
    following,
    order,
    place_values,
)
from numna_geo.store.published.question import CRS84, FeatureQuestion
from numna_geo.store.published.relation import Relation, relation_of
from numna_geo.store.published.selection import (
    Chosen,
    chosen,
    conditions,
    storable,
)
from numna_geo.store.published.shown import (
    Shown,
    as_bytes,
    columns,
    projected,
    texts,
)
from numna_geo.store.reading import Filled, Statement


@dataclass(frozen=True, slots=True)
class Start:
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
    start = Start(
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
    return Filled(_page(asked, _shown(question), start), filled, _blamed(question))


def feature(
    dataset: Dataset, fid: str, *, srid: int = CRS84, lat_first: bool = False
) -> Filled:
    """One feature, as `features` tells it."""
    shown = Shown(None, True, srid, lat_first)
    return Filled(_one(relation_of(dataset), shown), {"asked": storable(fid)})


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
    shown = Shown(names, question.geometry, question.srid, lat_first=False)
    asked, filled = chosen(question)
    if limit is not None:
        filled["most"] = limit
    statement = _rows(asked, shown, question.sort, limited=limit is not None)
    return Filled(statement, filled, _blamed(question))


def _blamed(question: FeatureQuestion) -> str:
    # A filter may compute too large a number, or ask GEOS for what it cannot tell:
    # only rows show it.
    return "filter" if question.condition is not None else ""


def _shown(question: FeatureQuestion) -> Shown:
    return Shown(
        question.properties, question.geometry, question.srid, question.lat_first
    )


@lru_cache(maxsize=256)
def _page(asked: Chosen, shown: Shown, start: Start) -> Statement:
    relation = asked.relation
    met = conditions(asked)
    if start.unknown is not None:
        met.append(following(relation, start.sort, start.unknown, start.kinds))
    sorted_by = order(relation, start.sort)
    keys = [relation.columns[n].label(f"k{i}") for i, (n, _) in enumerate(start.sort)]
    most = bindparam("most", None, Integer)
    if not start.skips:
        every = select(*texts(relation, shown), *keys).select_from(relation.source)
        return _sent(every.where(*met).order_by(*sorted_by).limit(most), start.sort)
    # What is told of a feature is not made for those that are passed over.
    here = select(relation.fid.label("fid")).select_from(relation.source).where(*met)
    skipped = here.order_by(*sorted_by).offset(bindparam("offset", None, Integer))
    found = skipped.limit(most).subquery()
    source = relation.source.join(found, found.c.fid == relation.fid)
    whole = select(*columns(relation, shown), *keys).select_from(source)
    return whole.where(*relation.where).order_by(*sorted_by)


def _sent(page: Statement, sort: Sort) -> Statement:
    """A page as bytes: long texts are not fetched for features that it leaves out."""
    found = page.subquery()
    fid, properties, geometry, *keys = found.c
    sorted_by = [
        (key.desc() if down else key.asc()).nulls_last()
        for key, (_, down) in zip(keys, sort, strict=True)
    ]
    sent = select(fid, as_bytes(properties), as_bytes(geometry), *keys)
    return sent.order_by(*sorted_by, fid)


@lru_cache(maxsize=64)
def _one(relation: Relation, shown: Shown) -> Statement:
    this = relation.fid == bindparam("asked", None, Text)
    told = columns(relation, shown)
    return select(*told).select_from(relation.source).where(*relation.where, this)


@lru_cache(maxsize=256)
def _count(asked: Chosen, *, capped: bool) -> Statement:
    met = conditions(asked)
    found = select(literal(1)).select_from(asked.relation.source).where(*met)
    if capped:
        found = found.limit(bindparam("most", None, Integer))
    return select(func.count()).select_from(found.subquery())


@lru_cache(maxsize=256)
def _rows(asked: Chosen, shown: Shown, sort: Sort, *, limited: bool) -> Statement:
    relation = asked.relation
    names = shown.properties or ()
    told = [relation.columns[name].label(name) for name in names]
    if shown.geometry:
        shape = projected(relation.geometry, shown.srid)
        told.append(func.ST_AsBinary(shape).label("geometry"))
    found = select(*told).select_from(relation.source).where(*conditions(asked))
    found = found.order_by(*order(relation, sort))
    return found.limit(bindparam("most", None, Integer)) if limited else found
