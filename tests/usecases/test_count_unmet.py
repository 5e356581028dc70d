"""What is looked for in vain is counted: a commune, a need and a day, no more."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from numna_geo.errors import DatabaseUnavailable
from numna_geo.model.category import NETWORK_OF_PLACES, SUPPORT, Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Need
from numna_geo.model.territory import Level
from numna_geo.store import unmet_needs
from numna_geo.store.reading import Reader
from numna_geo.store.unmet_needs import UnmetNeed, UnmetWriter
from numna_geo.usecases.count_unmet import UnmetNeeds, needs
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Interlocutors, NothingNear, Search
from numna_geo.usecases.time_nearby import CROW

DAY = date(2026, 11, 26)
MADE_MAKING = UnmetNeed(DAY, "23096", "making")
SEARCH = Search(
    place=Place(
        position=Position(lon=1.8713, lat=46.1702),
        precision="point",
        label=None,
        commune_code="23096",
        commune="Guéret",
    ),
    wanted=Wanted(needs=(Need.MAKING,)),
    now=datetime(2026, 11, 26, 23, 59, tzinfo=ZoneInfo("Europe/Paris")),
)
NOBODY = Interlocutors(
    results=(),
    engine=CROW,
    nothing_near=NothingNear(max_min=30.0, asked=False, nearest=None),
    is_unmet=True,
)


class Table:
    """Where counts go; `away` refuses them, as a database that is down."""

    def __init__(self) -> None:
        self.away, self.held = False, dict[UnmetNeed, int]()
        self.added = asyncio.Event()

    async def add(self, counts: Mapping[UnmetNeed, int]) -> None:
        if self.away:
            raise DatabaseUnavailable("away")
        for one, times in counts.items():
            self.held[one] = self.held.get(one, 0) + times
        self.added.set()


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def unmet(table: Table) -> UnmetNeeds:
    return UnmetNeeds(table.add)


WANTED = {
    "a need": (
        Wanted(needs=(Need.MAKING,), categories=(Category.FAB_LAB,)),
        ["making"],
    ),
    "a family": (Wanted(families=(Family.SUPPORT,)), ["family:support"]),
    "each of its categories": (Wanted(categories=SUPPORT), ["family:support"]),
    "places but France Services": (
        Wanted(categories=NETWORK_OF_PLACES),
        ["family:host"],
    ),
    "categories": (
        Wanted(categories=(Category.FAB_LAB, Category.COWORKING)),
        ["category:fab_lab", "category:coworking"],
    ),
    "nothing": (Wanted(), []),
}


@pytest.mark.parametrize(("wanted", "counted"), WANTED.values(), ids=WANTED.keys())
def test_a_question_counts_as_what_it_asked(wanted: Wanted, counted: list[str]) -> None:
    assert list(needs(wanted)) == counted


def test_only_what_found_nobody_counts(unmet: UnmetNeeds) -> None:
    unmet.note(SEARCH, replace(NOBODY, is_unmet=False))
    unmet.note(replace(SEARCH, place=replace(SEARCH.place, commune_code=None)), NOBODY)
    assert unmet.waiting == {}

    unmet.note(SEARCH, NOBODY)
    unmet.note(SEARCH, NOBODY)
    assert unmet.waiting == {MADE_MAKING: 2}


def test_counts_wait_while_the_database_is_away(
    unmet: UnmetNeeds, table: Table
) -> None:
    async def day() -> None:
        table.away = True
        unmet.note(SEARCH, NOBODY)
        await unmet.write()
        unmet.note(SEARCH, NOBODY)
        assert (table.held, unmet.waiting) == ({}, {MADE_MAKING: 2})
        table.away = False
        await unmet.write()
        await unmet.write()

    asyncio.run(day())

    assert (table.held, unmet.waiting) == ({MADE_MAKING: 2}, {})


def test_no_more_than_so_many_wait(table: Table) -> None:
    unmet = UnmetNeeds(table.add, most=1)
    elsewhere = replace(SEARCH, place=replace(SEARCH.place, commune_code="87085"))

    for one in (SEARCH, elsewhere, SEARCH):
        unmet.note(one, NOBODY)

    assert unmet.waiting == {MADE_MAKING: 2}


def test_counts_are_written_now_and_then_and_at_the_end(table: Table) -> None:
    async def day() -> None:
        unmet = UnmetNeeds(table.add, every_s=0.01)
        unmet.start()
        unmet.note(SEARCH, NOBODY)
        await asyncio.wait_for(table.added.wait(), timeout=60)
        unmet.note(SEARCH, NOBODY)
        await unmet.stop()

    asyncio.run(day())

    assert table.held == {MADE_MAKING: 2}


def test_planners_read_months_and_no_few_of_a_commune(own_url: str) -> None:
    counts = {
        MADE_MAKING: 2,
        UnmetNeed(date(2026, 11, 2), "23096", "making"): 1,
        UnmetNeed(DAY, "23096", "funding"): 2,
        UnmetNeed(DAY, "23008", "making"): 4,
        UnmetNeed(date(2026, 10, 31), "23008", "making"): 5,
        UnmetNeed(DAY, "87085", "category:fab_lab"): 3,
    }

    async def told(level: Level, within: tuple[Level, str] | None) -> set[object]:
        rows = await reader.rows(unmet_needs.totals(level, within, date(2026, 11, 1)))
        return {(row["code"], row["need"], row["times"]) for row in rows}

    async def all_of_it() -> list[set[object]]:
        writer = UnmetWriter(own_url, wait_s=60)
        await writer.add(counts)
        await writer.add({MADE_MAKING: 1})
        found = [
            await told(Level.COMMUNE, None),
            await told(Level.DEPARTEMENT, None),
            await told(Level.COMMUNE, (Level.DEPARTEMENT, "87")),
        ]
        await reader.close()
        return found

    reader = Reader(own_url, size=1, statement_timeout_s=60, wait_s=60)
    communes, departments, around_limoges = asyncio.run(all_of_it())

    in_limoges = ("87085", "category:fab_lab", 3)
    assert communes == {("23096", "making", 4), ("23008", "making", 4), in_limoges}
    assert departments == {
        ("23", "making", 8),
        ("23", "funding", 2),
        ("87", "category:fab_lab", 3),
    }
    assert around_limoges == {in_limoges}


def test_a_defect_neither_loses_a_count_nor_ends_the_counting(table: Table) -> None:
    failed = asyncio.Event()

    async def broken_once(counts: Mapping[UnmetNeed, int]) -> None:
        if not failed.is_set():
            failed.set()
            raise ZeroDivisionError
        await table.add(counts)

    async def day() -> None:
        unmet = UnmetNeeds(broken_once, every_s=0.01)
        unmet.start()
        unmet.note(SEARCH, NOBODY)
        await asyncio.wait_for(failed.wait(), timeout=60)
        await asyncio.wait_for(table.added.wait(), timeout=60)
        await unmet.stop()

    asyncio.run(day())

    assert table.held == {MADE_MAKING: 1}


def test_a_database_that_cannot_be_written_to_is_said_so(loaded_url: str) -> None:
    # asyncpg takes what it does not know for a setting of the session.
    also = "&" if "?" in loaded_url else "?"
    read_only = f"{loaded_url}{also}default_transaction_read_only=on"

    with pytest.raises(DatabaseUnavailable, match="ReadOnly"):
        asyncio.run(UnmetWriter(read_only, wait_s=60).add({MADE_MAKING: 1}))


def test_a_database_that_is_away_is_said_so() -> None:
    writer = UnmetWriter("postgresql://nobody@127.0.0.1:1/none", wait_s=1)

    with pytest.raises(DatabaseUnavailable):
        asyncio.run(writer.add({MADE_MAKING: 1}))


def test_each_need_of_a_question_counts_once() -> None:
    many = Wanted(needs=(Need.MAKING,) * 670)

    assert list(needs(many)) == ["making"]
    assert list(needs(Wanted(categories=(Category.FAB_LAB,) * 3))) == [
        "category:fab_lab"
    ]


def test_what_contradicts_itself_is_no_need() -> None:
    both = Wanted(
        families=(Family.SUPPORT,),
        categories=(Category.FAB_LAB,),
        needs=(Need.MAKING,),
    )

    assert list(needs(both)) == []
    assert list(needs(replace(both, families=(Family.SUPPORT, Family.HOST)))) == [
        "making"
    ]
