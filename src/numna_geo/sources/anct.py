"""ANCT: the towns of two national programmes, brought to COG 2026.

Source: ANCT, Petites villes de demain, 2022, and Action cœur de ville.
"""

from collections.abc import Iterator
from pathlib import Path

from numna_geo.model.zoning import Centre
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.passage import Passage

_FILES = (
    (Centre.SMALL_TOWN, "zoning/petites-villes-de-demain-2022-na.csv", "insee_com"),
    (Centre.CORE_TOWN, "zoning/action-coeur-de-ville-na.csv", "code"),
)


def centres(raw_dir: Path, passage: Passage) -> dict[str, Centre]:
    """The programme of each commune that has one; that of bigger towns wins.

    Raises:
        SourceUnreadable: a file is absent, or not in its layout.
    """
    return dict(_centres(raw_dir, passage))


def _centres(raw_dir: Path, passage: Passage) -> Iterator[tuple[str, Centre]]:
    for centre, name, column in _FILES:
        for row in published_rows(raw_dir / name, (column,)):
            code = row[column]
            yield passage.get(code, code), centre
