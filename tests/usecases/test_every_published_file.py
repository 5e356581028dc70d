"""Every open file that we hold loads by one command, and every row is counted."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from tests.conftest import RAW, needs_published_files

from numna_geo.bundle import DATA
from numna_geo.sources.source import catalogue
from numna_geo.store.database import connect
from numna_geo.usecases.load_source import Asked, Progress, load_source


@dataclass(frozen=True)
class File:
    source: str
    path: str
    read: int
    kept: int
    merged: int = 0
    outside: int = 0


PLACES = [
    File("support_structures", "support_structures_na_curated.csv", 116, 116),
    File(
        "clusters_research_training",
        "clusters_research_training_na_curated.csv",
        112,
        112,
    ),
    File("tiers_lieux_cget_2019", "tiers-lieux-cget-2019-na.csv", 225, 225),
    File("tiers_lieux_cget_2019", "tiers-lieux-cget-2019-halo.csv", 53, 53),
    File("france_services_2024", "france-services-20240801-na.csv", 348, 348),
    File("france_services_2024", "france-services-20240801-halo.csv", 239, 239),
    File(
        "conseillers_numeriques_2022",
        "conseillers-numeriques-permanences-2022-na.json",
        734,
        734,
    ),
    File(
        "mediation_numerique_charente_2023",
        "lieux-mediation-numerique-charente-20230711-schema2.json",
        188,
        188,
    ),
    File(
        "data_inclusion_2023",
        "data-inclusion-services-numeriques-2023-na.json",
        387,
        387,
    ),
    File("gironde_2021", "inclusion-numerique-gironde-2021.json", 347, 347),
    File("fibre64_2022", "inclusion-numerique-fibre64.json", 61, 56, merged=5),
    # The official example: its one row is of Reims, with a point near Marseille.
    File("lamednum_exemple", "lamednum-exemple-valide.csv", 1, 0, outside=1),
]
_MCI = "arcep-mci-2026t1-commune"
COUNTS = [
    File(
        "arcep_2018_t1", "arcep-2018t1-ftth-communes-na.csv", 8_810, 4_293, merged=4_517
    ),
    File(
        "arcep_2018_t1", "arcep-2018t1-infos-communes-na.csv", 4_405, 4_293, merged=112
    ),
    File("arcep_2026_t2", "arcep_2026t2_communes.csv", 4_293, 4_293),
    File("arcep_mci_2026_t1", f"{_MCI}_debit_filaire-sample.csv", 6, 1, outside=5),
    File(
        "arcep_mci_2026_t1", f"{_MCI}_meilleure_techno_thd-sample.csv", 6, 1, outside=5
    ),
    File("arcep_mci_2026_t1", f"{_MCI}_techno-sample.csv", 6, 1, outside=5),
    File("thd30_2017", "thd30-part-locaux-epci-2015-2017-na.csv", 152, 152),
]
FILES = [
    *(("structures", file) for file in PLACES),
    *(("broadband", file) for file in COUNTS),
]


def asked(folder: str, file: File) -> Asked:
    path = RAW / folder / file.path
    source = catalogue(DATA)[file.source]
    return Asked(source=source, path=path, file_name=path.name)


@needs_published_files
def test_every_published_file_loads_and_every_row_is_counted(own_url: str) -> None:
    engine = connect(own_url)

    for folder, file in FILES:
        report = load_source(
            engine, DATA, asked(folder, file), progress=Progress()
        ).report
        found = (report.read, report.kept, report.merged, report.outside)
        assert found == (file.read, file.kept, file.merged, file.outside), file.path
        assert report.rejected == report.outside, file.path

    with engine.connect() as connection:
        astray = connection.scalar(
            text(
                "SELECT count(*) FROM records WHERE source_key = 'gironde_2021'"
                " AND NOT in_region"
            )
        )
        lowered = connection.scalars(
            text(
                "SELECT source_key FROM import_rows JOIN imports AS i"
                " ON i.id = import_id JOIN records AS r USING (source_key, record_key)"
                " WHERE column_name = 'position' AND reason LIKE '%outside 47175%'"
                " AND record ->> 'commune_code' = '47175'"
                " AND record ->> 'precision' = 'commune'"
            )
        )
        # Published in Alsace, 650 km away, in both files.
        assert set(lowered) == {"conseillers_numeriques_2022", "data_inclusion_2023"}
    engine.dispose()
    assert astray == 0


@needs_published_files
def test_every_open_file_of_places_and_broadband_is_tried() -> None:
    schemas = {"data-inclusion-service-v1.json", "data-inclusion-structure-v1.json"}
    schemas.add("lamednum-schema-mediation-numerique.json")
    there = {
        (folder, path.name)
        for folder in ("structures", "broadband")
        for path in Path(RAW / folder).iterdir()
    }

    assert there - {("structures", name) for name in schemas} == {
        (folder, file.path) for folder, file in FILES
    }
