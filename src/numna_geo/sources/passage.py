"""From the communes of an older year to those of COG 2026.

Source: INSEE, table de passage, via Etalab, 2026.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from numna_geo.sources.csv_files import published_rows

FILE = Path("reference/passage-anciens-codes-2026.csv")

Passage = Mapping[str, str]


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
