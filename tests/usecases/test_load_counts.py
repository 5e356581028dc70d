from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from sqlalchemy import text
from tests.conftest import RAW, needs_published_files
from tests.usecases.counting import FILES, OUTLINES, SAMPLES, SIRENE, Sample, today

from numna_geo.bundle import DATA
from numna_geo.errors import ImportRefused, SourceUnreadable
from numna_geo.model.territory import Level
from numna_geo.store.database import Connection
from numna_geo.usecases.load_counts import COUNT_FORMATS, load_counts, recognised
from numna_geo.usecases.load_outlines import load_outlines
from numna_geo.usecases.source_report import SourceReport

every_file = pytest.mark.parametrize("key", sorted(FILES))

TABLES = ("broadband", "broadband_shares", "demand", "establishments", "zonings")
EVERYTHING = "SELECT * FROM {table} AS t WHERE {where} ORDER BY t::text"


def load(
    connection: Connection, sample: Sample, path: Path, *, name: str = ""
) -> SourceReport:
    report = SourceReport(sample.source, name or path.name)
    load_counts(
        connection, path, report=report, format_key=sample.format_key, data_dir=DATA
    )
    assert report.read == report.kept + report.merged + report.rejected
    return report


def rows(connection: Connection, table: str, where: str = "true") -> list[Any]:
    asked = EVERYTHING.format(table=table, where=where)
    return [tuple(row) for row in connection.execute(text(asked))]


def one(connection: Connection, asked: str) -> Any:
    return connection.execute(text(asked)).one()


def figures(report: SourceReport) -> tuple[int, int, int, int, int]:
    return (
        report.read,
        report.kept,
        report.merged,
        report.outside,
        report.rejected - report.outside,
    )


@needs_published_files
def test_both_files_of_2018_make_the_baseline_that_is_bundled(
    connection: Connection,
) -> None:
    bundled = rows(connection, "broadband", "period = '2018-T1'")
    connection.execute(text("DELETE FROM broadband WHERE period LIKE '201%'"))

    for key in ("arcep_2018_infos", "arcep_2018_ftth"):
        load(connection, FILES[key], RAW / FILES[key].file)

    assert rows(connection, "broadband", "period = '2018-T1'") == bundled
    baseline = one(
        connection,
        "SELECT sum(connectable) AS connectable, sum(premises) AS premises,"
        " count(*) AS communes FROM broadband WHERE period = '2018-T1'",
    )
    assert tuple(baseline) == (691_318, 3_553_404, 4_293)


@needs_published_files
def test_quarters_before_the_baseline_know_no_premises(connection: Connection) -> None:
    ftth = FILES["arcep_2018_ftth"]

    load(connection, ftth, RAW / ftth.file)

    before = connection.execute(
        text(
            "SELECT period, sum(connectable) AS connectable, count(premises) AS known"
            " FROM broadband WHERE period LIKE '2017%' GROUP BY period ORDER BY period"
        )
    )
    assert [tuple(row) for row in before] == [
        ("2017-T3", 589_771, 0),
        ("2017-T4", 655_323, 0),
    ]


@needs_published_files
@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("arcep_2018_ftth", (8_810, 4_293, 4_517, 0, 0)),
        ("arcep_2018_infos", (4_405, 4_293, 112, 0, 0)),
        ("arcep_cartefibre", (4_293, 4_293, 0, 0, 0)),
        ("arcep_mci_debit_filaire", (6, 1, 0, 5, 0)),
        ("arcep_mci_meilleure_techno", (6, 1, 0, 5, 0)),
        ("arcep_mci_techno", (6, 1, 0, 5, 0)),
        ("thd30_epci", (152, 152, 0, 0, 0)),
        ("insee_rp_population", (4_308, 4_293, 15, 0, 0)),
        ("insee_clap", (4_503, 4_293, 210, 0, 0)),
        ("insee_appartenance", (4_309, 4_293, 16, 0, 0)),
    ],
)
def test_every_published_file_is_taken_whole_and_every_row_is_told(
    connection: Connection, key: str, expected: tuple[int, ...]
) -> None:
    report = load(connection, FILES[key], RAW / FILES[key].file)

    assert figures(report) == expected


