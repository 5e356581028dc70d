"""INSEE, table of appurtenance: the employment zone and the living basin of a commune.

Source: INSEE, table d'appartenance géographique des communes, COG 2022 and after.
Zones have codes only: their labels are in another table.
"""

import re
from collections.abc import Iterator

from numna_geo.model.territory import Level
from numna_geo.sources.count_columns import Column, Header, Row
from numna_geo.sources.counts import CountFormat, Feed, RowReader

_ZONES = {Level.ZONE_EMPLOI: "ZE20[0-9]{2}", Level.BASSIN_VIE: "BV20[0-9]{2}"}
_CODE = re.compile(r"[0-9A-Z]{2,9}", re.ASCII)


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
        yield (Feed.ZONINGS, "", zoning), code


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
