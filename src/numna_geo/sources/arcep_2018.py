"""ARCEP, first quarter of 2018: the baseline of the roadmap, and who rolled out.

Source: ARCEP, observatoire du haut et très haut débit, T3 2017 to T1 2018, COG 2018.
Premises are dwellings plus establishments, as ARCEP counted them until 2020.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from numna_geo.errors import SourceUnreadable
from numna_geo.model.zoning import DeploymentZone
from numna_geo.sources.count_columns import Column, Header, Row
from numna_geo.sources.counts import CountFormat, Detail, Facts, Feed, RowReader
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.passage import Passage, gathered, summed
from numna_geo.sources.tables import Broadband

FTTH_FILE = Path("broadband/arcep-2018t1-ftth-communes-na.csv")
INFO_FILE = Path("broadband/arcep-2018t1-infos-communes-na.csv")
PERIOD = "2018-T1"
LINES_ABOVE_HEADER = 4

_CODE, _QUARTER = "Code commune", "T1 2018"
_DWELLINGS, _ESTABLISHMENTS = "Logements", "Établissements"
_VERY_DENSE, _L33_13, _OPERATOR = (
    "Zones très denses",
    "Engagements L. 33-13",
    "OI 2018 T1",
)
_INFO = (_CODE, _DWELLINGS, _ESTABLISHMENTS, _VERY_DENSE, _L33_13, _OPERATOR)
_FIELD, _CONNECTABLE, _RANGE = "Champ", "Locaux Raccordables", "Catégorie"
_NONE = "-"
_QUARTERS, _OPERATORS = r"T[1-4] 20[0-9]{2}", r"OI 20[0-9]{2} T[1-4]"
_COMMITTED = {
    "FRTE": DeploymentZone.L33_13_ORANGE,
    # Sanilhac: a part of the commune.
    "FRTE partielle": DeploymentZone.L33_13_ORANGE,
    "SFR0": DeploymentZone.L33_13_SFR,
}
_OPERATOR_CODES = re.compile(r"[\w .+/-]{1,80}")


def broadband_2018(raw_dir: Path, passage: Passage) -> Iterator[Broadband]:
    """Premises and connectable premises, summed over the communes of COG 2026.

    `very_dense_zone` is a flag; `l33_13` holds the codes of operators who committed to
    roll out there, `operator` those of operators who had, several joined by `|`.

    Raises:
        SourceUnreadable: a file is absent, or not in this layout.
    """
    infos = list(
        published_rows(raw_dir / INFO_FILE, _INFO, lines_above=LINES_ABOVE_HEADER)
    )
    connectable = summed(_connectable(raw_dir), passage)
    premises = summed(((r[_CODE], _premises(r)) for r in infos), passage)
    zones = {
        column: gathered(((r[_CODE], _text(r[column])) for r in infos), passage)
        for column in (_VERY_DENSE, _L33_13, _OPERATOR)
    }
    for code in sorted(premises):
        yield Broadband(
            commune_code=code,
            period=PERIOD,
            connectable=connectable.get(code, 0),
            premises=premises[code],
            **dict.fromkeys(_UNCOUNTED_IN_2018),
            very_dense_zone=code in zones[_VERY_DENSE],
            l33_13=_joined(zones[_L33_13].get(code, ())),
            operator=_joined(zones[_OPERATOR].get(code, ())),
        )


def deployment_zones(raw_dir: Path, passage: Passage) -> dict[str, DeploymentZone]:
    """Who was to roll fibre out in each commune of COG 2026, in 2018.

    A commune that merged since is in the zone of most of its premises of 2018.

    Raises:
        SourceUnreadable: the file is absent, not in this layout, or names an operator
            whose zone is not known.
    """
    wanted = (_CODE, _DWELLINGS, _ESTABLISHMENTS, _VERY_DENSE, _L33_13)
    premises: defaultdict[str, Counter[DeploymentZone]] = defaultdict(Counter)
    rows = published_rows(raw_dir / INFO_FILE, wanted, lines_above=LINES_ABOVE_HEADER)
    for row in rows:
        commune = passage.get(row[_CODE], row[_CODE])
        premises[commune][_zone(row)] += _premises(row)
    return {code: zones.most_common(1)[0][0] for code, zones in premises.items()}


def _zone(row: dict[str, str]) -> DeploymentZone:
    if _text(row[_VERY_DENSE]):
        return DeploymentZone.VERY_DENSE
    committed = _text(row[_L33_13])
    if not committed:
        return DeploymentZone.PUBLIC_INITIATIVE
    try:
        return _COMMITTED[committed]
    except KeyError:
        known = ", ".join(_COMMITTED)
        raise SourceUnreadable(
            f"{INFO_FILE.name}: {_L33_13} {committed!r}; expected one of {known}"
        ) from None


_UNCOUNTED_IN_2018 = (
    "mci_premises",
    "best_ftth",
    "best_coax",
    "best_copper",
    "best_thd_radio",
    "best_4g",
    "best_hd_radio",
    "best_satellite",
    "thd30_terrestrial",
    "gigabit",
    "copper_status",
    "copper_closes_on",
)


def _connectable(raw_dir: Path) -> Iterator[tuple[str, int]]:
    rows = published_rows(
        raw_dir / FTTH_FILE,
        (_CODE, _FIELD, _QUARTER),
        lines_above=LINES_ABOVE_HEADER,
    )
    for row in rows:
        if row[_FIELD] == _CONNECTABLE:
            yield row[_CODE], padded_count(row[_QUARTER])


def _premises(row: dict[str, str]) -> int:
    return padded_count(row[_DWELLINGS]) + padded_count(row[_ESTABLISHMENTS])


def padded_count(text: str) -> int:
    """A count as ARCEP pads it; a dash means none.

    >>> padded_count(" 81    "), padded_count(" -    "), padded_count("1 204")
    (81, 0, 1204)
    """
    digits = "".join(text.split())
    return 0 if digits in {"", _NONE} else int(digits)


def _text(cell: str) -> str:
    return "" if cell == _NONE else cell


def _joined(texts: tuple[str, ...]) -> str | None:
    return "|".join(texts) or None


def _ftth_reader(header: Header) -> RowReader:
    field = header.column(_FIELD)
    quarters = [(q, _period(q.name)) for q in header.columns(_QUARTERS)]

    def read(row: Row) -> Facts | Detail:
        kind = field.text(row)
        if kind == _RANGE:
            return Detail(field.name, kind)
        if kind != _CONNECTABLE:
            raise field.wrong(row, f"expected « {_CONNECTABLE} » or « {_RANGE} »")
        return {
            (Feed.BROADBAND, period, "connectable"): column.count(row, none=_NONE)
            for column, period in quarters
        }

    return read


def _info_reader(header: Header) -> RowReader:
    dwellings, establishments = (
        header.column(_DWELLINGS),
        header.column(_ESTABLISHMENTS),
    )
    very_dense, l33_13 = header.column(_VERY_DENSE), header.column(_L33_13)
    operator = header.column(_OPERATORS)
    period = _period(operator.name)

    def read(row: Row) -> Facts:
        premises = dwellings.count(row, none=_NONE) + establishments.count(
            row, none=_NONE
        )
        return {
            (Feed.BROADBAND, period, "premises"): premises,
            (Feed.BROADBAND, period, "very_dense_zone"): bool(_codes(very_dense, row)),
            (Feed.BROADBAND, period, "l33_13"): _codes(l33_13, row),
            (Feed.BROADBAND, period, "operator"): _codes(operator, row),
        }

    return read


def _period(name: str) -> str:
    """The quarter that the name of a column tells.

    >>> _period("T3 2017"), _period("OI 2018 T1")
    ('2017-T3', '2018-T1')
    """
    year, quarter = (part for part in sorted(name.upper().split()) if part != "OI")
    return f"{year}-{quarter}"


def _codes(column: Column, row: Row) -> frozenset[str]:
    text = _text(column.text(row))
    if text and not _OPERATOR_CODES.fullmatch(text):
        raise column.wrong(row, "expected codes of operators")
    return frozenset({text} - {""})


COUNT_FORMATS = (
    CountFormat(
        key="arcep_2018_ftth",
        title="ARCEP, observatoire jusqu'en 2019 : locaux raccordables par commune",
        code=_CODE,
        columns=(_FIELD, _QUARTERS),
        reader=_ftth_reader,
    ),
    CountFormat(
        key="arcep_2018_infos",
        title="ARCEP, observatoire jusqu'en 2019 : locaux et zones par commune",
        code=_CODE,
        columns=(_DWELLINGS, _ESTABLISHMENTS, _VERY_DENSE, _L33_13, _OPERATORS),
        reader=_info_reader,
    ),
)
"""Each file of the observatory is loaded alone, and leaves what the other one says.

Rows « Catégorie » of the first are a class of rates, drawn from its counts: nothing is
kept of them.
"""
