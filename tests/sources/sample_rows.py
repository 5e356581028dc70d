"""Rows of the samples in our common layout, by the key that they take."""

from pathlib import Path

from numna_geo.sources.published import opened
from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import RawPlace

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "structures"


def raw_places(path: Path, *, layout: str) -> list[RawPlace]:
    """Every row of a file, after making sure that its layout is recognised alone."""
    with opened(path, connectors=list(connectors().values())) as published:
        assert published.connector.key == layout
        return [published.connector.raw_place(row, n) for n, row in published.rows()]


def by_name(file: str, *, layout: str) -> dict[str | None, RawPlace]:
    """Rows of a sample by their name; each has another one."""
    rows = raw_places(SAMPLES / file, layout=layout)
    named = {row.name: row for row in rows}
    assert len(named) == len(rows)
    return named
