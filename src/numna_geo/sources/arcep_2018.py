"""ARCEP, first quarter of 2018: the baseline of the roadmap, and who rolled out.

Source: ARCEP, observatoire du haut et très haut débit, T3 2017 to T1 2018, COG 2018.
Premises are dwellings plus establishments, as ARCEP counted them until 2020.
"""

from collections.abc import Iterator
from pathlib import Path

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
        (_CODE, "Champ", _QUARTER),
        lines_above=LINES_ABOVE_HEADER,
    )
    for row in rows:
        if row["Champ"] == "Locaux Raccordables":
            yield row[_CODE], padded_count(row[_QUARTER])


def _premises(row: dict[str, str]) -> int:
    return padded_count(row[_DWELLINGS]) + padded_count(row[_ESTABLISHMENTS])


def padded_count(text: str) -> int:
    """A count as ARCEP pads it; a dash means none.

    >>> padded_count(" 81    "), padded_count(" -    "), padded_count("1 204")
    (81, 0, 1204)
    """
    digits = "".join(text.split())
    return 0 if digits in {"", "-"} else int(digits)


def _text(cell: str) -> str:
    return "" if cell == "-" else cell


def _joined(texts: tuple[str, ...]) -> str | None:
    return "|".join(texts) or None
