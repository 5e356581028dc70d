"""Statements that are built once, and filled with new values each time."""

import asyncio

from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.territory import Level
from numna_geo.store import nearby_candidates, structures, territories
from numna_geo.store.reading import Reader
from numna_geo.store.structure_filters import Listed

GUERET, BORDEAUX = Position(lon=1.8713, lat=46.1702), Position(lon=-0.58, lat=44.84)


def test_one_statement_serves_every_position_commune_and_number() -> None:
    here = nearby_candidates.nearest(GUERET, Wanted(), "23096", most=5)
    there = nearby_candidates.nearest(BORDEAUX, Wanted(), "33063", most=50)

    assert here.statement is there.statement
    assert here.values != there.values


def test_other_filters_have_another_statement() -> None:
    one, other = (
        nearby_candidates.nearest(GUERET, Wanted(families=(family,)), None, most=5)
        for family in (Family.SUPPORT, Family.HOST)
    )

    assert one.statement is not other.statement


def test_one_statement_describes_any_structures() -> None:
    one, other = structures.described(["a"]), structures.described(["b", "c"])

    assert one.statement is other.statement
    assert one.values != other.values


def test_the_same_list_is_built_once() -> None:
    one = structures.page(Listed(categories=(Category.FAB_LAB,)), after=None, limit=9)
    same = structures.page(Listed(categories=(Category.FAB_LAB,)), after=None, limit=9)
    other = structures.page(Listed(), after="x", limit=10)

    assert one.statement is same.statement
    assert one.statement is not other.statement


def test_one_statement_serves_every_box_and_page() -> None:
    one = structures.page(Listed(bbox=(0, 44, 1, 45)), after=None, limit=9)
    other = structures.page(Listed(bbox=(1, 44, 2, 45)), after="x", limit=10)

    assert one.statement is other.statement
    assert one.values != other.values


def test_values_are_those_of_each_question(loaded_url: str) -> None:
    codes = ["23096", "33063", "16230"] * 20

    async def names() -> list[str]:
        reader = Reader(loaded_url, size=4, statement_timeout_s=60, wait_s=60)
        rows = await asyncio.gather(
            *(reader.row(territories.one(Level.COMMUNE, code)) for code in codes)
        )
        await reader.close()
        return [row["name"] for row in rows if row]

    assert asyncio.run(names()) == ["Guéret", "Bordeaux", "Montmoreau"] * 20
