"""What a source is worth is followed at once: its licence, its rank, its date."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.usecases.lists import a_row, a_source, load, one, written
from tests.usecases.states import marks

from numna_geo.sources.source import Source
from numna_geo.store import records, structure_details
from numna_geo.store.database import Engine, connect
from numna_geo.usecases.decide_matches import take_decision


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = connect(own_url)
    yield engine
    engine.dispose()


@pytest.fixture
def list_of_30(tmp_path: Path) -> Path:
    return written(tmp_path / "liste.csv", [a_row(n) for n in range(30)])


def in_doubt(source: Source) -> Source:
    return replace(source, licence="à confirmer", redistributable=False)


def given_away(engine: Engine) -> int:
    query = (
        "SELECT count(*) AS n FROM structures"
        " WHERE redistributable AND source_key LIKE '%_liste'"
    )
    return int(one(engine, query).n)


def test_a_licence_that_comes_in_doubt_closes_what_was_open_and_back(
    engine: Engine, list_of_30: Path
) -> None:
    load(engine, list_of_30)

    closed = load(engine, list_of_30, source=in_doubt(a_source()))

    assert closed.changed
    assert closed.matched is not None
    assert len(closed.matched.written.changed) == 30
    assert given_away(engine) == 0
    load(engine, list_of_30)
    assert given_away(engine) == 30


def test_a_dry_run_of_another_licence_changes_nothing(
    engine: Engine, list_of_30: Path
) -> None:
    load(engine, list_of_30)
    before = marks(engine)

    loaded = load(engine, list_of_30, source=in_doubt(a_source()), dry_run=True)

    assert loaded.changed
    assert marks(engine) == before


def test_another_rank_changes_who_is_believed(engine: Engine, tmp_path: Path) -> None:
    mine, theirs = a_source("ma_liste"), a_source("sa_liste")
    load(engine, written(tmp_path / "a.csv", [a_row(1)]), source=mine)
    other = written(tmp_path / "b.csv", [a_row(1, name="Atelier BBBB 1 bis")])
    load(engine, other, source=theirs)
    asked = "SELECT name FROM structures WHERE id = 'ma_liste-1'"
    assert one(engine, asked).name == "Atelier BBBB 1"

    load(engine, other, source=replace(theirs, rank=99))

    assert one(engine, asked).name == "Atelier BBBB 1 bis"


def test_a_newer_date_of_a_source_makes_its_contacts_the_fresher(
    engine: Engine, tmp_path: Path
) -> None:
    mine, theirs = a_source("ma_liste"), a_source("sa_liste")
    load(engine, written(tmp_path / "a.csv", [a_row(1)]), source=mine)
    other = written(tmp_path / "b.csv", [a_row(1, phone="05 55 52 00 99")])
    load(engine, other, source=theirs)
    take_decision(engine, "ma_liste:1", "sa_liste:1", same=True, reason=None)
    asked = "SELECT phone FROM structures WHERE id = 'ma_liste-1'"
    assert one(engine, asked).phone == "+33555520001"

    load(engine, other, source=replace(theirs, published_on=date(2026, 1, 1)))

    assert one(engine, asked).phone == "+33555520099"


def test_a_list_in_doubt_alone_keeps_a_place_that_the_open_list_dropped_for_itself(
    engine: Engine, tmp_path: Path
) -> None:
    rows = [a_row(n) for n in range(10)]
    whole = written(tmp_path / "a.csv", rows)
    load(engine, whole)
    load(engine, whole, source=in_doubt(a_source("sa_liste")))
    assert given_away(engine) == 10

    load(engine, written(tmp_path / "b.csv", rows[1:]))

    asked = "SELECT * FROM structures WHERE id = 'ma_liste-0'"
    place = one(engine, asked)
    assert (place.redistributable, place.closed_on) == (False, None)
    assert given_away(engine) == 9
    load(engine, whole)
    assert one(engine, asked).redistributable


def test_of_two_lists_as_trusted_with_one_key_the_first_is_the_same_everywhere(
    engine: Engine, tmp_path: Path
) -> None:
    whole = written(tmp_path / "a.csv", [a_row(n) for n in range(8)])
    for key in ("zone_liste", "autre_liste"):
        load(engine, whole, source=a_source(key))

    with engine.connect() as connection:
        # A planner of another mood.
        connection.execute(text("SET enable_hashjoin = off"))
        every = [
            kept.record.source
            for kept in records.every(connection)
            if kept.record.source.endswith("_liste")
        ]
        shown = structure_details.records("zone_liste-3")
        told = connection.execute(shown.statement, shown.values).all()

    assert every == ["autre_liste", "zone_liste"] * 8
    assert [row.source_key for row in told] == ["autre_liste", "zone_liste"]
    place = one(engine, "SELECT source_key FROM structures WHERE id = 'zone_liste-3'")
    assert place.source_key == "autre_liste"
