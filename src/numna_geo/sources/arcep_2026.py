"""ARCEP, second quarter of 2026: fibre, best technology, closure of copper.

Source: ARCEP, Cartefibre T2 2026 and Ma connexion internet at 2026-06-30; ministère
de l'Économie after Orange, closure of the copper network, 2025-10-20.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

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
_COLUMNS = ("code_insee", *_COUNTS.values(), "cuivre_fermeture", "cuivre_date")


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
