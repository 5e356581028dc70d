"""France THD: share of premises with 30 Mbit/s or more, by EPCI, 2015 and 2017.

Source: France THD via ANCT. A share of what is not said, so it is kept as a share, and
never added up.
"""

from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.territory import Level
from numna_geo.sources.count_columns import Column, Header, Row
from numna_geo.sources.counts import CountFormat, Facts, Feed, RowReader
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.zone_tables import Share

FILE = Path("broadband/thd30-part-locaux-epci-2015-2017-na.csv")
SOURCE, QUANTITY = "thd30_2017", "thd30"

_YEARS, _VALUES = "year[0-9]", "value[0-9]"
_EARLIEST, _LATEST = 2010, 2035
_PER_CENT = 100
_DECIMALS = 6


def shares(raw_dir: Path) -> Iterator[Share]:
    """The shares of each EPCI, by year.

    Raises:
        SourceUnreadable: the file is absent, or not in its layout.
    """
    columns = ("codgeo", "year0", "value0", "year1", "value1")
    for row in published_rows(raw_dir / FILE, columns):
        for year, value in (("year0", "value0"), ("year1", "value1")):
            if row[value]:
                yield Share(
                    level=Level.EPCI.value,
                    code=row["codgeo"],
                    period=row[year],
                    quantity=QUANTITY,
                    value=round(float(row[value]) / _PER_CENT, _DECIMALS),
                    source=SOURCE,
                )


def _reader(header: Header) -> RowReader:
    pairs = list(zip(header.columns(_YEARS), header.columns(_VALUES), strict=False))

    def read(row: Row) -> Facts:
        facts = {
            (Feed.SHARES, _year(year, row), QUANTITY): _share(value, row)
            for year, value in pairs
            if value.text(row)
        }
        if not facts:
            raise pairs[0][1].wrong(row, "no share is given")
        return facts

    return read


def _year(column: Column, row: Row) -> str:
    text = column.text(row)
    if not (text.isascii() and text.isdigit() and _EARLIEST <= int(text) <= _LATEST):
        raise column.wrong(row, "expected a year")
    return text


def _share(column: Column, row: Row) -> float:
    """Per cent, as a share between 0 and 1."""
    share = round(column.number(row) / _PER_CENT, _DECIMALS)
    if share > 1:
        raise column.wrong(row, "expected per cent, 100 at most")
    return share


COUNT_FORMATS = (
    CountFormat(
        key="thd30_epci",
        title="France THD : part des locaux à 30 Mbit/s et plus, par EPCI",
        code="codgeo",
        columns=(_YEARS, _VALUES),
        reader=_reader,
        level=Level.EPCI,
    ),
)
