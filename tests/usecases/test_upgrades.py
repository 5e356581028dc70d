"""A new release replaces what the last one brought, and nothing that people loaded."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import shapely
from sqlalchemy import text
from tests.conftest import passing
from tests.usecases.counting import FILES, OUTLINES, SIRENE, Sample
from tests.usecases.states import Marks, marks
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
from numna_geo.private_db.place import Place
from numna_geo.store.database import Engine, connect, writing
from numna_geo.store.downloads import Download, last_download, write_download
from numna_geo.store.imports import Import, begin_import
from numna_geo.store.outline_writing import write_outlines
from numna_geo.usecases.load_bundled import READERS, Loaded
from numna_geo.usecases.name_territories import name_territories

CGET = "tiers_lieux_cget_2019"
COUNTS = ("broadband", "broadband_shares", "demand", "establishments", "zonings")
MCI = "arcep_mci_debit_filaire"
NAMED = DATA / "samples" / "territories" / "territoires-nommes-made.csv"
TODAY = datetime.now(UTC).date()


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


def _without_a_count(table: list[Row]) -> None:
    table[0]["value"] = "7"
    del table[1]


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


# --- what people loaded is kept -------------------------------------------------------

SIZES = "SELECT * FROM establishments WHERE commune_code = '16002' ORDER BY 2, 3, 4"
SEATS = "SELECT key, ST_AsText(seat) FROM territories ORDER BY key"
DEMAND = "SELECT * FROM demand ORDER BY 1, 2, 3"


@dataclass(frozen=True)
class Held:
    """A database after a release, and what people had loaded into it before."""

    engine: Engine
    loaded: Loaded
    marks: Marks
    sizes: list[tuple[Any, ...]]
    seats: list[tuple[Any, ...]]
    demand: list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def held(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """People loaded counts, outlines, territories and a list; then came a release."""
    folder = tmp_path_factory.mktemp("held")
    with passing(place, f"held_{os.getpid()}", template="pristine") as url:
        engine = connect(url)
        for sample in (SIRENE, FILES["insee_appartenance"], FILES[MCI]):
            load_sample(engine, sample)
        assert load_file(engine, "thd30_2017", corrected(folder)).changed
        # A quarter of the release's own: its rows keep their source, and these counts.
        rates = mci(folder / "commune_debit_filaire.csv", "16001", 400)
        load_file(engine, MCI, rates)
        load_file(engine, "insee_rp_2021", people(folder))
        without_small_sizes(engine)
        name_territories(engine, NAMED)
        with_a_square(engine)
        load_file(engine, CGET, renamed(folder), format="template")
        before = (marks(engine), *(rows(engine, q) for q in (SIZES, SEATS, DEMAND)))

        loaded = upgrade(engine, release(folder, demand=_without_a_count))

        yield Held(engine, loaded, *before)
        engine.dispose()


def people(folder: Path) -> Path:
    path = folder / FILES["insee_rp_population"].path.name
    path.write_text("com,pop_20_64,logements\n16001,300,290\n")
    return path


def without_small_sizes(engine: Engine) -> None:
    """A file took over the establishments of commune 16002, and has no small ones."""
    taken = "WHERE commune_code = '16002' AND sector = 'all'"
    with writing(engine) as connection:
        connection.execute(
            text(f"UPDATE establishments SET source_key = 'sirene' {taken}")
        )
        small = f"DELETE FROM establishments {taken} AND value < 10"
        assert connection.execute(text(small)).rowcount
        _imported(connection, "sirene")


def test_counts_that_were_loaded_outlive_a_release(held: Held) -> None:
    assert {name: held.marks[name] for name in COUNTS} == {
        name: after for name, after in marks(held.engine).items() if name in COUNTS
    }
    filled = "SELECT source_key, mci_premises, gigabit FROM broadband WHERE"
    where = "commune_code = '16001' AND period = '2026-T2'"
    assert rows(held.engine, f"{filled} {where}") == [("arcep_2026_t2", 400, 300)]
    sectors = "SELECT count(*) FROM establishments WHERE sector <> 'all'"
    assert rows(held.engine, sectors) > [(0,)]


def test_counts_of_a_bundled_source_that_were_loaded_are_kept(held: Held) -> None:
    assert rows(held.engine, DEMAND) == held.demand
    taken = "SELECT value FROM demand WHERE quantity = 'working_age'"
    assert rows(held.engine, f"{taken} AND commune_code = '16001'") == [(300,)]


def test_a_size_that_a_file_left_out_does_not_come_back(held: Held) -> None:
    assert rows(held.engine, SIZES) == held.sizes


def test_loaded_outlines_and_named_territories_outlive_a_release(held: Held) -> None:
    assert is_the_square(held.engine)
    assert known_at_the_address(held.engine)
    assert rows(held.engine, SEATS) == held.seats
    members = "SELECT count(*) FROM territory_members WHERE level = 'custom'"
    assert rows(held.engine, members) == [(7,)]


def test_a_newer_file_of_a_bundled_list_outlives_a_release(held: Held) -> None:
    assert the_name(held.engine) == "Un nom d'aujourd'hui"
    assert CGET not in {report.source for report in held.loaded.reports}


def test_all_that_a_release_left_alone_is_said(held: Held) -> None:
    theirs = f"kept as it was loaded on {TODAY}, not as it is bundled"

    assert sorted(held.loaded.kept_newer) == sorted(
        (
            f"{OUTLINES.source}: outlines kept as they were loaded on {TODAY}",
            f"insee_rp_2021: {theirs}",
            f"thd30_2017: {theirs}",
            f"{CGET}: {theirs}",
        )
    )


# --- what nobody loaded is replaced ---------------------------------------------------


@dataclass(frozen=True)
class Release:
    """What a release told, and what the tables held after it."""

    loaded: Loaded
    working_age: list[tuple[Any, ...]]
    broadband: list[tuple[Any, ...]]
    name: str
    drawn: bool
    at_the_address: bool


def released(engine: Engine, data: Path) -> Release:
    loaded = upgrade(engine, data)
    return Release(
        loaded,
        rows(engine, WORKING_AGE),
        rows(engine, BROADBAND),
        the_name(engine),
        is_the_square(engine),
        known_at_the_address(engine),
    )


WORKING_AGE = (
    "SELECT commune_code, value FROM demand WHERE quantity = 'working_age'"
    " AND commune_code IN ('16001', '16002') ORDER BY 1"
)
BROADBAND = (
    "SELECT source_key, mci_premises, gigabit, premises FROM broadband"
    " WHERE commune_code = '16001' AND period = '2026-T2'"
)
BEFORE = [("16001", 265), ("16002", 287)]


def _move(communes: list[Row]) -> None:
    epci = next(row["epci"] for row in communes if row["code"] == "33063")
    next(row for row in communes if row["code"] == "16001")["epci"] = epci


def _without_16001(table: list[Row]) -> None:
    table[:] = [row for row in table if row["commune_code"] != "16001"]


def _rename(table: list[Row]) -> None:
    table[0]["name"] = "Un nom de la version"


@dataclass(frozen=True)
class Followed:
    """A release where all is changed, and the one of today after it."""

    first: Release
    filled: list[tuple[Any, ...]]
    last: Release


@pytest.fixture(scope="module")
def followed(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """Two releases: outlines were loaded before the first one, files between them.

    Between them a file of rates fills a quarter, and a list is loaded that is not that
    of the release, then the very file of the release.
    """
    folder = tmp_path_factory.mktemp("followed")
    changes = {"demand": _without_a_count, "broadband": _without_16001}
    with passing(place, f"followed_{os.getpid()}", template="pristine") as url:
        engine = connect(url)
        load_sample(engine, SIRENE)
        with_a_square(engine)
        assert rows(engine, WORKING_AGE) == BEFORE

        data = release(folder, communes=_move, **changes, **{CGET: _rename})
        first = released(engine, data)
        load_file(engine, MCI, mci(folder / "commune_debit_filaire.csv", "16001", 400))
        filled = rows(engine, BROADBAND)
        load_file(engine, CGET, renamed(folder), format="template")
        assert the_name(engine) == "Un nom d'aujourd'hui"
        load_file(engine, CGET, DATA / f"{CGET}.csv", format="template")
        last = released(engine, DATA)

        engine.dispose()
    return Followed(first, filled, last)


def test_counts_of_the_last_release_are_replaced(followed: Followed) -> None:
    assert followed.first.working_age == [("16001", 7)]
    assert followed.last.working_age == BEFORE


def test_a_release_fills_what_a_file_of_the_same_quarter_left_unknown(
    followed: Followed,
) -> None:
    (row,) = [
        row
        for row in rows_of(DATA / "broadband.csv")
        if (row["commune_code"], row["period"]) == ("16001", "2026-T2")
    ]
    assert followed.first.broadband == []
    assert followed.filled == [(MCI, 400, 300, None)]
    assert followed.last.broadband == [
        ("arcep_2026_t2", 400, 300, int(row["premises"]))
    ]


def test_outlines_of_other_communes_give_way_and_are_asked_for_again(
    followed: Followed,
) -> None:
    assert not followed.first.drawn
    assert not followed.first.at_the_address
    (said,) = followed.first.loaded.kept_newer
    assert "are of other communes" in said
    # They are the release's from now on.
    assert followed.last.loaded.kept_newer == ()


def test_a_list_that_nobody_loaded_is_that_of_the_release(followed: Followed) -> None:
    assert followed.first.name == "Un nom de la version"
    assert CGET in {report.source for report in followed.first.loaded.reports}


def test_who_loads_the_file_of_the_release_goes_back_to_releases(
    followed: Followed,
) -> None:
    assert followed.last.name == rows_of(DATA / f"{CGET}.csv")[0]["name"]
    assert followed.last.loaded.kept_newer == ()
    assert CGET in {report.source for report in followed.last.loaded.reports}


def test_a_change_in_any_module_that_reads_makes_a_load() -> None:
    package = Path(numna_geo.__file__).parent
    marked = {path for pattern in READERS for path in package.glob(pattern)}

    for folder in ("model", "sources", "matching", "outlines"):
        assert set((package / folder).rglob("*.py")) <= marked
    assert package / "sources" / "files" / "tabular.py" in marked
    assert all(list(package.glob(pattern)) for pattern in READERS)
