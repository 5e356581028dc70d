"""Areas of what communes become in a scenario, as rings to draw."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from numna_geo.usecases.tell_scenario import COVERED, GAP, LOST, NEWLY, UNKNOWN

Floats = npt.NDArray[np.float64]

ORDER = (UNKNOWN, COVERED, GAP, LOST, NEWLY)
"""What is drawn first lies below."""


def areas(
    outlines: Mapping[str, shapely.MultiPolygon],
    codes: Sequence[str],
    looks: Sequence[str],
) -> dict[str, list[Floats]]:
    """Rings of each look, WGS 84 degrees, longitude first, shape (n, 2) each.

    Args:
        outlines: of communes that share their borders, by code.
        codes: of the communes.
        looks: what each becomes.
    """
    by_look = defaultdict[str, list[shapely.MultiPolygon]](list)
    for code, look in zip(codes, looks, strict=True):
        if code in outlines:
            by_look[look].append(outlines[code])
    return {look: _rings(by_look[look]) for look in ORDER if by_look[look]}


def _rings(several: Sequence[shapely.MultiPolygon]) -> list[Floats]:
    together = shapely.coverage_union_all(list(several))
    rings = shapely.get_rings(shapely.get_parts(together))
    return [shapely.get_coordinates(ring) for ring in rings.tolist()]
