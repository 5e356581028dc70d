"""From the territories of an older year to those of COG 2026.

Source: INSEE, table de passage, via Etalab, 2026.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import RowRejected
from numna_geo.model.territory import Level
from numna_geo.sources.csv_files import published_rows

FILE = Path("reference/passage-anciens-codes-2026.csv")

Passage = Mapping[str, str]

_COMMUNE = re.compile(r"(0[1-9]|[1-9][0-9]|2[AB])[0-9]{3}")
_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{3}")
_EPCI = re.compile(r"[0-9]{9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The territories of the region as they are now, and what became of others.

    Args:
        communes: codes of those of the region.
        passage: today's code of former communes and of parts of communes.
        departments: codes of those of the region.
        epci: SIREN of those with a commune in the region.
    """

    communes: AbstractSet[str]
    passage: Passage
    departments: AbstractSet[str]
    epci: AbstractSet[str]

    def code_of(self, code: str, *, level: Level, column: str) -> str | None:
        """Today's code of a territory; `None` when it lies beyond the region.

        Raises:
            RowRejected: no territory was ever given that code.
        """
        return (
            self._epci(code, column)
            if level is Level.EPCI
            else self._commune(code, column)
        )

    def _commune(self, code: str, column: str) -> str | None:
        if code in self.communes:
            return code
        today = self.passage.get(code)
        if today is not None:
            return today if today in self.communes else None
        # Spreadsheets eat the zero of departments 01 to 09.
        if not _COMMUNE.fullmatch(code) and not _WITHOUT_ZERO.fullmatch(code):
            raise RowRejected(
                column, code or None, "expected the INSEE code of a commune"
            )
        if _COMMUNE.fullmatch(code) and code[:2] in self.departments:
            raise RowRejected(
                column, code, "no commune of the region has had this code"
            )
        return None

    def _epci(self, code: str, column: str) -> str | None:
        if code in self.epci:
            return code
        if not _EPCI.fullmatch(code):
            raise RowRejected(column, code or None, "expected the SIREN of an EPCI")
        # It lies elsewhere, or is gone; nothing in a SIREN tells which.
        return None


def passage_of(raw_dir: Path) -> Passage:
    """Today's code of every code that is no longer one; others stay as they are.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    rows = published_rows(raw_dir / FILE, ("ancien_code", "code_2026"))
    return {row["ancien_code"]: row["code_2026"] for row in rows}


def summed(counts: Iterable[tuple[str, int]], passage: Passage) -> dict[str, int]:
    """Counts by old code, added up by today's code: none is lost.

    >>> summed([("16411", 2), ("16005", 3)], {"16411": "16005"})
    {'16005': 5}
    """
    totals: defaultdict[str, int] = defaultdict(int)
    for code, count in counts:
        totals[passage.get(code, code)] += count
    return dict(totals)


def gathered(
    values: Iterable[tuple[str, str]], passage: Passage
) -> dict[str, tuple[str, ...]]:
    """Distinct values by today's code, sorted; empty values are left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, value in values:
        if value:
            found[passage.get(code, code)].add(value)
    return {code: tuple(sorted(texts)) for code, texts in found.items()}
