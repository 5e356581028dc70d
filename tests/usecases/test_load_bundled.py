import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from numna_geo.bundle import DATA
from numna_geo.errors import SourceUnreadable
from numna_geo.store.database import Engine, connect
from numna_geo.usecases.load_bundled import Loaded, load_bundled
from numna_geo.usecases.measure_gaps import measure_gaps

LIST = "tiers_lieux_cget_2019.csv"


def load(engine: Engine, folder: Path) -> Loaded:
    return load_bundled(engine, folder, say=lambda _: None)


def everything(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM structures ORDER BY id"))
        return [tuple(row) for row in rows]


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


def test_the_same_data_twice_changes_nothing(scratch_url: str) -> None:
    engine = connect(scratch_url)
    first = load(engine, DATA)
    before = everything(engine)

    second = load(engine, DATA)

    assert (first.changed, second.changed) == (True, False)
    assert first.data_version == second.data_version == 1
    assert everything(engine) == before
    assert measure_gaps(engine, say=lambda _: None)
    assert not measure_gaps(engine, say=lambda _: None)
    engine.dispose()


def test_a_damaged_file_leaves_the_tables_as_they_were(
    scratch_url: str, folder: Path
) -> None:
    engine = connect(scratch_url)
    load(engine, DATA)
    before = everything(engine)
    (folder / LIST).write_text("record_key,name\n1,Le Mille\n")

    with pytest.raises(SourceUnreadable, match=LIST):
        load(engine, folder)

    assert everything(engine) == before
    engine.dispose()


def test_a_structure_that_vanished_is_closed_and_comes_back_with_its_id(
    scratch_url: str, folder: Path
) -> None:
    engine = connect(scratch_url)
    load(engine, DATA)
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


def test_a_row_that_cannot_be_placed_is_rejected_with_its_reason(
    scratch_url: str, folder: Path
) -> None:
    engine = connect(scratch_url)

    def lose(rows: list[dict[str, str]]) -> None:
        row = _row(rows, "24")
        row["commune_code"], row["lon"], row["lat"] = "99999", "", ""

    rewrite(folder / LIST, lose)

    report = {r.source: r for r in load(engine, folder).reports}
    cget = report["tiers_lieux_cget_2019"]

    assert (cget.read, cget.kept, cget.rejected) == (278, 277, 1)
    (rejected,) = [row for row in cget.rows if row.action == "rejected"]
    assert (rejected.record_key, rejected.column_name) == ("24", "commune_code")
    assert "99999" in str(rejected.value)
    engine.dispose()


def test_a_point_far_outside_its_commune_is_not_believed(
    scratch_url: str, folder: Path
) -> None:
    engine = connect(scratch_url)

    def move(rows: list[dict[str, str]]) -> None:
        row = _row(rows, "24")
        row["lon"], row["lat"] = "7.75", "48.58"  # Strasbourg, 760 km from Bordeaux

    rewrite(folder / LIST, move)

    load(engine, folder)

    with engine.connect() as connection:
        row = connection.execute(
            text(
                "SELECT position_precision, ST_X(position::geometry) AS lon"
                " FROM structures WHERE id = 'tiers_lieux_cget_2019-24'"
            )
        ).one()
    assert row.position_precision == "commune"
    assert row.lon == pytest.approx(-0.57, abs=0.05)
    engine.dispose()


def _row(rows: list[dict[str, str]], key: str) -> dict[str, str]:
    return next(row for row in rows if row["record_key"] == key)
