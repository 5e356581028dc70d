import csv
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, text
from tests.conftest import passing

from numna_geo.bundle import DATA
from numna_geo.errors import SourceUnreadable
from numna_geo.private_db.place import Place
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine, connect
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.load_bundled import Loaded, load_bundled
from numna_geo.usecases.measure_gaps import measure_gaps

LIST = "tiers_lieux_cget_2019.csv"
LOST, BICOQUE = "112", "214"
"""Two rows of it that are in no other list."""

LISTS = sum(
    (DATA / f"{source.key}.csv").exists()
    for source in catalogue(DATA).values()
    if source.family == "structures"
)


def load(engine: Engine, folder: Path) -> Loaded:
    return load_bundled(engine, folder, say=lambda _: None)


def everything(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM structures ORDER BY id"))
        return [tuple(row) for row in rows]


@dataclass(frozen=True)
class Ids:
    lives: set[str]
    leads: dict[str, str]


def lives_and_leads(engine: Engine) -> Ids:
    with engine.connect() as connection:
        lives = set(connection.scalars(text("SELECT id FROM structures")))
        redirects = connection.execute(text("SELECT * FROM structure_redirects"))
        return Ids(lives, {row.old_id: row.structure_id for row in redirects})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or ())
    change(rows)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)


def test_the_same_data_twice_changes_nothing(own_url: str) -> None:
    engine = connect(own_url)
    before = everything(engine)

    second = load(engine, DATA)

    assert (second.changed, second.data_version) == (False, 1)
    assert everything(engine) == before
    assert not measure_gaps(engine, travel=Estimate(), say=lambda _: None).changed
    engine.dispose()


def test_a_damaged_file_leaves_the_tables_as_they_were(
    own_url: str, folder: Path
) -> None:
    engine = connect(own_url)
    before = everything(engine)
    (folder / LIST).write_text("record_key,name\n1,Le Mille\n")

    with pytest.raises(SourceUnreadable, match=LIST):
        load(engine, folder)

    assert everything(engine) == before
    engine.dispose()


@dataclass(frozen=True)
class Turn:
    """What a release made of an empty database, or of that of the release before."""

    loads: list[Loaded]
    ids: Ids
    imports: int
    rejected: list[Row[Any]]
    bicoque: Row[Any]


def turn(engine: Engine, loads: list[Loaded]) -> Turn:
    with engine.connect() as connection:
        return Turn(
            loads,
            lives_and_leads(engine),
            connection.scalar(text("SELECT count(*) FROM imports")) or 0,
            list(
                connection.execute(
                    text("SELECT * FROM import_rows WHERE action = 'rejected'")
                )
            ),
            connection.execute(
                text(
                    "SELECT status, closed_on, position_precision,"
                    " ST_X(position::geometry) AS lon FROM structures WHERE id = :id"
                ),
                {"id": f"tiers_lieux_cget_2019-{BICOQUE}"},
            ).one(),
        )


@pytest.fixture(scope="module")
def turns(place: Place, tmp_path_factory: pytest.TempPathFactory) -> list[Turn]:
    """Three releases, one after the other: their readers share these long loads.

    The first, which two loads at once bring, does not link Le Node to any other place,
    nor knows CreaLAB. A row of it cannot be placed, and La Bicoque lies in
    Strasbourg. The second says that Weecolab is Le Node, knows CreaLAB, and no longer
    lists La Bicoque. The third is the second without that link, and lists it again.
    """
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("release") / "data"))
    curated, theirs = folder / "support_structures.csv", folder / LIST

    def astray(rows: list[dict[str, str]]) -> None:
        lost, moved = _row(rows, LOST), _row(rows, BICOQUE)
        lost["commune_code"], lost["lon"], lost["lat"] = "99999", "", ""
        lost["postcode"], lost["city"] = "", "Nulle-Part"
        moved["lon"], moved["lat"] = "7.75", "48.58"  # 760 km from Bordeaux

    def same_as(other: str) -> Callable[[list[dict[str, str]]], None]:
        def change(rows: list[dict[str, str]]) -> None:
            _row(rows, "aquinum-le-node")["same_as"] = other

        return change

    with passing(place, f"released_{os.getpid()}", template="migrated") as url:
        engine = connect(url)
        rewrite(theirs, astray)
        rewrite(curated, same_as(""))
        rewrite(curated, lambda rows: rows.remove(_row(rows, "crealab-angouleme")))
        with ThreadPoolExecutor() as together:
            done = list(together.map(lambda _: load(engine, folder), range(2)))
        first = turn(engine, done)
        for name in (curated.name, theirs.name):
            shutil.copy(DATA / name, folder / name)
        rewrite(theirs, lambda rows: rows.remove(_row(rows, BICOQUE)))
        rewrite(curated, same_as("tiers_lieux_cget_2019:24"))
        second = turn(engine, [load(engine, folder)])
        shutil.copy(DATA / LIST, folder / LIST)
        rewrite(curated, same_as(""))
        third = turn(engine, [load(engine, folder)])
        engine.dispose()
    return [first, second, third]


def test_two_loads_at_once_are_one_load(turns: list[Turn]) -> None:
    first, *_ = turns

    assert sorted(loaded.changed for loaded in first.loads) == [False, True]
    assert {loaded.data_version for loaded in first.loads} == {1}
    assert first.imports == LISTS


def test_a_structure_that_vanished_is_closed_and_comes_back_with_its_id(
    turns: list[Turn],
) -> None:
    there, gone, back = (turn.bicoque for turn in turns)

    assert (there.status, there.closed_on) == ("unknown", None)
    assert gone.status == "closed"
    assert gone.closed_on is not None
    assert (back.status, back.closed_on) == ("unknown", None)


def test_ids_stay_and_old_ones_lead_on_when_places_merge_and_part(
    turns: list[Turn],
) -> None:
    weecolab, node = "tiers_lieux_cget_2019-24", "support_structures-aquinum-le-node"
    before, together, apart = (turn.ids for turn in turns)

    # Both ids were published: the most trusted one stays, the other leads to it.
    assert {weecolab, node} <= before.lives
    assert together.leads[weecolab] == node
    assert weecolab not in together.lives
    assert {weecolab, node} <= apart.lives
    assert weecolab not in apart.leads


def test_a_published_id_survives_a_more_trusted_newcomer(turns: list[Turn]) -> None:
    before, *later = (turn.ids for turn in turns)

    published = "tiers_lieux_cget_2019-1257"
    assert published in before.lives
    for found in later:
        assert published in found.lives
        assert found.leads["support_structures-crealab-angouleme"] == published


def test_a_row_that_cannot_be_placed_is_rejected_with_its_reason(
    turns: list[Turn],
) -> None:
    first, *_ = turns

    (loaded,) = (loaded for loaded in first.loads if loaded.changed)
    (cget,) = (r for r in loaded.reports if r.source == "tiers_lieux_cget_2019")
    assert (cget.read, cget.kept, cget.rejected) == (278, 277, 1)
    (rejected,) = first.rejected
    assert (rejected.record_key, rejected.column_name) == (LOST, "commune_code")
    assert "99999" in str(rejected.value)


def test_a_point_far_outside_its_commune_is_not_believed(turns: list[Turn]) -> None:
    first, *_ = turns

    assert first.bicoque.position_precision == "commune"
    assert first.bicoque.lon == pytest.approx(-0.57, abs=0.05)


def _row(rows: list[dict[str, str]], key: str) -> dict[str, str]:
    return next(row for row in rows if row["record_key"] == key)
