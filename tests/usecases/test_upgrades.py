"""A new release replaces what the last one brought, and nothing that people loaded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely
from sqlalchemy import text
from tests.usecases.counting import FILES, OUTLINES, SIRENE, Sample
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

import numna_geo
from numna_geo.bundle import DATA
from numna_geo.store.database import Engine, connect, writing
from numna_geo.store.downloads import Download, last_download, write_download
from numna_geo.store.imports import Import, begin_import
from numna_geo.store.outline_writing import write_outlines
from numna_geo.usecases.load_bundled import READERS
from numna_geo.usecases.name_territories import name_territories

CGET = "tiers_lieux_cget_2019"
COUNTS = ("broadband", "broadband_shares", "demand", "establishments", "zonings")
MCI = "arcep_mci_debit_filaire"
NAMED = DATA / "samples" / "territories" / "territoires-nommes-made.csv"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    engine = connect(own_url)
    yield engine
    engine.dispose()


def load_sample(engine: Engine, sample: Sample) -> None:
    assert load_file(engine, sample.source, sample.path).changed


def mci(path: Path, commune: str, premises: int, *, day: str = "2026-06-30") -> Path:
    """A table of rates of one commune, three quarters of which has a gigabit."""
    gigabit, no_line = 3 * premises // 4, premises // 4
    rates = f"{no_line};" + ";".join([str(gigabit)] * 6)
    lines = (
        "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_hd05;elig_hd3;"
        "elig_bhd8;elig_thd30;elig_thd100;elig_thd1g;date",
        f"{commune};X;{commune[:2]};75;{premises};all;{rates};{day}",
    )
    path.write_text("\n".join(lines) + "\n")
    return path


def corrected(folder: Path) -> Path:
    """The file of shares by EPCI, the first of which is not what it was."""
    published = FILES["thd30_epci"].path
    table = rows_of(published)
    table[0]["value1"] = "99.5"
    return written(folder / published.name, table)


def test_counts_that_were_loaded_outlive_a_release(
    engine: Engine, tmp_path: Path
) -> None:
    for sample in (SIRENE, FILES["insee_appartenance"], FILES[MCI]):
        load_sample(engine, sample)
    assert load_file(engine, "thd30_2017", corrected(tmp_path)).changed
    # A quarter of the release's own: its rows keep their source, and these counts.
    load_file(engine, MCI, mci(tmp_path / "commune_debit_filaire.csv", "16001", 400))
    before = marks(engine)

    upgrade(engine, release(tmp_path))

    assert {name: before[name] for name in COUNTS} == {
        name: after for name, after in marks(engine).items() if name in COUNTS
    }
    filled = "SELECT source_key, mci_premises, gigabit FROM broadband WHERE"
    assert rows(engine, f"{filled} commune_code = '16001' AND period = '2026-T2'") == [
        ("arcep_2026_t2", 400, 300)
    ]
    assert rows(engine, "SELECT count(*) FROM establishments WHERE sector <> 'all'") > [
        (0,)
    ]


def _without_a_count(table: list[Row]) -> None:
    table[0]["value"] = "7"
    del table[1]


def test_counts_of_the_last_release_are_replaced(
    engine: Engine, tmp_path: Path
) -> None:
    load_sample(engine, SIRENE)
    asked = (
        "SELECT commune_code, value FROM demand WHERE quantity = 'working_age'"
        " AND commune_code IN ('16001', '16002') ORDER BY 1"
    )
    before = rows(engine, asked)

    upgrade(engine, release(tmp_path, demand=_without_a_count))

    assert before == [("16001", 265), ("16002", 287)]
    assert rows(engine, asked) == [("16001", 7)]


def test_counts_of_a_bundled_source_that_were_loaded_are_kept_and_it_is_said(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / FILES["insee_rp_population"].path.name
    path.write_text("com,pop_20_64,logements\n16001,300,290\n")
    load_file(engine, "insee_rp_2021", path)
    asked = "SELECT * FROM demand ORDER BY 1, 2, 3"
    before = rows(engine, asked)

    loaded = upgrade(engine, release(tmp_path, demand=_without_a_count))

    assert rows(engine, asked) == before
    assert loaded.kept_newer == (
        f"insee_rp_2021: kept as it was loaded on {TODAY}, not as it is bundled",
    )


def test_a_release_fills_what_a_file_of_the_same_quarter_left_unknown(
    scratch_url: str, tmp_path: Path
) -> None:
    def without_16001(table: list[Row]) -> None:
        table[:] = [row for row in table if row["commune_code"] != "16001"]

    engine = connect(scratch_url)
    upgrade(engine, release(tmp_path, broadband=without_16001))
    load_file(engine, MCI, mci(tmp_path / "commune_debit_filaire.csv", "16001", 400))
    asked = (
        "SELECT source_key, mci_premises, gigabit, premises FROM broadband"
        " WHERE commune_code = '16001' AND period = '2026-T2'"
    )
    before = rows(engine, asked)

    upgrade(engine, DATA)

    (row,) = [
        row
        for row in rows_of(DATA / "broadband.csv")
        if (row["commune_code"], row["period"]) == ("16001", "2026-T2")
    ]
    assert before == [(MCI, 400, 300, None)]
    assert rows(engine, asked) == [("arcep_2026_t2", 400, 300, int(row["premises"]))]
    engine.dispose()


def test_a_size_that_a_file_left_out_does_not_come_back(
    engine: Engine, tmp_path: Path
) -> None:
    taken = "WHERE commune_code = '16001' AND sector = 'all'"
    with writing(engine) as connection:
        connection.execute(
            text(f"UPDATE establishments SET source_key = 'sirene' {taken}")
        )
        connection.execute(text(f"DELETE FROM establishments {taken} AND value < 10"))
        _imported(connection, "sirene")
    before = rows(engine, f"SELECT * FROM establishments {taken} ORDER BY size_band")

    upgrade(engine, release(tmp_path))

    after = rows(engine, f"SELECT * FROM establishments {taken} ORDER BY size_band")
    assert after == before


def _imported(connection: object, source: str, sha256: str = "0") -> None:
    begin_import(
        connection,  # type: ignore[arg-type]
        Import(
            source_key=source,
            file_name="theirs",
            sha256=sha256,
            imported_at=datetime.now(UTC),
            url=None,
            how_read="CSV",
        ),
    )


ADDRESS = "https://exemple.fr/contours"
SQUARE = shapely.MultiPolygon([shapely.box(0.1, 45.7, 0.2, 45.8)])


def with_a_square(engine: Engine) -> None:
    """The outline of commune 16001 was loaded, from an address."""
    ewkb = shapely.to_wkb(shapely.set_srid(SQUARE, 4326), hex=True, include_srid=True)
    row = {"level": "commune", "code": "16001", "seat": None}
    with writing(engine) as connection:
        write_outlines(
            connection, [{**row, "outline_fine": ewkb, "outline_coarse": ewkb}]
        )
        _imported(connection, OUTLINES.source, sha256="abc")
        write_download(
            connection,
            Download(
                source_key=OUTLINES.source,
                url=ADDRESS,
                etag="1",
                last_modified=None,
                sha256="abc",
                downloaded_at=datetime.now(UTC),
            ),
        )


def is_the_square(engine: Engine) -> bool:
    asked = "SELECT ST_AsBinary(outline_fine) FROM territories WHERE key = :key"
    ((found,),) = rows(engine, asked, key="commune:16001")
    return bool(shapely.equals(shapely.from_wkb(bytes(found)), SQUARE))


def known_at_the_address(engine: Engine) -> bool:
    with writing(engine) as connection:
        return last_download(connection, OUTLINES.source, ADDRESS) is not None


def test_loaded_outlines_and_named_territories_outlive_a_release(
    engine: Engine, tmp_path: Path
) -> None:
    name_territories(engine, NAMED)
    with_a_square(engine)
    seats = "SELECT key, ST_AsText(seat) FROM territories ORDER BY key"
    before = rows(engine, seats)

    loaded = upgrade(engine, release(tmp_path))

    assert is_the_square(engine)
    assert known_at_the_address(engine)
    assert rows(engine, seats) == before
    members = "SELECT count(*) FROM territory_members WHERE level = 'custom'"
    assert rows(engine, members) == [(7,)]
    said = f"ign_admin_express_2018: outlines kept as they were loaded on {TODAY}"
    assert loaded.kept_newer == (said,)


def test_outlines_of_other_communes_give_way_and_are_asked_for_again(
    engine: Engine, tmp_path: Path
) -> None:
    def move(communes: list[Row]) -> None:
        epci = next(row["epci"] for row in communes if row["code"] == "33063")
        next(row for row in communes if row["code"] == "16001")["epci"] = epci

    with_a_square(engine)

    loaded = upgrade(engine, release(tmp_path, communes=move))

    assert not is_the_square(engine)
    assert not known_at_the_address(engine)
    assert "are of other communes" in loaded.kept_newer[0]
    # They are the release's from now on.
    assert upgrade(engine, DATA).kept_newer == ()


def renamed(folder: Path) -> Path:
    table = rows_of(DATA / f"{CGET}.csv")
    table[0]["name"] = "Un nom d'aujourd'hui"
    return written(folder / f"{CGET}.csv", table)


def the_name(engine: Engine) -> str:
    asked = (
        "SELECT record ->> 'name' FROM records"
        " WHERE source_key = :source AND record_key = :key"
    )
    key = rows_of(DATA / f"{CGET}.csv")[0]["record_key"]
    ((name,),) = rows(engine, asked, source=CGET, key=key)
    return str(name)


def test_a_newer_file_of_a_bundled_list_outlives_a_release(
    engine: Engine, tmp_path: Path
) -> None:
    load_file(engine, CGET, renamed(tmp_path), format="template")

    loaded = upgrade(engine, release(tmp_path))

    assert the_name(engine) == "Un nom d'aujourd'hui"
    said = f"{CGET}: kept as it was loaded on {TODAY}, not as it is bundled"
    assert loaded.kept_newer == (said,)
    assert CGET not in {report.source for report in loaded.reports}


def test_who_loads_the_file_of_the_release_goes_back_to_releases(
    engine: Engine, tmp_path: Path
) -> None:
    theirs = the_name(engine)
    load_file(engine, CGET, renamed(tmp_path), format="template")
    load_file(engine, CGET, DATA / f"{CGET}.csv", format="template")

    loaded = upgrade(engine, release(tmp_path))

    assert the_name(engine) == theirs
    assert loaded.kept_newer == ()
    assert CGET in {report.source for report in loaded.reports}


def test_a_list_that_nobody_loaded_is_that_of_the_release(
    engine: Engine, tmp_path: Path
) -> None:
    def rename(table: list[Row]) -> None:
        table[0]["name"] = "Un nom de la version"

    loaded = upgrade(engine, release(tmp_path, **{CGET: rename}))

    assert the_name(engine) == "Un nom de la version"
    assert loaded.kept_newer == ()


def test_a_change_in_any_module_that_reads_makes_a_load() -> None:
    package = Path(numna_geo.__file__).parent
    marked = {path for pattern in READERS for path in package.glob(pattern)}

    for folder in ("model", "sources", "matching", "outlines"):
        assert set((package / folder).rglob("*.py")) <= marked
    assert package / "sources" / "files" / "tabular.py" in marked
    assert all(list(package.glob(pattern)) for pattern in READERS)
