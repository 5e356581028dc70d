"""How far generalised outlines are from the ones they were drawn from."""

from collections.abc import Mapping

import numpy as np
import shapely

from numna_geo.outlines.projection import lambert93

Outlines = Mapping[str, shapely.Geometry]


def union_area_km2(outlines: Outlines) -> float:
    """Area of the whole coverage, in Lambert-93 (EPSG:2154)."""
    return float(shapely.area(_flat(outlines)).sum()) / 1e6


def largest_shift_m(before: Outlines, after: Outlines) -> float:
    """Furthest that any border moved, in Lambert-93 metres (Hausdorff, densified)."""
    shifts = shapely.hausdorff_distance(
        shapely.boundary(_flat(before)),
        shapely.boundary(_flat({code: after[code] for code in before})),
        densify=0.5,
    )
    return float(np.max(shifts))


def seats_outside_m(
    outlines: Outlines, seats: Mapping[str, shapely.Point]
) -> dict[str, float]:
    """Seats that lie outside the shape of their code, and how far, in metres."""
    codes = [code for code in outlines if code in seats]
    points = _flat({code: seats[code] for code in codes})
    shapes = _flat({code: outlines[code] for code in codes})
    distances = shapely.distance(points, shapes)
    return {
        code: float(metres)
        for code, metres in zip(codes, distances, strict=True)
        if metres > 0
    }


def _flat(outlines: Outlines) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    shapes = np.array(list(outlines.values()), dtype=np.object_)
    return np.asarray(shapely.transform(shapes, lambert93))
