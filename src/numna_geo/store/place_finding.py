"""Territories of any level whose name holds some words."""

from functools import cache

from sqlalchemy import ColumnElement, Integer, Text, bindparam, case, func, select

from numna_geo.model.naming import search_name
from numna_geo.model.territory import Level
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.tables import TerritoryRow


def named_like(words: str, *, most: int) -> Filled:
    """Those of the region, the very name first, by level, the biggest first.

    level, code, name, population, department_code. Words without a letter or a digit
    find nothing.
    """
    return Filled(_named_like(), {"words": search_name(words), "most": most})


_FIRST = (Level.REGION, Level.DEPARTEMENT, Level.COMMUNE, Level.EPCI)
"""Levels that people mean by a name before all others."""


def _rank_of_level() -> ColumnElement[int]:
    ranks = {level.value: i for i, level in enumerate(_FIRST)}
    return case(ranks, value=TerritoryRow.level, else_=len(_FIRST))


@cache
def _named_like() -> Statement:
    words = bindparam("words", None, Text)
    name = TerritoryRow.search_name
    return (
        select(
            TerritoryRow.level,
            TerritoryRow.code,
            TerritoryRow.name,
            TerritoryRow.population,
            TerritoryRow.department_code,
        )
        .where(TerritoryRow.in_region, words != "", func.strpos(name, words) > 0)
        .order_by(
            (name == words).desc(),
            _rank_of_level(),
            func.starts_with(name, words).desc(),
            TerritoryRow.population.desc().nulls_last(),
            TerritoryRow.key,
        )
        .limit(bindparam("most", None, Integer))
    )
