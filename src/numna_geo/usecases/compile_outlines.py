"""Write outlines of communes on shared borders, fine and coarse."""

from collections.abc import Callable, Mapping
from pathlib import Path

import shapely

Outlines = Mapping[str, shapely.Geometry]


def compile_outlines(
    communes: Outlines,
    neighbours: Outlines,
    out_dir: Path,
    report: Callable[[str], None],
) -> None:
    report("outlines: to come")
