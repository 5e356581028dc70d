"""INSEE, table of appurtenance: the employment zone and the living basin of a commune.

Source: INSEE, table d'appartenance géographique des communes, COG 2022 and after.
Zones have codes only: their labels are in another table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from numna_geo.model.territory import Level
from numna_geo.sources.count_columns import Column, Header, Row
from numna_geo.sources.counts import CountFormat, Feed, RowReader
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.passage import Passage

FILE = Path("zoning/insee-table-appartenance-geo-communes-2022-na.csv")

_ZONES = {Level.ZONE_EMPLOI: "ZE20[0-9]{2}", Level.BASSIN_VIE: "BV20[0-9]{2}"}
_CODE = re.compile(r"[0-9A-Z]{2,9}", re.ASCII)
_COMMUNE, _EMPLOYMENT, _LIVING = "CODGEO", "ZE2020", "BV2012"
_DIGITS = {Level.ZONE_EMPLOI: 4, Level.BASSIN_VIE: 5}
"""A spreadsheet ate the zeros that some codes begin with: Ussel is 0063, not 63."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The employment zone (2020) and the living basin (2012) of a commune."""

    employment: str
    living: str


def zones(raw_dir: Path, passage: Passage) -> dict[str, Zones]:
    """Those of each commune of COG 2026.

    A commune that merged since is in the zones of the commune whose code it kept, as
    INSEE has it.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    wanted = (_COMMUNE, _EMPLOYMENT, _LIVING)
    return {
        row[_COMMUNE]: Zones(
            employment=row[_EMPLOYMENT].zfill(_DIGITS[Level.ZONE_EMPLOI]),
            living=row[_LIVING].zfill(_DIGITS[Level.BASSIN_VIE]),
        )
        for row in published_rows(raw_dir / FILE, wanted, delimiter=";")
        if row[_COMMUNE] not in passage
    }


def _reader(header: Header) -> RowReader:
    columns = {
        level.value: max(header.columns(pattern), key=lambda column: column.name)
        for level, pattern in _ZONES.items()
    }
    return lambda row: dict(_zones(columns, row))


def _zones(
    columns: dict[str, Column], row: Row
) -> Iterator[tuple[tuple[Feed, str, str], str]]:
    for zoning, column in columns.items():
        code = column.text(row)
        if not _CODE.fullmatch(code):
            raise column.wrong(row, "expected the code of a zone")
        yield (Feed.ZONINGS, "", zoning), code.zfill(_DIGITS[Level(zoning)])


COUNT_FORMATS = (
    CountFormat(
        key="insee_appartenance",
        title="INSEE, table d'appartenance : zones d'emploi et bassins de vie",
        code="CODGEO",
        columns=tuple(_ZONES.values()),
        reader=_reader,
    ),
)
"""Of several vintages of a zoning, the newest one is taken."""
