"""Draw a coverage with fewer vertices, and keep it a coverage."""

import numpy as np

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Floats, Grid, Ints, Topology
from numna_geo.outlines.crossings import crossing_arcs
from numna_geo.outlines.lines import vertices_kept
from numna_geo.outlines.projection import lambert93

MAX_ROUNDS = 12
"""Halvings of the tolerance before an arc is kept whole: 300 m ends below 0.1 m."""


def generalised(
    topology: Topology, *, tolerance_m: float, step: float | None = None
) -> Topology:
    """The same shapes with fewer vertices, none of their borders moved further.

    Each arc is simplified alone, its ends fixed, so neighbours still share it and
    every meeting point stays. Where simplified arcs would cross, touch or fall on one
    another, those arcs are drawn again at half the tolerance, until none does.

    Args:
        topology: a coverage, in WGS 84.
        tolerance_m: metres in Lambert-93 (EPSG:2154), before rounding to the grid.
        step: of the grid to round to, in degrees; by default that of `topology`.

    Raises:
        SourceUnreadable: arcs cross even when drawn whole.
    """
    grid = topology.grid
    coarse = Grid(step=step or grid.step, west=grid.west, south=grid.south)
    lines = [grid.degrees(arc) for arc in topology.arcs]
    tolerances = np.full(len(lines), float(tolerance_m))
    arcs = [_drawn(line, coarse, tolerance_m=tolerance_m) for line in lines]
    for turn in range(MAX_ROUNDS + 1):
        drawn = Topology(grid=coarse, arcs=tuple(arcs), shapes=topology.shapes)
        crossing = crossing_arcs(drawn)
        if not crossing:
            return drawn
        for i in crossing:
            tolerances[i] = tolerances[i] / 2 if turn < MAX_ROUNDS - 1 else 0
            arcs[i] = _drawn(lines[i], coarse, tolerance_m=float(tolerances[i]))
    raise SourceUnreadable(
        f"{len(crossing)} borders cross when drawn whole on a grid of {coarse.step} "
        "degrees: expected a valid coverage, or take a finer step"
    )


def _drawn(line: Floats, grid: Grid, *, tolerance_m: float) -> Ints:
    kept = vertices_kept(lambert93(line), tolerance=tolerance_m)
    cells = grid.snapped(line[kept])
    moves = np.any(np.diff(cells, axis=0) != 0, axis=1)
    moves[-1:] |= not moves.any()
    distinct: Ints = cells[np.concatenate([[True], moves])]
    return distinct
