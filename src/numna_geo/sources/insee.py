"""INSEE: people, dwellings and establishments, brought to COG 2026.

Source: INSEE, recensement de la population 2021 (COG 2023) and CLAP 2014 (COG 2015);
density grid of 2026; mountain communes, ANCT 2026.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.territory import Quantity
from numna_geo.sources.count_columns import Header, Row
from numna_geo.sources.counts import CountFormat, Facts, Feed, RowReader
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.passage import Passage, summed
from numna_geo.sources.tables import Demand, Establishments

CENSUS_FILE = Path("demand/insee-rp2021-communes-population-logement-na.csv")
CLAP_FILE = Path("demand/insee-clap2014-etablissements-par-tranche-effectif-na.csv")
DENSITY_FILE = Path("zoning/densite-na.csv")
MOUNTAIN_FILE = Path("zoning/montagne-na.csv")
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
# The same sizes, whatever the year: the columns begin with it.
_ANY_YEAR = {f"E([0-9]{{2}}){c.removeprefix('E14')}": b for c, b in _BANDS.items()}
_ALL_SIZES = "E([0-9]{2})TST"
# As compiled for us, or as INSEE publishes its two tables.
_WORKING_AGE = "pop_20_64|P([0-9]{2})_POP2064"
_DWELLINGS = "logements|P([0-9]{2})_LOG"
_QUANTITIES = {Quantity.WORKING_AGE: _WORKING_AGE, Quantity.DWELLINGS: _DWELLINGS}
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


def mountains(raw_dir: Path) -> dict[str, str]:
    """The massif of each commune that is classed as mountain, without its number.

    Raises:
        SourceUnreadable: the file is absent, or not in its layout.
    """
    rows = published_rows(raw_dir / MOUNTAIN_FILE, ("insee_com", "niveau_montagne"))
    return {
        row["insee_com"]: row["niveau_montagne"].partition(" - ")[2].strip()
        for row in rows
    }


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


def _census_reader(header: Header) -> RowReader:
    columns = [
        (quantity, column)
        for quantity, pattern in _QUANTITIES.items()
        for column in header.columns(pattern)[:1]
    ]
    year = _year_in(columns[0][1].name, f"{_WORKING_AGE}|{_DWELLINGS}")
    period = year or header.year()

    def read(row: Row) -> Facts:
        return {
            (Feed.DEMAND, period, quantity.value): column.number(row)
            for quantity, column in columns
        }

    return read


def _clap_reader(header: Header) -> RowReader:
    everything = header.column(_ALL_SIZES)
    period = _year_in(everything.name, _ALL_SIZES) or header.year()
    by_size = {band: header.column(pattern) for pattern, band in _ANY_YEAR.items()}

    def read(row: Row) -> Facts:
        counts = {
            (Feed.ESTABLISHMENTS, period, band): column.count(row)
            for band, column in by_size.items()
        }
        total = (Feed.DEMAND, period, Quantity.ESTABLISHMENTS.value)
        return {total: everything.count(row), **counts}

    return read


def _year_in(name: str, pattern: str) -> str | None:
    """The year that the name of a column tells.

    >>> _year_in("P21_LOG", "logements|P([0-9]{2})_LOG"), _year_in("com", "com")
    ('2021', None)
    """
    found = re.fullmatch(pattern, name, re.IGNORECASE)
    digits = next(filter(None, found.groups()), None) if found else None
    return f"20{digits}" if digits else None


COUNT_FORMATS = (
    CountFormat(
        key="insee_rp_population",
        title="INSEE, recensement : personnes de 20 à 64 ans et logements par commune",
        code="com|CODGEO",
        columns=(f"{_WORKING_AGE}|{_DWELLINGS}",),
        reader=_census_reader,
    ),
    CountFormat(
        key="insee_clap",
        title="INSEE, CLAP : établissements par tranche d'effectif et commune",
        code="CODGEO",
        columns=(_ALL_SIZES, *_ANY_YEAR),
        reader=_clap_reader,
    ),
)
"""INSEE publishes people and dwellings in two tables: each is loaded alone."""