@needs_published_files
def test_published_files_give_what_is_bundled(connection: Connection) -> None:
    where = "period IN ('2018-T1', '2026-T2')"
    tables = ("demand", "establishments")
    bundled = [rows(connection, table) for table in tables]
    broadband = rows(connection, "broadband", where)

    for key in ("arcep_cartefibre", "insee_rp_population", "insee_clap"):
        load(connection, FILES[key], RAW / FILES[key].file)

    assert [rows(connection, table) for table in tables] == bundled
    assert rows(connection, "broadband", where) == broadband


@every_file
def test_the_same_file_twice_gives_the_same_rows(
    connection: Connection, key: str
) -> None:
    load(connection, FILES[key], FILES[key].path)
    once = [rows(connection, table) for table in TABLES]

    load(connection, FILES[key], FILES[key].path)

    assert [rows(connection, table) for table in TABLES] == once


def test_one_file_of_a_quarter_leaves_what_the_other_one_says(
    connection: Connection,
) -> None:
    connection.execute(text("DELETE FROM broadband WHERE period = '2018-T1'"))
    aigre = (
        "SELECT * FROM broadband WHERE period = '2018-T1' AND commune_code = '16005'"
    )

    load(connection, FILES["arcep_2018_infos"], FILES["arcep_2018_infos"].path)
    alone = one(connection, aigre)
    load(connection, FILES["arcep_2018_ftth"], FILES["arcep_2018_ftth"].path)
    both = one(connection, aigre)

    assert (alone.premises, alone.connectable) == (980, None)
    assert (both.premises, both.connectable) == (980, 0)
    assert (both.very_dense_zone, both.l33_13) == (False, None)


def test_three_files_of_a_quarter_fill_one_row(connection: Connection) -> None:
    for key in (
        "arcep_mci_techno",
        "arcep_mci_debit_filaire",
        "arcep_mci_meilleure_techno",
    ):
        load(connection, FILES[key], FILES[key].path)

    gaas = one(connection, "SELECT * FROM broadband WHERE period = '2026-T1'")
    assert (gaas.commune_code, gaas.mci_premises, gaas.gigabit) == ("40101", 245, 243)
    assert (gaas.best_ftth, gaas.best_4g, gaas.best_satellite) == (243, 2, 0)
    assert (gaas.premises, gaas.thd30_terrestrial) == (None, None)


def test_a_row_keeps_the_source_of_its_fibre_count(
    connection: Connection, tmp_path: Path
) -> None:
    techno = FILES["arcep_mci_techno"]
    path = tmp_path / "commune_techno.csv"
    path.write_text(techno.path.read_text().replace("2026-03-31", "2026-06-30"))

    load(connection, techno, path)

    gaas = one(
        connection,
        "SELECT * FROM broadband WHERE period = '2026-T2' AND commune_code = '40101'",
    )
    assert (gaas.mci_premises, gaas.best_ftth) == (245, 243)
    assert gaas.source_key == "arcep_2026_t2"


def test_shares_are_kept_by_epci_and_year(connection: Connection) -> None:
    load(connection, FILES["thd30_epci"], FILES["thd30_epci"].path)

    bordeaux = one(
        connection,
        "SELECT * FROM broadband_shares WHERE code = '243300316' AND period = '2017'",
    )
    assert (bordeaux.level, bordeaux.quantity, bordeaux.value) == (
        Level.EPCI.value,
        "thd30",
        0.854,
    )


def test_zones_come_beside_what_else_is_known_of_a_commune(
    connection: Connection,
) -> None:
    sample = FILES["insee_appartenance"]

    load(connection, sample, sample.path)

    zones = rows(connection, "zonings", "commune_code = '33063'")
    assert zones == [
        ("33063", "bassin_vie", "33063"),
        ("33063", "density", "Grands centres urbains"),
        ("33063", "deployment_zone", "Zone très dense"),
        ("33063", "zone_emploi", "7505"),
    ]


def test_digital_establishments_come_beside_all_of_them(
    connection: Connection,
) -> None:
    before = rows(connection, "establishments", "sector = 'all'")

    report = load(connection, SIRENE, SIRENE.path)
    load(connection, SIRENE, SIRENE.path)

    assert rows(connection, "establishments", "sector = 'all'") == before
    digital = one(
        connection,
        "SELECT sum(value) AS units, count(*) AS sizes, min(period) AS year"
        " FROM establishments WHERE sector = 'digital'",
    )
    assert tuple(digital) == (8, 6, "2026")
    assert figures(report) == (14, 6, 2, 6, 0)


