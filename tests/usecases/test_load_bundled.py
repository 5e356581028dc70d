import csv
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.conftest import passing

from numna_geo.bundle import DATA
from numna_geo.errors import SourceUnreadable
from numna_geo.private_db.place import Place
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Connection, Engine, connect
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.load_bundled import Loaded, load_bundled
from numna_geo.usecases.measure_gaps import measure_gaps

LIST = "tiers_lieux_cget_2019.csv"
MOVED = "214"
"""La Bicoque, in Bordeaux."""

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


def test_a_structure_that_vanished_is_closed_and_comes_back_with_its_id(
    own_url: str, folder: Path
) -> None:
    engine = connect(own_url)
    rewrite(folder / LIST, lambda rows: rows.remove(_row(rows, "24")))
    asked = text("SELECT status, closed_on FROM structures WHERE id = :id")
    weecolab = {"id": "tiers_lieux_cget_2019-24"}

    load(engine, folder)
    with engine.connect() as connection:
        gone = connection.execute(asked, weecolab).one()
    load(engine, DATA)
    with engine.connect() as connection:
        back = connection.execute(asked, weecolab).one()

    assert gone.status == "closed"
    assert gone.closed_on is not None
    assert (back.status, back.closed_on) == ("unknown", None)
    engine.dispose()


def test_ids_stay_and_old_ones_lead_on_when_places_merge_and_part(
    scratch_url: str, folder: Path
) -> None:
    engine = connect(scratch_url)
    weecolab = "tiers_lieux_cget_2019-24"
    curated = folder / "support_structures.csv"

    def merge(rows: list[dict[str, str]]) -> None:
        _row(rows, "aquinum-le-node")["same_as"] = "tiers_lieux_cget_2019:24"

    def part(rows: list[dict[str, str]]) -> None:
        _row(rows, "aquinum-le-node")["same_as"] = ""

    rewrite(curated, part)
    load(engine, folder)
    rewrite(curated, merge)
    load(engine, folder)
    together = lives_and_leads(engine)
    rewrite(curated, part)
    load(engine, folder)
    apart = lives_and_leads(engine)

    # Both ids were published: the most trusted one stays, the other leads to it.
    node = "support_structures-aquinum-le-node"
    assert together.leads[weecolab] == node
    assert weecolab not in together.lives
    assert {weecolab, node} <= apart.lives
    assert weecolab not in apart.leads
    engine.dispose()


def test_a_published_id_survives_a_more_trusted_newcomer(
    scratch_url: str, folder: Path
) -> None:
    engine = connect(scratch_url)
    curated = folder / "support_structures.csv"
    whole = curated.read_text()
    rewrite(curated, lambda rows: rows.remove(_row(rows, "crealab-angouleme")))
    load(engine, folder)

    curated.write_text(whole)
    load(engine, folder)

    found = lives_and_leads(engine)
    assert "tiers_lieux_cget_2019-1257" in found.lives
    assert (
        found.leads["support_structures-crealab-angouleme"]
        == "tiers_lieux_cget_2019-1257"
    )
    engine.dispose()


def test_two_loads_at_once_are_one_load(scratch_url: str) -> None:
    engine = connect(scratch_url)

    with ThreadPoolExecutor() as together:
        done = list(together.map(lambda _: load(engine, DATA), range(2)))

    assert sorted(loaded.changed for loaded in done) == [False, True]
    assert {loaded.data_version for loaded in done} == {1}
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM imports")) == LISTS
    engine.dispose()


@pytest.fixture(scope="module")
def lost_and_moved(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Loaded, Connection]]:
    """A release where one row cannot be placed, and one lies in Strasbourg."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("release") / "data"))

    def change(rows: list[dict[str, str]]) -> None:
        lost, moved = _row(rows, "24"), _row(rows, MOVED)
        lost["commune_code"], lost["lon"], lost["lat"] = "99999", "", ""
        lost["postcode"], lost["city"] = "", "Nulle-Part"
        moved["lon"], moved["lat"] = "7.75", "48.58"  # 760 km from Bordeaux

    rewrite(folder / LIST, change)
    with passing(place, f"released_{os.getpid()}", template="migrated") as url:
        engine = connect(url)
        loaded = load(engine, folder)
        with engine.connect() as connection:
            yield loaded, connection
        engine.dispose()


def test_a_row_that_cannot_be_placed_is_rejected_with_its_reason(
    lost_and_moved: tuple[Loaded, Connection],
) -> None:
    loaded, connection = lost_and_moved

    (cget,) = (r for r in loaded.reports if r.source == "tiers_lieux_cget_2019")
    assert (cget.read, cget.kept, cget.rejected) == (278, 277, 1)
    rejected = connection.execute(
        text("SELECT * FROM import_rows WHERE action = 'rejected'")
    ).one()
    assert (rejected.record_key, rejected.column_name) == ("24", "commune_code")
    assert "99999" in str(rejected.value)


def test_a_point_far_outside_its_commune_is_not_believed(
    lost_and_moved: tuple[Loaded, Connection],
) -> None:
    _, connection = lost_and_moved

    row = connection.execute(
        text(
            "SELECT position_precision, ST_X(position::geometry) AS lon"
            f" FROM structures WHERE id = 'tiers_lieux_cget_2019-{MOVED}'"
        )
    ).one()
    assert row.position_precision == "commune"
    assert row.lon == pytest.approx(-0.57, abs=0.05)


def _row(rows: list[dict[str, str]], key: str) -> dict[str, str]:
    return next(row for row in rows if row["record_key"] == key)
