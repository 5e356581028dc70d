"""Whether what is published is what it was: a digest of rows, marks of who made it."""

from functools import cache

from sqlalchemy import func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from numna_geo.model.dataset import Dataset
from numna_geo.store.published.relation import Relation, relation_of
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import PublishedMarkRow


def marks() -> Filled:
    """One value: what all published rows were last made from, data and code."""
    return Filled(_marks(), {})


@cache
def _marks() -> Statement:
    made = func.concat(PublishedMarkRow.part, " ", PublishedMarkRow.made_from)
    every = func.string_agg(made, aggregate_order_by(literal_column("','"), made))
    return select(func.coalesce(every, "")).select_from(PublishedMarkRow)


def content(dataset: Dataset) -> Filled:
    """One value: a digest of every feature, geometry and all, whatever their order."""
    return Filled(_content(relation_of(dataset)), {})


@cache
def _content(relation: Relation) -> Statement:
    told = func.concat(relation.properties_json, relation.geometry_json)
    # Of each feature first: a text of all of them would have to fit in memory.
    digest = func.md5(told)
    every = func.string_agg(digest, aggregate_order_by(literal_column("''"), digest))
    return (
        select(func.coalesce(func.md5(every), ""))
        .select_from(relation.source)
        .where(*relation.where)
    )
