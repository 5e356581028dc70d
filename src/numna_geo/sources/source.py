"""The sources of facts: who published what, when, under which licence."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from numna_geo.sources.table import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published source.

    `rank` decides between two sources that disagree on a structure (1 is believed
    first; empty for what describes no structure). `redistributable` says whether its
    rows may be published again.
    """

    key: str
    title: str
    publisher: str
    licence: str
    landing_page: str | None
    published_on: date | None
    vintage: str | None
    rank: int | None
    family: str
    redistributable: bool


def catalogue(data_dir: Path) -> dict[str, Source]:
    """Every source of `sources.csv`, by its key, in the order of the file.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    rows = read_table(data_dir / "sources.csv", Source)
    return {source.key: source for source in rows}
