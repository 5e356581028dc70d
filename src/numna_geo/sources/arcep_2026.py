"""ARCEP, second quarter of 2026: fibre, best technology, closure of copper.

Source: ARCEP, Cartefibre T2 2026 and Ma connexion internet at 2026-06-30; ministère
de l'Économie after Orange, closure of the copper network, 2025-10-20.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from numna_geo.sources.count_columns import Column, Header, Row
from numna_geo.sources.counts import CountFormat, Facts, Feed, RowReader
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.tables import Broadband

FILE = Path("broadband/arcep_2026t2_communes.csv")
PERIOD = "2026-T2"

_COUNTS = {
    "connectable": "ftth_raccordables",
    "premises": "ftth_locaux",
    "mci_premises": "mci_locaux",
    "best_ftth": "best_ftth",
    "best_coax": "best_coax",
    "best_copper": "best_cuivre",
    "best_thd_radio": "best_thd_radio",
    "best_4g": "best_4g_fixe",
    "best_hd_radio": "best_hd_radio",
    "best_satellite": "best_satellite",
    "thd30_terrestrial": "elig_thd30_terrestre",
    "gigabit": "elig_1g",
}
_STATUS, _CLOSES_ON = "cuivre_fermeture", "cuivre_date"
_COLUMNS = ("code_insee", *_COUNTS.values(), _STATUS, _CLOSES_ON)
_STATUSES = frozenset({"not_scheduled", "scheduled", "closed"})
# Cartefibre alone, as ARCEP publishes it every quarter: three columns.
_AS_PUBLISHED = {"connectable": "ftth", "premises": "locaux"}


def broadband_2026(raw_dir: Path) -> Iterator[Broadband]:
    """Premises of each commune (COG 2026) by what reaches them.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    for row in published_rows(raw_dir / FILE, _COLUMNS):
        closes_on = row["cuivre_date"]
        counts = {ours: int(row[theirs]) for ours, theirs in _COUNTS.items()}
        yield Broadband(
            commune_code=row["code_insee"],
            period=PERIOD,
            **counts,
            copper_status=row["cuivre_fermeture"],
            copper_closes_on=date.fromisoformat(closes_on) if closes_on else None,
            very_dense_zone=None,
            l33_13=None,
            operator=None,
        )


def _reader(header: Header) -> RowReader:
    """Whatever counts the file has; those of Cartefibre it must have."""
    period = header.quarter()
    wanted = _COUNTS | {
        ours: f"{_COUNTS[ours]}|{alone}" for ours, alone in _AS_PUBLISHED.items()
    }
    counts = {
        ours: header.column(theirs)
        for ours, theirs in wanted.items()
        if header.columns(theirs)
    }
    copper = [*header.columns(_STATUS)[:1], *header.columns(_CLOSES_ON)[:1]]

    def read(row: Row) -> Facts:
        facts: dict[str, int | str | date | None] = {
            ours: column.count(row) for ours, column in counts.items()
        }
        if len(copper) > 1:
            facts["copper_status"] = _status(copper[0], row)
            facts["copper_closes_on"] = _closing(copper[1], row)
        return {(Feed.BROADBAND, period, ours): v for ours, v in facts.items()}

    return read


def _status(column: Column, row: Row) -> str | None:
    status = column.text(row)
    if status and status not in _STATUSES:
        raise column.wrong(row, f"expected one of {', '.join(sorted(_STATUSES))}")
    return status or None


def _closing(column: Column, row: Row) -> date | None:
    return column.day(row) if column.text(row) else None


COUNT_FORMATS = (
    CountFormat(
        key="arcep_cartefibre",
        title="ARCEP, Cartefibre : locaux et locaux raccordables par commune",
        code="code_insee|INSEE_COM",
        columns=("ftth_raccordables|ftth", "ftth_locaux|locaux"),
        reader=_reader,
    ),
)
"""Cartefibre, alone or with the columns that our own file of 2026-T2 sets beside it."""
