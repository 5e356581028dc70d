"""From arcs back to outlines."""

from collections.abc import Sequence, Sized
from pathlib import Path

import numpy as np
import shapely

from numna_geo.outlines.arcs import Floats, Ints, Ring, Topology
from numna_geo.outlines.topojson import decoded


def read_topology(path: Path) -> dict[str, shapely.MultiPolygon]:
    """Outlines by code from one of our TopoJSON files, in WGS 84 degrees.

    Neighbours share the very same vertices: the whole is a valid coverage.

    Raises:
        SourceUnreadable: the file is absent, or is no quantised TopoJSON.
    """
    return outlines_of(decoded(path))


def outlines_of(topology: Topology) -> dict[str, shapely.MultiPolygon]:
    """Outlines by code, in WGS 84 degrees, in the order of the topology."""
    lines = topology.lines()
    outlines = list(topology.shapes.values())
    polygons = [polygon for several in outlines for polygon in several]
    rings = [_closed(ring, lines) for polygon in polygons for ring in polygon]
    if not rings:
        return {code: shapely.MultiPolygon() for code in topology.shapes}
    # All at once: as many calls take several times as long.
    made = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON,
        np.concatenate(rings),
        (_ends(rings), _ends(polygons), _ends(outlines)),
    )
    return dict(zip(topology.shapes, made.tolist(), strict=True))


def _ends(several: Sequence[Sized]) -> Ints:
    """Where each of `several` ends in their concatenation, from 0, shape (n + 1,)."""
    return np.cumsum([0, *map(len, several)])


def _closed(ring: Ring, lines: list[Floats]) -> Floats:
    """Coordinates of a ring, its first vertex repeated at its end."""
    walked = [lines[i] if i >= 0 else lines[~i][::-1] for i in ring]
    coordinates: Floats = np.vstack([*(line[:-1] for line in walked), walked[0][:1]])
    return coordinates
