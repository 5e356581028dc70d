"""Write outlines of communes on shared borders, fine and coarse."""

from collections.abc import Callable, Mapping
from pathlib import Path

import shapely

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Topology, cut, grid_over
from numna_geo.outlines.generalise import generalised
from numna_geo.outlines.topojson import write_topojson
from numna_geo.outlines.topology import outlines_of

Outlines = Mapping[str, shapely.Geometry]
Report = Callable[[str], None]

INPUT_STEP = 1e-5
"""Degrees (1 m): the grid on which IGN's outlines of 2018 were published."""

FINE_M, COARSE_M, NEIGHBOURS_M = 50.0, 200.0, 500.0
"""How far a border may move, in metres."""

COARSE_STEP = 2e-4
"""Degrees (22 m north, 16 m east): what the coarse outlines are rounded to."""


def compile_outlines(
    communes: Outlines,
    neighbours: Outlines,
    seats: Mapping[str, shapely.Point],
    out_dir: Path,
    report: Report,
) -> None:
    """Write `outlines_fine`, `outlines_coarse` and `neighbours`, as TopoJSON.

    Args:
        communes: the region's, a valid coverage, WGS 84.
        neighbours: the departments around it, likewise.
        seats: town halls by commune, WGS 84, to keep in their commune.
        out_dir: where the files go.
        report: told each file, with its size in vertices and bytes.

    Raises:
        SourceUnreadable: an input is no valid coverage.
    """
    region = cut(communes, grid=grid_over(communes, step=INPUT_STEP))
    around = cut(neighbours, grid=grid_over(neighbours, step=INPUT_STEP))
    files = (
        (
            "outlines_fine",
            "communes",
            generalised(region, tolerance_m=FINE_M, seats=seats),
        ),
        (
            "outlines_coarse",
            "communes",
            generalised(region, tolerance_m=COARSE_M, step=COARSE_STEP, seats=seats),
        ),
        (
            "neighbours",
            "departments",
            generalised(around, tolerance_m=NEIGHBOURS_M, step=COARSE_STEP),
        ),
    )
    for stem, name, topology in files:
        _check(topology)
        size = write_topojson(out_dir / f"{stem}.topojson", topology, name=name)
        vertices = sum(len(arc) for arc in topology.arcs)
        report(f"{stem}.topojson: {vertices} vertices, {size} bytes")


def _check(topology: Topology) -> None:
    shapes = list(outlines_of(topology).values())
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        raise SourceUnreadable(
            "generalised outlines overlap: expected a valid coverage as input"
        )