def test_the_last_digital_establishment_of_a_commune_may_close(
    connection: Connection, tmp_path: Path
) -> None:
    load(connection, SIRENE, SIRENE.path)
    later = tmp_path / "StockEtablissement.csv"
    content = SIRENE.path.read_text()
    later.write_text(
        content.replace(",16005,", ",16002,").replace(",16411,", ",16002,")
    )

    load(connection, SIRENE, later)

    asked = "sector = 'digital' AND commune_code LIKE '16%'"
    found = rows(connection, "establishments", asked)
    assert [row[0] for row in found] == ["16002"]


def test_a_size_that_a_commune_no_longer_has_is_forgotten(
    connection: Connection, tmp_path: Path
) -> None:
    clap = FILES["insee_clap"]
    path = tmp_path / "clap.csv"
    content = clap.path.read_text()
    line = next(x for x in content.splitlines() if x.startswith("33063"))
    path.write_text(content.replace(line, "33063;Bordeaux;72;33;3;0;3;0;0;0;0;0;0;0"))

    load(connection, clap, path)

    found = rows(connection, "establishments", "commune_code = '33063'")
    assert [(row[3], row[4]) for row in found] == [("1-5", 3)]


def test_a_file_that_says_nothing_of_the_region_is_refused(
    connection: Connection, tmp_path: Path
) -> None:
    path = tmp_path / "population_2021.csv"
    path.write_text("com,logements\n75056,3\n13055,4\n")
    before = rows(connection, "demand")

    with pytest.raises(ImportRefused, match="none of its 2 rows speaks of the region"):
        load(connection, FILES["insee_rp_population"], path)

    assert rows(connection, "demand") == before


def test_the_name_of_a_file_tells_its_quarter_before_its_source_does(
    connection: Connection,
) -> None:
    sample = FILES["arcep_cartefibre"]

    load(connection, sample, sample.path, name="2026T3-Commune.csv")
    load(connection, sample, sample.path, name="communes.csv")

    known = {row[1] for row in rows(connection, "broadband", "period LIKE '2026%'")}
    # The vintage of the source is 2026-T2.
    assert known == {"2026-T3", "2026-T2"}


@pytest.mark.parametrize("source", ["arcep_2018_t1", "arcep_mci_2026_t1"])
def test_the_layout_of_a_file_is_recognised_among_those_of_its_source(
    source: str,
) -> None:
    keys = sorted(key for key, sample in FILES.items() if sample.source == source)

    for key in keys:
        assert recognised(FILES[key].path, keys) == key
        assert recognised(FILES[key].path, keys[::-1]) == key


def test_a_file_of_no_layout_of_its_source_is_refused_with_what_was_missing() -> None:
    keys = ["arcep_mci_techno", "arcep_cartefibre"]

    with pytest.raises(SourceUnreadable) as refused:
        recognised(FILES["thd30_epci"].path, keys)

    assert "as arcep_mci_techno: " in str(refused.value)
    assert "no column code_insee, nbr" in str(refused.value)


def test_the_table_that_counts_satellite_is_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "commune_debit.csv"
    path.write_text(FILES["arcep_mci_debit_filaire"].path.read_text())
    keys = [key for key in COUNT_FORMATS if key.startswith("arcep_mci")]

    with pytest.raises(SourceUnreadable) as refused:
        recognised(path, keys)

    assert str(refused.value) == (
        "commune_debit.csv counts satellite, which reaches everybody: everything reads "
        "100 %; load commune_debit_filaire.csv or commune_debit_terrestre.csv"
    )


def test_every_layout_is_tried_here_on_a_file() -> None:
    tried = {*FILES, SIRENE.format_key, OUTLINES.format_key}

    # Of the rates without satellite no true file is at hand: see test_count_rows.
    assert COUNT_FORMATS.keys() - tried == {"arcep_mci_debit_terrestre"}


@given(data=st.data())
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_understood_of_a_damaged_file_can_be_written(
    connection: Connection, tmp_path: Path, data: st.DataObject
) -> None:
    sample = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    content = bytearray(sample.path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 1] = data.draw(st.binary(max_size=3))
    path = tmp_path / sample.path.name
    path.write_bytes(bytes(content))

    with connection.begin_nested() as savepoint:
        with suppress(SourceUnreadable, ImportRefused):
            load(connection, sample, path)
        savepoint.rollback()


