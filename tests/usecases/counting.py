"""Files of counts to load in tests: which format, source and sample each has."""

from dataclasses import dataclass
from pathlib import Path

from numna_geo.bundle import DATA
from numna_geo.sources import tables
from numna_geo.sources.count_columns import Header
from numna_geo.sources.count_files import opened_table
from numna_geo.sources.count_formats import COUNT_FORMATS
from numna_geo.sources.passage import Today
from numna_geo.sources.tally import Total
from numna_geo.usecases.count_rows import totals_of
from numna_geo.usecases.source_report import SourceReport

SAMPLES = DATA / "samples"


@dataclass(frozen=True)
class Sample:
    """A file under `SAMPLES` and under `RAW`, and how to load it."""

    format_key: str
    source: str
    file: str

    @property
    def path(self) -> Path:
        return SAMPLES / self.file


_MCI = "broadband/arcep-mci-2026t1-commune"
_TESTED = (
    ("arcep_2018_ftth", "arcep_2018_t1", "broadband/arcep-2018t1-ftth-communes-na.csv"),
    (
        "arcep_2018_infos",
        "arcep_2018_t1",
        "broadband/arcep-2018t1-infos-communes-na.csv",
    ),
    ("arcep_cartefibre", "arcep_2026_t2", "broadband/arcep_2026t2_communes.csv"),
    (
        "arcep_mci_debit_filaire",
        "arcep_mci_2026_t1",
        f"{_MCI}_debit_filaire-sample.csv",
    ),
    (
        "arcep_mci_meilleure_techno",
        "arcep_mci_2026_t1",
        f"{_MCI}_meilleure_techno_thd-sample.csv",
    ),
    ("arcep_mci_techno", "arcep_mci_2026_t1", f"{_MCI}_techno-sample.csv"),
    (
        "thd30_epci",
        "thd30_2017",
        "broadband/thd30-part-locaux-epci-2015-2017-na.csv",
    ),
    (
        "insee_rp_population",
        "insee_rp_2021",
        "demand/insee-rp2021-communes-population-logement-na.csv",
    ),
    (
        "insee_clap",
        "insee_clap_2014",
        "demand/insee-clap2014-etablissements-par-tranche-effectif-na.csv",
    ),
    (
        "insee_appartenance",
        "insee_appartenance_2022",
        "zoning/insee-table-appartenance-geo-communes-2022-na.csv",
    ),
)
FILES = {key: Sample(key, source, file) for key, source, file in _TESTED}
SIRENE = Sample("sirene_stock", "sirene", "demand/StockEtablissement-made.csv")
OUTLINES = Sample(
    "outlines", "ign_admin_express_2018", "reference/communes_2026.geojson"
)


def today() -> Today:
    """The region's territories, from the bundled tables."""
    return Today(
        communes={c.code for c in tables.read_communes(DATA) if c.in_region},
        passage={f.code: f.commune_code for f in tables.read_former_communes(DATA)},
        departments={d.code for d in tables.read_departments(DATA)},
        epci={e.code for e in tables.read_epci(DATA)},
    )


def understood(
    path: Path, format_key: str, known: Today
) -> tuple[list[Total], SourceReport]:
    """The totals of a file and what became of its rows, without a database."""
    count_format = COUNT_FORMATS[format_key]
    report = SourceReport("a_source", path.name)
    with opened_table(path, (count_format.code, *count_format.columns)) as table:
        header = Header(path.name, table.names, "2026-T2")
        totals = totals_of(table, header, count_format, known, report)
    return totals, report
