"""From arcs back to outlines."""

from pathlib import Path

import numpy as np
import shapely

from numna_geo.outlines.arcs import Floats, Ring, Topology
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
    lines = [topology.grid.degrees(arc) for arc in topology.arcs]
    return {
        code: shapely.MultiPolygon(
            [
                (_closed(polygon[0], lines), [_closed(r, lines) for r in polygon[1:]])
                for polygon in polygons
            ]
        )
        for code, polygons in topology.shapes.items()
    }


def _closed(ring: Ring, lines: list[Floats]) -> Floats:
    """Coordinates of a ring, its first vertex repeated at its end."""
    walked = [lines[i] if i >= 0 else lines[~i][::-1] for i in ring]
    coordinates: Floats = np.vstack([*(line[:-1] for line in walked), walked[0][:1]])
    return coordinates