def outlines(path: Path, communes: Sequence[str], connection: Connection) -> Any:
    """Load outlines as if the region were made of those communes only."""
    report = SourceReport(OUTLINES.source, path.name)
    known = today()
    region = type(known)(
        communes=frozenset(communes),
        passage=known.passage,
        departments=known.departments,
        epci=known.epci,
    )
    load_outlines(connection, path, region, report, data_dir=DATA, say=lambda _: None)
    assert report.read == report.kept + report.merged + report.rejected
    return report


THREE = ("64101", "64119", "64145")


def areas_km2(connection: Connection) -> dict[str, float]:
    asked = text(
        "SELECT code, ST_Area(outline_fine::geography) / 1e6 AS km2 FROM territories"
        " WHERE level = 'commune' AND code = ANY(:codes)"
    )
    found = connection.execute(asked, {"codes": list(THREE)})
    return {row.code: row.km2 for row in found}


def test_outlines_are_drawn_again_and_larger_territories_follow(
    connection: Connection,
) -> None:
    connection.execute(text("UPDATE territories SET outline_fine = NULL"))

    report = outlines(OUTLINES.path, THREE, connection)

    assert figures(report) == (3, 3, 0, 0, 0)
    communes = areas_km2(connection).values()
    department = one(
        connection,
        "SELECT ST_Area(outline_fine::geography) / 1e6 AS km2, ST_IsValid(outline_fine)"
        " AS valid FROM territories WHERE level = 'departement' AND code = '64'",
    )
    assert department.valid
    assert department.km2 == pytest.approx(sum(communes), rel=1e-6)


def test_outlines_in_lambert_93_of_a_shapefile_are_the_same_ones(
    connection: Connection, tmp_path: Path
) -> None:
    outlines(OUTLINES.path, THREE, connection)
    in_degrees = areas_km2(connection)
    _, _, shapes, _ = pyogrio.raw.read(OUTLINES.path, columns=["code"])
    path = tmp_path / "COMMUNE.gpkg"
    projected = lambert_93(shapely.from_wkb(shapes))
    pyogrio.raw.write(
        path,
        geometry=np.array(shapely.to_wkb(projected), dtype=object),
        field_data=[np.array(_codes(), dtype=object)],
        fields=["INSEE_COM"],
        geometry_type="MultiPolygon",
        crs="EPSG:2154",
    )

    outlines(path, THREE, connection)

    for code, km2 in areas_km2(connection).items():
        assert km2 == pytest.approx(in_degrees[code], rel=1e-3)


def _codes() -> list[str]:
    _, _, _, (codes,) = pyogrio.raw.read(OUTLINES.path, columns=["code"])
    return list(codes)


def lambert_93(shapes: Any) -> Any:
    project = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
    return shapely.transform(
        shapes, lambda xy: np.column_stack(project.transform(xy[:, 0], xy[:, 1]))
    )


def test_outlines_of_only_some_communes_are_refused_and_the_others_named(
    connection: Connection,
) -> None:
    before = areas_km2(connection)

    with pytest.raises(ImportRefused, match=r"4290 of 4293 communes .* 16001, 16002"):
        load(connection, OUTLINES, OUTLINES.path)

    assert areas_km2(connection) == before


def test_outlines_that_overlap_are_refused(
    connection: Connection, tmp_path: Path
) -> None:
    path = tmp_path / "communes.geojson"
    content = OUTLINES.path.read_text()
    # A vertex in the middle of an outline, moved in one of its two communes only.
    vertex = content.split("[ [ [ [ ")[1].split(" ], [ ")[4]
    lon, lat = map(float, vertex.split(","))
    path.write_text(content.replace(f"[ {vertex} ]", f"[ {lon}, {lat + 0.01} ]", 1))

    with pytest.raises(ImportRefused, match=r"outlines of \d communes"):
        outlines(path, THREE, connection)


@pytest.mark.parametrize("content", ["", "{}", '{"type": "FeatureCollection"}'])
def test_what_holds_no_outline_is_refused(
    connection: Connection, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "communes.geojson"
    path.write_text(content)

    with pytest.raises(SourceUnreadable, match=r"communes\.geojson"):
        load(connection, OUTLINES, path)


def test_samples_are_few_rows() -> None:
    paths = [f.path for f in (*FILES.values(), SIRENE, OUTLINES)]

    assert all(path.is_relative_to(SAMPLES) for path in paths)
    assert max(path.stat().st_size for path in paths) < 5_000
