"""INSEE: people, dwellings and establishments, brought to COG 2026.

Source: INSEE, recensement de la population 2021 (COG 2023) and CLAP 2014 (COG 2015);
density grid of 2026.
"""

from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.territory import Quantity
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.passage import Passage, summed
from numna_geo.sources.tables import Demand, Establishments

CENSUS_FILE = Path("demand/insee-rp2021-communes-population-logement-na.csv")
CLAP_FILE = Path("demand/insee-clap2014-etablissements-par-tranche-effectif-na.csv")
DENSITY_FILE = Path("zoning/densite-na.csv")
CENSUS_SOURCE, CLAP_SOURCE = "insee_rp_2021", "insee_clap_2014"

_BANDS = {
    "E14TS0ND": "0",
    "E14TS1": "1-5",
    "E14TS6": "6-9",
    "E14TS10": "10-19",
    "E14TS20": "20-49",
    "E14TS50": "50-99",
    "E14TS100": "100-199",
    "E14TS200": "200-499",
    "E14TS500": "500+",
}
SIZE_BANDS = tuple(_BANDS.values())
"""Sizes of establishments in employees, from none to 500 and more."""


def demand(raw_dir: Path, passage: Passage) -> Iterator[Demand]:
    """Working-age people, dwellings and establishments of each commune of COG 2026.

    Raises:
        SourceUnreadable: a file is absent, or not in its layout.
    """
    census = list(
        published_rows(raw_dir / CENSUS_FILE, ("com", "pop_20_64", "logements"))
    )
    clap = _clap(raw_dir, ("E14TST",))
    counts = (
        (Quantity.WORKING_AGE, "2021", CENSUS_SOURCE, census, "com", "pop_20_64"),
        (Quantity.DWELLINGS, "2021", CENSUS_SOURCE, census, "com", "logements"),
        (Quantity.ESTABLISHMENTS, "2014", CLAP_SOURCE, clap, "CODGEO", "E14TST"),
    )
    for quantity, period, source, rows, code_column, column in counts:
        totals = summed(((r[code_column], int(r[column])) for r in rows), passage)
        for code in sorted(totals):
            yield Demand(
                commune_code=code,
                quantity=quantity.value,
                period=period,
                value=totals[code],
                source=source,
            )


def establishments(raw_dir: Path, passage: Passage) -> Iterator[Establishments]:
    """Establishments by size in each commune of COG 2026; sizes with none left out.

    Raises:
        SourceUnreadable: the file is absent, or not in its layout.
    """
    rows = _clap(raw_dir, tuple(_BANDS))
    totals = {
        band: summed(((r["CODGEO"], int(r[column])) for r in rows), passage)
        for column, band in _BANDS.items()
    }
    for code in sorted(totals["0"]):
        for band, by_code in totals.items():
            if by_code[code]:
                yield Establishments(
                    commune_code=code,
                    period="2014",
                    size_band=band,
                    value=by_code[code],
                )


def densities(raw_dir: Path) -> dict[str, str]:
    """INSEE's density label of each commune, its stray blanks removed.

    Raises:
        SourceUnreadable: the file is absent, or not in its layout.
    """
    rows = published_rows(raw_dir / DENSITY_FILE, ("insee_com", "niveau_densite"))
    return {row["insee_com"]: row["niveau_densite"] for row in rows}


def old_names(raw_dir: Path) -> dict[str, str]:
    """Names of the communes of 2015, for codes that have gone since.

    Raises:
        SourceUnreadable: the file is absent, or not in its layout.
    """
    rows = _clap(raw_dir, ("LIBGEO",))
    return {row["CODGEO"]: row["LIBGEO"] for row in rows}


def _clap(raw_dir: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    return list(
        published_rows(raw_dir / CLAP_FILE, ("CODGEO", *columns), delimiter=";")
    )
