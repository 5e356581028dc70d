"""What the list of today no longer names closes, though an older edition names it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.usecases.states import marks
from tests.usecases.upgrades import (
    Row,
    load_file,
    release,
    rows,
    rows_of,
    upgrade,
    written,
)

from numna_geo.bundle import DATA
from numna_geo.errors import ImportRefused, SourceUnreadable
from numna_geo.sources.source import Source, catalogue
from numna_geo.sources.table import write_table
from numna_geo.store.database import Engine, connect, writing

OLD, NEW = "france_services_2024", "france_services"
CLOSED = "1196"
"""Monpazier, one of the 37 of the Dordogne: no other list names it."""

Keep = Callable[[Row], bool]


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = connect(own_url)
    yield engine
    engine.dispose()


def list_of_today(folder: Path, keep: Keep) -> Path:
    """Those of the old list that are kept, under keys of their own."""
    kept = [row for row in rows_of(DATA / f"{OLD}.csv") if keep(row)]
    for row in kept:
        row["record_key"] = f"n{row['record_key']}"
    return written(folder / "liste.csv", kept)


def all_but_one(row: Row) -> bool:
    return row["record_key"] != CLOSED


def in_dordogne(row: Row) -> bool:
    return row["commune_code"].startswith("24")


def open_ids(engine: Engine, *, dordogne: bool = True) -> set[str]:
    """Structures that are open, of those that the old list named first."""
    asked = (
        "SELECT id FROM structures WHERE closed_on IS NULL AND id LIKE :old"
        " AND (left(commune_code, 2) = '24') = :dordogne"
    )
    found = rows(engine, asked, old=f"{OLD}-%", dordogne=dordogne)
    return {id for (id,) in found}


def load_today(engine: Engine, path: Path, **how: bool) -> None:
    assert load_file(engine, NEW, path, format="template", **how).changed


def test_a_place_that_only_the_older_edition_names_closes_and_the_others_keep_their_id(
    engine: Engine, tmp_path: Path
) -> None:
    before = open_ids(engine)

    load_today(engine, list_of_today(tmp_path, all_but_one))

    assert f"{OLD}-{CLOSED}" in before
    assert open_ids(engine) == before - {f"{OLD}-{CLOSED}"}
    asked = "SELECT status, closed_on FROM structures WHERE id = :id"
    ((status, closed_on),) = rows(engine, asked, id=f"{OLD}-{CLOSED}")
    assert (status, closed_on) == ("closed", _today(engine))


def _today(engine: Engine) -> date:
    ((day,),) = rows(
        engine,
        "SELECT (max(imported_at) AT TIME ZONE 'UTC')::date FROM imports",
    )
    assert isinstance(day, date)
    return day


def test_the_same_list_twice_changes_nothing_after_it_closed_a_place(
    engine: Engine, tmp_path: Path
) -> None:
    path = list_of_today(tmp_path, all_but_one)
    load_today(engine, path)
    before = marks(engine)

    again = load_file(engine, NEW, path, format="template")

    assert not again.changed
    assert marks(engine) == before


def test_neither_a_release_nor_its_own_file_opens_again_what_a_newer_list_closed(
    engine: Engine, tmp_path: Path
) -> None:
    load_today(engine, list_of_today(tmp_path, all_but_one))
    with writing(engine) as connection:
        connection.execute(
            text(
                "UPDATE records SET gone_on = '2026-01-01' WHERE gone_on IS NOT NULL;"
                "UPDATE structures SET closed_on = '2026-01-01'"
                " WHERE closed_on IS NOT NULL"
            )
        )
    asked = "SELECT id, status, closed_on FROM structures ORDER BY id"
    before = rows(engine, asked)

    def with_one_more(table: list[Row]) -> None:
        table.append({**table[0], "record_key": "new"})

    upgrade(engine, release(tmp_path, **{OLD: with_one_more}))
    by_hand = load_file(engine, OLD, DATA / f"{OLD}.csv", format="template")

    assert rows(engine, asked) == before
    assert not by_hand.changed


def test_a_newer_list_closes_nothing_where_it_does_not_speak(
    engine: Engine, tmp_path: Path
) -> None:
    elsewhere = open_ids(engine, dordogne=False)

    load_today(
        engine,
        list_of_today(tmp_path, lambda row: in_dordogne(row) and all_but_one(row)),
    )

    assert open_ids(engine, dordogne=False) == elsewhere
    assert f"{OLD}-{CLOSED}" not in open_ids(engine)


def _a_third(row: Row) -> bool:
    return not in_dordogne(row) or int(row["record_key"]) % 3 == 0


def test_a_list_that_is_cut_in_a_department_is_refused(
    engine: Engine, tmp_path: Path
) -> None:
    path = list_of_today(tmp_path, _a_third)
    before = marks(engine)

    with pytest.raises(ImportRefused) as refused:
        load_file(engine, NEW, path, format="template")

    assert "places of the department 24, where france_services_2024" in str(
        refused.value
    )
    assert "--shrinks" in str(refused.value)
    assert marks(engine) == before


def test_shrinks_closes_them_and_partial_closes_none(
    engine: Engine, tmp_path: Path
) -> None:
    path = list_of_today(tmp_path, _a_third)
    before = open_ids(engine)

    load_today(engine, path, partial=True)
    in_part = open_ids(engine)
    # Not a record of the file changes, and the older edition closes all the same.
    load_today(engine, path, shrinks=True)

    assert in_part == before
    assert len(open_ids(engine)) < len(before) / 2


def test_the_catalogue_names_older_editions_that_are_trusted_less() -> None:
    listed = catalogue(DATA)
    pairs = {s.key: s.supersedes for s in listed.values() if s.supersedes}

    assert pairs == {
        "france_services": "france_services_2024",
        "mediation_numerique": "mediation_numerique_charente_2023",
        "data_inclusion_structures": "data_inclusion_2023",
        "data_inclusion_services": "data_inclusion_2023",
    }


@pytest.mark.parametrize(
    ("supersedes", "rank", "told"),
    [
        ("nobody", 1, "row 2 (newer): supersedes 'nobody'; expected the key of a"),
        ("newer", 1, "row 2 (newer): supersedes 'newer'; expected the key of a"),
        ("older", 3, "row 2 (newer): expected to be trusted before older"),
    ],
)
def test_a_source_supersedes_one_that_comes_before_and_is_trusted_less(
    tmp_path: Path, supersedes: str, rank: int, told: str
) -> None:
    older: Source = replace(catalogue(DATA)[OLD], key="older", rank=2)
    newer = replace(older, key="newer", rank=rank, supersedes=supersedes)
    write_table(tmp_path / "sources.csv", Source, [older, newer])

    with pytest.raises(SourceUnreadable) as refused:
        catalogue(tmp_path)

    assert told in str(refused.value)
