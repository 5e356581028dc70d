"""Draw a coverage with fewer vertices, and keep it a coverage."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import shapely

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Floats, Grid, Ints, Topology, parted
from numna_geo.outlines.crossings import crossing_arcs
from numna_geo.outlines.lines import vertices_kept
from numna_geo.outlines.projection import lambert93
from numna_geo.outlines.topology import outlines_of

MAX_ROUNDS = 12
"""Halvings of the tolerance before an arc is kept whole: 300 m ends below 0.1 m."""


def generalised(
    topology: Topology,
    *,
    tolerance_m: float,
    step: float | None = None,
    seats: Mapping[str, shapely.Point] = MappingProxyType({}),
) -> Topology:
    """The same shapes with fewer vertices, none of their borders moved further.

    Each arc is simplified alone, its ends fixed, so neighbours still share it and
    every meeting point stays. Where simplified arcs would cross, touch or fall on one
    another, or leave a seat outside its shape, those arcs are drawn again at half the
    tolerance, until none does.

    Args:
        topology: a coverage, in WGS 84.
        tolerance_m: metres in Lambert-93 (EPSG:2154), before rounding to the grid.
        step: of the grid to round to, in degrees; by default that of `topology`.
        seats: points in WGS 84 that stay in the shape of their code; those that lie
            outside it before are left alone.

    Raises:
        SourceUnreadable: arcs cross even when drawn whole.
    """
    grid = topology.grid
    coarse = Grid(step=step or grid.step, west=grid.west, south=grid.south)
    lines = _lines(topology)
    inside = seats_inside(topology, seats)
    tolerances = np.full(len(lines), float(tolerance_m))
    arcs = [_drawn(*line, coarse, tolerance_m=tolerance_m) for line in lines]
    for turn in range(MAX_ROUNDS + 1):
        drawn = Topology(grid=coarse, arcs=tuple(arcs), shapes=topology.shapes)
        wrong = crossing_arcs(drawn) or _arcs_past_seats(drawn, inside)
        if not wrong:
            return drawn
        for i in wrong:
            tolerances[i] = tolerances[i] / 2 if turn < MAX_ROUNDS - 1 else 0
            arcs[i] = _drawn(*lines[i], coarse, tolerance_m=float(tolerances[i]))
    raise SourceUnreadable(
        f"{len(wrong)} borders cross, or pass a seat, even drawn whole on a grid of "
        f"{coarse.step} degrees: expected a valid coverage, or take a finer step"
    )


def seats_inside(
    topology: Topology, seats: Mapping[str, shapely.Point]
) -> dict[str, shapely.Point]:
    """The seats that lie in the shape of their code."""
    outlines = outlines_of(topology)
    codes = [code for code in outlines if code in seats]
    held = shapely.covers([outlines[c] for c in codes], [seats[c] for c in codes])
    return {
        code: seats[code] for code, inside in zip(codes, held, strict=True) if inside
    }


def _arcs_past_seats(
    topology: Topology, seats: Mapping[str, shapely.Point]
) -> set[int]:
    lost = seats.keys() - seats_inside(topology, seats).keys()
    return {
        ~arc if arc < 0 else arc
        for code in lost
        for polygon in topology.shapes[code]
        for ring in polygon
        for arc in ring
    }


def _lines(topology: Topology) -> list[tuple[Floats, Floats]]:
    """Each arc in WGS 84 degrees, and in metres in Lambert-93."""
    lines = topology.lines()
    if not lines:
        return []
    metres = lambert93(np.concatenate(lines))
    return list(zip(lines, parted(metres, list(map(len, lines))), strict=True))


def _drawn(line: Floats, metres: Floats, grid: Grid, *, tolerance_m: float) -> Ints:
    kept = vertices_kept(metres, tolerance=tolerance_m)
    cells = grid.snapped(line[kept])
    moves = np.any(np.diff(cells, axis=0) != 0, axis=1)
    moves[-1:] |= not moves.any()
    distinct: Ints = cells[np.concatenate([[True], moves])]
    return distinct
